/**
 * The audit on a real base whose rows somebody changed in PostgreSQL, past the
 * site and past NocoDB; and `npm run audit` as it is called.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { adjustBalance } from '../../lib/loyalty/adjust';
import type { AuditReport } from '../../lib/loyalty/audit/audit-state';
import type { Finding } from '../../lib/loyalty/audit/finding';
import { runAudit } from '../../lib/loyalty/audit/run';
import type { LedgerEntry } from '../../lib/loyalty/entry';
import { LedgerStopped } from '../../lib/loyalty/stopped';
import { refreshUserCopies } from '../../lib/loyalty/user-copies';
import { settleOrder } from '../../lib/orders/settle';
import { createBase, type TestBase } from '../support/base';
import { type Played, playOn } from '../unit/audit-world';
import { server } from './harness';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '../..');

describe.skipIf(!server)('a base that was changed in PostgreSQL', () => {
  let base: TestBase;
  let played: Played;
  let rows: LedgerEntry[];
  const table: Record<string, string> = {};

  beforeAll(async () => {
    base = await createBase('standard');
    played = await playOn(base.store);
    rows = await base.store.ledger.since(played.userId, 0, 1000);
    const found = await base.sql(
      'select table_name as name from information_schema.tables where table_schema = $1',
      [await schema()],
    );
    for (const { name } of found) {
      const text = String(name);
      for (const key of ['loyalty_points_transactions', 'users', 'orders', 'promo_codes']) {
        if (text === key || text.endsWith(`_${key}`)) table[key] = `%s."${text}"`;
      }
    }
  });
  afterAll(() => base.remove());

  async function schema(): Promise<string> {
    const [row] = await base.sql(`select '%s' as name`);
    return String(row?.name).replaceAll('"', '');
  }

  const points = () => table.loyalty_points_transactions ?? '';
  const sql = (text: string, values?: unknown[]) => base.sql(text, values);
  const row = (match: (r: LedgerEntry) => boolean): LedgerEntry => {
    const found = rows.find(match);
    if (!found) throw new Error('no such row');
    return found;
  };
  const audit = (): Promise<AuditReport> => runAudit(played.ctx);
  const brief = (f: Finding) => `${f.kind} ${f.seq ?? f.orderId ?? ''} ${f.field ?? ''}`.trim();
  const found = async () => (await audit()).findings.map(brief);

  /** What to run afterwards to have the base as it was. */
  const undo: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
    expect(await found()).toEqual([]);
  });

  async function change(id: number, column: string, value: unknown): Promise<void> {
    const [old] = await sql(`select "${column}" as v from ${points()} where id = $1`, [id]);
    undo.push(() => sql(`update ${points()} set "${column}" = $2 where id = $1`, [id, old?.v]));
    await sql(`update ${points()} set "${column}" = $2 where id = $1`, [id, value]);
  }

  async function remove(id: number): Promise<void> {
    const gone = await sql(`select * from ${points()} where id = $1`, [id]);
    undo.push(() => insertAgain(gone[0] ?? {}));
    await sql(`delete from ${points()} where id = $1`, [id]);
  }

  async function insertAgain(gone: Record<string, unknown>): Promise<void> {
    const columns = Object.keys(gone);
    const values = columns.map((c) => {
      const value = gone[c];
      return value !== null && typeof value === 'object' && !(value instanceof Date)
        ? JSON.stringify(value)
        : value;
    });
    const names = columns.map((c) => `"${c}"`).join(', ');
    const places = columns.map((_, i) => `$${i + 1}`).join(', ');
    await sql(`insert into ${points()} (${names}) values (${places})`, values);
  }

  it('is clean before', async () => {
    const report = await audit();
    expect(report.findings).toEqual([]);
    expect(report.looked).toMatchObject({ customers: 1, rows: rows.length, orders: 4 });
  });

  it('points', async () => {
    const used = row((r) => r.type === 'used');
    await change(used.id, 'points', -1);
    const { findings } = await audit();
    expect(findings[0]).toMatchObject({
      kind: 'row_changed',
      seq: used.seq,
      field: 'points',
      is: '-1',
      shouldBe: String(used.points),
    });
    expect(findings.map((f) => f.kind)).toContain('balance_mismatch');
  });

  it('order id, and the key that orders find their rows by', async () => {
    const earned = row((r) => r.type === 'earned' && r.status === 'completed');
    await change(earned.id, 'order_id', 77);
    expect(await found()).toContain(`row_changed ${earned.seq} orderId`);
    await change(earned.id, 'order_position', 12_345);
    expect(await found()).toContain(`row_columns ${earned.seq} Order Position`);
  });

  it('time: the exact one, and the one for people', async () => {
    const last = row((r) => r.seq === rows.length);
    await change(last.id, 'written_at_ms', last.at + 3_600_000);
    const { findings } = await audit();
    expect(findings[0]).toMatchObject({
      kind: 'row_changed',
      seq: last.seq,
      field: 'at',
      shouldBe: String(last.at),
    });
    await undo.pop()?.();
    await change(last.id, 'written_at', '2020-01-01 00:00:00+00');
    expect(await found()).toEqual([`row_columns ${last.seq} Written At`]);
  });

  it('two rows that exchange their places', async () => {
    const [a, b] = [row((r) => r.seq === 3), row((r) => r.seq === 4)];
    const columns = ['seq', 'position', 'entry_key'];
    const swap = async () => {
      const both = [a.id, b.id];
      const [x, y] = await Promise.all(
        both.map((id) => sql(`select * from ${points()} where id = $1`, [id])),
      );
      for (const [id, value] of [[a.id, null] as const]) {
        for (const c of columns.slice(1)) {
          await sql(`update ${points()} set "${c}" = $2 where id = $1`, [id, value]);
        }
      }
      for (const [id, from] of [[b.id, x?.[0]] as const, [a.id, y?.[0]] as const]) {
        for (const c of columns) {
          await sql(`update ${points()} set "${c}" = $2 where id = $1`, [id, from?.[c]]);
        }
      }
    };
    await swap();
    undo.push(swap);
    expect(await found()).toContain('rows_swapped 3 seq');
  });

  it('a word that is no type: the row is named, the rest is looked at', async () => {
    await change(row((r) => r.seq === 2).id, 'transaction_type', 'подарок');
    const { findings, looked } = await audit();
    expect(findings[0]).toMatchObject({ kind: 'row_unreadable', seq: 2 });
    expect(looked.rows).toBe(rows.length);
    expect(findings.map((f) => f.kind)).toContain('order_unreadable');
  });

  it('a deleted row in the middle', async () => {
    const gone = row((r) => r.type === 'adjustment' && r.points === 40);
    await remove(gone.id);
    const { findings } = await audit();
    expect(findings[0]).toMatchObject({
      kind: 'row_missing',
      seq: gone.seq,
      shouldBe: 'points 40',
    });
  });

  it('a deleted row of an order: it is named, and nothing writes it again', async () => {
    const gone = row((r) => r.causeKey === `o:${played.orders[0]}:2`);
    await remove(gone.id);
    expect(await found()).toEqual(
      expect.arrayContaining([`row_missing ${gone.seq}`, `order_row_missing ${played.orders[0]}`]),
    );
    const order = await base.store.orders.byId(played.orders[0] ?? 0);
    if (!order) throw new Error('no order');
    await expect(settleOrder(played.ctx, order)).rejects.toThrow(LedgerStopped);
    expect(await base.store.ledger.since(played.userId, 0, 1000)).toHaveLength(rows.length - 1);
    // Its visible columns went with what is left; they come back with the row.
    undo.unshift(async () => void (await settleOrder(played.ctx, order)));
  });

  it('an order that was deleted', async () => {
    const id = played.orders[3] ?? 0;
    const orders = table.orders ?? '';
    await sql(`update ${orders} set id = 900000 where id = $1`, [id]);
    undo.push(() => sql(`update ${orders} set id = $1 where id = 900000`, [id]));
    const { findings } = await audit();
    const orphans = findings.filter((f) => f.kind === 'order_missing');
    expect(orphans.map((f) => f.orderId)).toContain(id);
  });

  it('copies are found, and mended by --repair --yes', async () => {
    const user = await base.store.users.byId(played.userId);
    const users = table.users ?? '';
    await sql(`update ${users} set loyalty_points = 1, tier = 'Gold' where id = $1`, [user?.id]);
    await sql(`update ${table.orders} set points_earned = 5 where id = $1`, [played.orders[0]]);
    await sql(`update ${points()} set transaction_status = 'cancelled' where id = $1`, [
      rows[0]?.id,
    ]);
    const call = async (...args: string[]) => {
      const env = {
        ...process.env,
        NOCODB_URL: base.url,
        NOCODB_TOKEN: base.token,
        NOCODB_BASE: base.title,
        LOYALTY_PROGRAM: 'standard',
      };
      const command = ['--import', 'tsx', 'scripts/audit.ts', ...args];
      try {
        const { stdout } = await run(process.execPath, command, { cwd: root, env });
        return { code: 0, stdout };
      } catch (error) {
        const { code, stdout } = error as { code: number; stdout: string };
        return { code, stdout };
      }
    };
    const seen = await call('--json');
    expect(seen.code).toBe(1);
    const kinds = (JSON.parse(seen.stdout) as AuditReport).findings.map((f) => f.kind);
    expect(kinds.sort()).toEqual(['order_copy', 'status_copy', 'user_copy', 'user_copy']);
    const preview = await call('--repair');
    expect(preview.stdout).toContain(`would settle order ${played.orders[0]}`);
    expect(preview.stdout).toContain('Nothing was changed');
    expect((await call('--user', String(played.userId))).code).toBe(1);
    const mended = await call('--repair', '--yes');
    expect(mended).toMatchObject({ code: 0 });
    expect(mended.stdout).toContain('Everything agrees.');
    const now = await base.store.users.byId(played.userId);
    expect(now?.anchor).toEqual(user?.anchor);
    expect(now?.copies.totalSpentKopecks).toBe(user?.copies.totalSpentKopecks);
    // The command lives in another month than this story.
    undo.push(() => refreshUserCopies(played.ctx, played.userId));
  });

  it('the last row, also when a new one took its place', async () => {
    const last = row((r) => r.seq === rows.length);
    await remove(last.id);
    const { findings } = await audit();
    expect(findings[0]).toMatchObject({ kind: 'last_row_missing', seq: last.seq });
    // As after a restart: nothing remembers where the chain ended.
    const store = await base.open();
    const { ctx } = played;
    const alarms: string[] = [];
    const later: (() => Promise<void>)[] = [];
    const fresh = {
      ...ctx,
      store,
      later: (task: () => Promise<void>) => void later.push(task),
      log: { ...ctx.log, error: (event: string) => void alarms.push(event) },
    };
    const wish = { userId: played.userId, points: 3, reason: 'новая', adminId: 1, key: 'again' };
    await expect(adjustBalance(fresh, wish)).rejects.toThrow(LedgerStopped);
    expect(alarms).toEqual(['ledger.stopped']);
    // Only the correction that names the row takes its place.
    const adjusted = await adjustBalance(fresh, { ...wish, refersTo: last.seq });
    expect(adjusted.ok && adjusted.entry.seq).toBe(last.seq);
    for (const task of later) await task();
    await refreshUserCopies(fresh, played.userId);
    expect(alarms).toContain('ledger.anchor_broken');
    const { findings: replaced } = await audit();
    expect(replaced.map(brief)).toEqual([`last_row_replaced ${last.seq} hash`]);
    expect(replaced[0]?.answered).toBe(true);
    // The row that took the place goes first, then the old one comes back.
    undo.push(() => sql(`delete from ${points()} where cause_key = 'adj:again'`));
    undo.unshift(() => refreshUserCopies(ctx, played.userId));
  });
});
