/** A customer's visible columns against the head of the chain. Pure. */
import type { User } from '../../store/port-users';
import { type Account, availablePoints, nextExpiryAt } from '../account';
import type { LedgerEntry } from '../entry';
import type { LoyaltyProgram } from '../program';
import { tierAt } from '../tiers';
import { type Finding, finding } from './finding';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Copies may be this late. */
const GRACE_MS = 2 * 60 * 1000;

/**
 * What differs. Points and tier move with time, without a row: any value that
 * was right at some moment since the last row counts as right.
 */
export function checkUserCopies(
  user: User,
  head: LedgerEntry | null,
  program: LoyaltyProgram,
  now: number,
): Finding[] {
  const { copies } = user;
  if (!head) return [];
  if (copies.headSeq < head.seq && now - head.at < GRACE_MS) return [];
  const { account } = head;
  const moments = momentsSince(account, head.at, Math.max(now, head.at));
  const points = moments.map((t) => availablePoints(account, t));
  const tiers = moments.map((t) => tierAt(program, account, t).name);
  const wrong = (field: string, is: unknown, shouldBe: unknown) =>
    finding('user_copy', {
      userId: user.id,
      field,
      is: is === null ? null : String(is),
      shouldBe: shouldBe === null ? null : String(shouldBe),
      repair: 'copies',
    });
  return [
    ...(points.includes(copies.loyaltyPoints)
      ? []
      : [wrong('Loyalty Points', copies.loyaltyPoints, points.at(-1))]),
    ...(copies.totalSpentKopecks === account.spendKopecks
      ? []
      : [wrong('Total Spent', copies.totalSpentKopecks / 100, account.spendKopecks / 100)]),
    ...(copies.tier !== null && tiers.includes(copies.tier)
      ? []
      : [wrong('Tier', copies.tier, tiers.at(-1))]),
    ...(copies.nextExpiryAt === nextExpiryAt(account)
      ? []
      : [wrong('Next Expiry At', copies.nextExpiryAt, nextExpiryAt(account))]),
    ...(copies.headSeq === head.seq ? [] : [wrong('Copied Seq', copies.headSeq, head.seq)]),
  ];
}

/** The last row's moment, every moment after it at which a lot or an order's spend ends, and now. */
function momentsSince(account: Account, from: number, now: number): number[] {
  const ends = [
    ...account.lots.flatMap((l) => (l.expiresAt === null ? [] : [l.expiresAt])),
    ...account.window.map((w) => w.at + account.windowDays * DAY_MS),
  ];
  const between = ends.filter((t) => t > from && t < now).sort((a, b) => a - b);
  return [from, ...between, now];
}

/** The anchor is written with the copies; one without the other was taken away by hand. */
export function checkAnchorCopy({ id, copies, anchor }: User): Finding[] {
  if (!anchor || anchor.seq === copies.headSeq) return [];
  return [
    finding('user_copy', {
      userId: id,
      field: 'Anchor Seq',
      is: anchor.seq,
      shouldBe: copies.headSeq,
      repair: 'copies',
    }),
  ];
}
