/** Answers of the admin endpoints about customers' points, from the ledger. */
import { z } from 'zod';
import type { Context } from '../context';
import type { AuditReport } from '../loyalty/audit/audit-state';
import { openFindings } from '../loyalty/audit/audit-state';
import { headOf } from '../loyalty/chain';
import { entryTypes, type LedgerEntry } from '../loyalty/entry';
import { toRubles } from '../money';
import { readSettings } from '../settings';
import type { User } from '../store/port-users';
import type {
  AdminEntryView,
  AdminUserLoyaltyAnswer,
  AdminUserView,
  IntegrityAnswer,
  LedgerTotals,
} from './admin-loyalty-answers';
import { idParam } from './requests';
import { staffOf } from './staff-names';
import { balanceView, historyEntryView, iso } from './views';

const DAY_MS = 24 * 60 * 60 * 1000;

const limit = (most: number) => z.coerce.number().pipe(z.int().min(1).max(most));

export const userLoyaltyQuery = z.strictObject({
  type: z.enum(entryTypes).optional(),
  /** Rows below this number. */
  before: z.coerce.number().pipe(z.int().min(1)).optional(),
  limit: limit(100).default(50),
});

export const integrityQuery = z
  .strictObject({
    user: idParam.optional(),
    phase: z.enum(['customers', 'orders', 'claims', 'codes']).optional(),
    after: z.coerce.number().pipe(z.int().min(0)).optional(),
  })
  .refine((q) => (q.phase === undefined) === (q.after === undefined), 'phase goes with after');

export function adminUserView(user: User): AdminUserView {
  const { id, phone, name, birthDate, joinedAt, copies } = user;
  return {
    id,
    phone,
    name,
    birthDate,
    joinedAt: iso(joinedAt),
    loyaltyPoints: copies.loyaltyPoints,
    totalSpent: toRubles(copies.totalSpentKopecks),
    tier: copies.tier,
  };
}

export function adminEntryView(row: LedgerEntry, now: number): AdminEntryView {
  return {
    ...historyEntryView(row, now),
    balanceBefore: row.balanceBefore,
    reason: row.reason,
    adminId: row.adminId,
    refersTo: row.refersTo,
    programme: row.program,
    tier: row.tier,
    spend: toRubles(row.spendKopecks),
  };
}

/** A customer's points, without reading the whole history; null = no such customer. */
export async function readUserLoyalty(
  ctx: Context,
  userId: number,
  query: z.output<typeof userLoyaltyQuery>,
): Promise<AdminUserLoyaltyAnswer | null> {
  const { program } = ctx;
  const now = ctx.now();
  const windowDays = program.tierBasis.kind === 'window' ? program.tierBasis.days : null;
  const since = windowDays === null ? 0 : Math.max(0, now - windowDays * DAY_MS);
  const { ledger, orders, users } = ctx.store;
  const [user, head, settings, totals, placed, rows] = await Promise.all([
    users.byId(userId),
    ledger.head(userId),
    readSettings(ctx.store),
    ledger.totals(userId),
    orders.sumsOfUser(userId, since),
    ledger.history(userId, query.before ?? null, query.limit, query.type),
  ]);
  if (!user) return null;
  const { account } = headOf(head);
  const view = balanceView(program, account, settings.loyaltyEnabled, now);
  const { pending, totalSpent, tier, progress, expiring } = view;
  const staff = await staffOf(
    ctx,
    rows.map((row) => row.adminId),
  );
  const average = placed.orders === 0 ? 0 : Math.round(placed.totalKopecks / placed.orders);
  return {
    user: adminUserView(user),
    balance: sumOf(totals),
    available: view.balance,
    debt: account.debt,
    pending,
    totalSpent,
    tier,
    progress,
    expiring,
    totals: totalsView(totals),
    orders: {
      count: placed.orders,
      total: toRubles(placed.totalKopecks),
      average: toRubles(average),
      windowDays,
    },
    entries: rows.map((row) => adminEntryView(row, now)),
    staff: [...staff.values()].map(({ id, name }) => ({ id, name })),
    next: rows.length === query.limit ? (rows.at(-1)?.seq ?? null) : null,
  };
}

function sumOf(totals: LedgerTotals): number {
  return entryTypes.reduce((sum, type) => sum + totals[type], 0);
}

function totalsView(t: LedgerTotals): AdminUserLoyaltyAnswer['totals'] {
  return {
    earned: t.earned + t.cancelled,
    bonuses: t.registration + t.birthday,
    adjusted: t.adjustment,
    spent: 0 - t.used - t.refunded,
    expired: 0 - t.expired,
  };
}

export function integrityView(report: AuditReport): IntegrityAnswer {
  const { startedAt, took, next, looked, points, inFlight, debtors, inDebt } = report;
  const { counts, answered, findings, more } = report;
  return {
    ok: openFindings(report) === 0,
    startedAt: iso(startedAt),
    tookMs: Math.round(took),
    next,
    looked,
    points,
    inFlight,
    debtors: { count: debtors, first: inDebt },
    counts,
    answered,
    findings,
    more,
  };
}
