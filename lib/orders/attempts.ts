/**
 * Online payment attempts, as an order's facts follow them: which are open, what
 * money came by which, and what of it went back. Pure; a part of facts.ts.
 */
import type { OnlineMethod } from './lifecycle';

/** An online charge whose outcome is not known yet. */
export interface OpenAttempt {
  attempt: number;
  method: OnlineMethod;
  amountKopecks: number;
  at: number;
  /** Once the provider has taken it on: its name there, and where the customer confirms it. */
  opened: { providerId: string; confirmationUrl: string } | null;
}

/** Money that an online attempt brought, and what of it went back. */
export interface OnlinePayment {
  attempt: number;
  providerId: string;
  amountKopecks: number;
  returnedKopecks: number;
}

export interface AttemptFacts {
  /** How many were started. */
  attempts: number;
  openAttempt: OpenAttempt | null;
  /** Attempts that a later one took the place of, while their outcome was open. */
  superseded: OpenAttempt[];
  onlinePayments: OnlinePayment[];
  /** Why the last attempt failed. */
  lastFailure: string | null;
}

type Started = Pick<OpenAttempt, 'method' | 'amountKopecks' | 'at'>;

/** Where an order begins: with attempt 1 when it is charged as it is placed. */
export function firstAttempt(charge: Started | null): AttemptFacts {
  return {
    attempts: charge ? 1 : 0,
    openAttempt: charge && { ...charge, attempt: 1, opened: null },
    superseded: [],
    onlinePayments: [],
    lastFailure: null,
  };
}

export function startAttempt(
  f: AttemptFacts,
  started: Omit<Started, 'at'> & { attempt: number },
  at: number,
): void {
  const { attempt, method, amountKopecks } = started;
  f.attempts = Math.max(f.attempts, attempt);
  if (f.openAttempt) f.superseded = [...f.superseded, f.openAttempt];
  f.openAttempt = { attempt, method, amountKopecks, at, opened: null };
}

export function openAttempt(
  f: AttemptFacts,
  opened: { attempt: number; providerId: string; confirmationUrl: string },
): void {
  const { attempt, providerId, confirmationUrl } = opened;
  const named = (a: OpenAttempt) =>
    a.attempt === attempt ? { ...a, opened: { providerId, confirmationUrl } } : a;
  f.openAttempt = f.openAttempt && named(f.openAttempt);
  f.superseded = f.superseded.map(named);
}

export function failAttempt(f: AttemptFacts, failed: { attempt: number; code: string }): void {
  if (failed.attempt === f.attempts) f.lastFailure = failed.code;
  close(f, failed.attempt);
}

/** Money that came online; an attempt of 0 kopecks brought none. */
export function takeOnline(
  f: AttemptFacts,
  paid: { attempt: number; amountKopecks: number; providerId: string | null },
): void {
  const { attempt, amountKopecks, providerId } = paid;
  close(f, attempt);
  if (providerId === null || amountKopecks === 0) return;
  const payment = { attempt, providerId, amountKopecks, returnedKopecks: 0 };
  f.onlinePayments = [...f.onlinePayments, payment];
}

/** Notes at a payment what of it went back; without an attempt, at the last ones first. */
export function returnOnline(
  f: AttemptFacts,
  refunded: { attempt?: number | undefined; amountKopecks: number },
): void {
  let left = refunded.amountKopecks;
  f.onlinePayments = f.onlinePayments
    .toReversed()
    .map((payment) => {
      const named = refunded.attempt === undefined || refunded.attempt === payment.attempt;
      const part = named ? Math.min(left, payment.amountKopecks - payment.returnedKopecks) : 0;
      left -= part;
      return { ...payment, returnedKopecks: payment.returnedKopecks + part };
    })
    .toReversed();
}

/** Every attempt whose outcome is open, the last one first. */
export function undecidedAttempts(f: AttemptFacts): OpenAttempt[] {
  return f.openAttempt ? [f.openAttempt, ...f.superseded] : f.superseded;
}

function close(f: AttemptFacts, attempt: number): void {
  if (f.openAttempt?.attempt === attempt) f.openAttempt = null;
  f.superseded = f.superseded.filter((a) => a.attempt !== attempt);
}
