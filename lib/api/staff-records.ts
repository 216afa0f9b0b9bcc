/** What happened and who did it: `Loyalty_Logs`, `Edits` and `Job_Runs` as staff leaf through them. */
import type { z } from 'zod';
import type { Context } from '../context';
import { endOfLocalDay, localDayStart } from '../loyalty/calendar';
import type { EditsAnswer, LogsAnswer, RunsAnswer } from './openapi/answers-customers';
import type { editsQuery, logsQuery, runsQuery } from './staff-customers-requests';
import { staffOf } from './staff-names';
import { iso, isoOrNull } from './views';

type AdminName = { id: number; name: string };

/** Names of those admins of a page. */
async function adminNames(
  ctx: Context,
  ids: readonly (number | null | undefined)[],
): Promise<(id: number | null | undefined) => AdminName | null> {
  const staff = await staffOf(ctx, ids);
  return (id) => (typeof id === 'number' ? { id, name: staff.get(id)?.name ?? '' } : null);
}

/** From the start of one local day to the end of another. */
function within(
  ctx: Context,
  { from, to }: { from?: string | undefined; to?: string | undefined },
) {
  const start = (day: string) => localDayStart(day, ctx.timeZone);
  return {
    from: from === undefined ? null : start(from),
    until: to === undefined ? null : endOfLocalDay(start(to), 0, ctx.timeZone),
  };
}

function adminIdOf(metadata: Record<string, unknown>): number | null {
  return typeof metadata.adminId === 'number' ? metadata.adminId : null;
}

export async function readLogs(
  ctx: Context,
  query: z.output<typeof logsQuery>,
): Promise<LogsAnswer> {
  const { type = null, user = null, admin = null, page, limit } = query;
  const search = { type, userId: user, adminId: admin, page, limit, ...within(ctx, query) };
  const { rows, total } = await ctx.store.journal.findLogs(search);
  const userIds = [...new Set(rows.flatMap((row) => row.userId ?? []))];
  const [users, nameOf] = await Promise.all([
    ctx.store.users.byIds(userIds),
    adminNames(
      ctx,
      rows.map((row) => adminIdOf(row.metadata)),
    ),
  ]);
  const byId = new Map(users.map((u) => [u.id, u]));
  const logs = rows.map((row) => {
    const known = row.userId === null ? undefined : byId.get(row.userId);
    return {
      id: row.id,
      type: row.type,
      at: iso(row.at),
      user:
        row.userId === null
          ? null
          : { id: row.userId, phone: known?.phone ?? '', name: known?.name ?? null },
      admin: nameOf(adminIdOf(row.metadata)),
      old: row.old,
      new: row.new,
      metadata: row.metadata,
    };
  });
  return { logs, page, limit, total };
}

export async function readEdits(
  ctx: Context,
  query: z.output<typeof editsQuery>,
): Promise<EditsAnswer> {
  const { table = null, row: rowId = null, admin: adminId = null, page, limit } = query;
  const search = { table, rowId, adminId, page, limit, ...within(ctx, query) };
  const { rows, total } = await ctx.store.edits.find(search);
  const nameOf = await adminNames(
    ctx,
    rows.map((row) => row.adminId),
  );
  const edits = rows.map(({ table: name, rowId: id, n, at, adminId: by, before, after }) => ({
    table: name,
    rowId: id,
    n,
    at: iso(at),
    admin: nameOf(by),
    ...differing(before, after),
  }));
  return { edits, page, limit, total };
}

/** Of two records only the fields that differ; anything else as it is. */
export function differing(before: unknown, after: unknown): { before: unknown; after: unknown } {
  if (!isRecord(before) || !isRecord(after)) return { before, after };
  const same = (key: string) => JSON.stringify(before[key]) === JSON.stringify(after[key]);
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter((key) => !same(key));
  const only = (from: Record<string, unknown>) =>
    Object.fromEntries(changed.map((key) => [key, from[key] ?? null]));
  return { before: only(before), after: only(after) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export async function readRuns(
  ctx: Context,
  query: z.output<typeof runsQuery>,
): Promise<RunsAnswer> {
  const { job = null, troubled, page, limit } = query;
  const search = { job, troubled: troubled !== undefined, page, limit };
  const { rows, total } = await ctx.store.jobRuns.find(search);
  const nameOf = await adminNames(
    ctx,
    rows.map((row) => row.startedBy),
  );
  const runs = rows.map(({ detail: _detail, startedAt, finishedAt, startedBy, ...run }) => ({
    ...run,
    startedAt: iso(startedAt),
    finishedAt: isoOrNull(finishedAt),
    startedBy: nameOf(startedBy),
  }));
  return { runs, page, limit, total };
}
