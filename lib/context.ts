/**
 * What operations are given: the store, the time, chance, the programme and the
 * world outside. Pure rules get none of this.
 */
import type { LoyaltyProgram } from './loyalty/program';
import type { NoticeSender } from './notices/sender';
import type { PaymentProvider } from './payments/provider';
import type { Store } from './store/port';

export interface Logger {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

export interface Context {
  store: Store;
  /** Milliseconds since 1970; the one clock of the site. */
  now(): number;
  /** Real milliseconds that only go forward, for time limits; not a date. */
  ticks(): number;
  /** 0 <= x < 1. */
  random(): number;
  /** Waits real time; back-off between attempts. */
  sleep(ms: number): Promise<void>;
  /** The active programme. */
  program: LoyaltyProgram;
  /** IANA name; all calendar arithmetic is in it. */
  timeZone: string;
  payments: PaymentProvider;
  /** How customers are told of news; left out or null, nobody is. */
  notices?: NoticeSender | null;
  /** How long an unpaid online order may hold points or a code; 30 minutes when left out. */
  holdMs?: number;
  /**
   * Runs a task after the answer was sent: copies for readers and second looks.
   * What it does must be repeatable by a job, for a crash can lose it.
   */
  later(task: () => Promise<void>): void;
  log: Logger;
}
