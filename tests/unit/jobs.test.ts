/** How jobs run, what they leave behind, and what the health endpoint says of them (SPEC 5). */
import { describe, expect, test } from 'vitest';
import { readHealth } from '@/lib/health/health';
import { createReadiness } from '@/lib/health/ready';
import { auditJob, lastDetail } from '@/lib/jobs/audit';
import { expirePoints } from '@/lib/jobs/expire-points';
import { processPendingPoints } from '@/lib/jobs/pending-points';
import { recordRun } from '@/lib/jobs/record';
import { defaultJobLimits, runJob } from '@/lib/jobs/run';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { toggleModule } from '@/lib/loyalty/toggle';
import { createMemoryStore } from '@/lib/store/memory';
import { RowUnreadable } from '@/lib/store/port';
import { HOUR, restaurant } from './audit-world';
import { addUser, createWorld, START } from './support';

const DAY = 24 * HOUR;

describe('a job', () => {
  const numbers = (count: number) => async (after: number, limit: number) => {
    const rows = Array.from({ length: count }, (_, i) => i + 1)
      .filter((n) => n > after)
      .slice(0, limit);
    return { rows, next: rows.length < limit ? null : (rows.at(-1) ?? null) };
  };

  test('goes on when one row fails, and counts it', async () => {
    const { ctx } = createWorld();
    const done: number[] = [];
    const report = await runJob(ctx, 'x', defaultJobLimits, numbers(25), async (n) => {
      if (n % 10 === 0) throw new Error('no');
      done.push(n);
      return n % 2 === 0 ? 'skipped' : 'done';
    });
    expect(report).toMatchObject({ lookedAt: 25, failed: 2, done: 13, skipped: 10, left: false });
    expect(done).toHaveLength(23);
  });

  test('stops at its limits and says that something is left', async () => {
    const { ctx } = createWorld();
    const each = async () => 'done' as const;
    const small = { pageSize: 10, pages: 2, milliseconds: 60_000 };
    expect(await runJob(ctx, 'x', small, numbers(25), each)).toMatchObject({
      lookedAt: 20,
      left: true,
    });
    let ticks = 0;
    const slow = { ...ctx, ticks: () => (ticks += 10) };
    const report = await runJob(slow, 'x', { ...small, milliseconds: 35 }, numbers(25), each);
    expect(report.left).toBe(true);
    expect(report.lookedAt).toBeLessThan(20);
  });

  test('passes over a row that somebody made unreadable', async () => {
    const { ctx } = createWorld();
    const read = numbers(50);
    const broken = async (after: number, limit: number) => {
      const page = await read(after, limit);
      if (page.rows.includes(17)) throw new RowUnreadable('row 17 does not fit', 17);
      return page;
    };
    const seen: number[] = [];
    const report = await runJob(ctx, 'x', defaultJobLimits, broken, async (n) => {
      seen.push(n);
      return 'done';
    });
    expect(report).toMatchObject({ done: 49, failed: 1, lookedAt: 50, left: false });
    expect(seen).not.toContain(17);
  });

  test('one customer whose points cannot be expired keeps no other from it', async () => {
    let unlucky = 0;
    const store = createMemoryStore({
      before: (call) => {
        if (call.area === 'ledger' && call.method === 'head' && call.args[0] === unlucky) {
          throw new Error('unlucky');
        }
      },
    });
    const world = createWorld('standard');
    const ctx = world.sibling(store);
    for (let i = 0; i < 6; i++) {
      const { id } = await addUser(store);
      await adjustBalance(ctx, { userId: id, points: 5, reason: 'x', adminId: 1, key: `k${i}` });
    }
    await world.drain();
    world.setNow(START + 70 * DAY);
    unlucky = 3;
    expect(await expirePoints(ctx, defaultJobLimits)).toMatchObject({ done: 5, failed: 1 });
    unlucky = 0;
    expect(await expirePoints(ctx, defaultJobLimits)).toMatchObject({ done: 1, failed: 0 });
  });

  test('leaves a row, also when it breaks off', async () => {
    const { ctx, store } = createWorld();
    const report = { job: 'x', lookedAt: 3, done: 1, skipped: 1, failed: 1, left: true };
    await recordRun(ctx, 'x', async () => report, defaultJobLimits);
    const broken = recordRun(ctx, 'x', () => Promise.reject(new Error('no')), defaultJobLimits);
    await expect(broken).rejects.toThrow('no');
    const [second, first] = await store.jobRuns.latest('x', 5);
    expect(first).toMatchObject({ ...report, startedAt: START, finishedAt: START, error: null });
    expect(second).toMatchObject({ error: 'Error: no', left: true, finishedAt: START });
  });
});

describe('the nightly audit', () => {
  test('goes on where it stopped and adds up its round', async () => {
    const { ctx } = await restaurant();
    const limits = { ...defaultJobLimits, milliseconds: 0 };
    let runs = 0;
    for (; runs < 20; runs++) {
      const report = await recordRun(ctx, 'audit', auditJob, limits);
      if (!report.left) break;
    }
    expect(runs).toBeGreaterThan(1);
    expect(await lastDetail(ctx)).toMatchObject({ next: null, findings: 0 });
  });

  test('raises an alert once a finding', async () => {
    const { ctx, raw, store, userId } = await restaurant();
    raw.change(userId, 2, { points: -3 });
    const alarms: unknown[] = [];
    const loud = {
      ...ctx,
      log: { ...ctx.log, error: (event: string) => void alarms.push(event) },
    };
    await recordRun(loud, 'audit', auditJob, defaultJobLimits);
    await recordRun(loud, 'audit', auditJob, defaultJobLimits);
    expect(alarms.filter((a) => a === 'audit.alert')).toHaveLength(2);
    const logs = (await store.journal.logs(500)).filter((l) => l.type === 'mismatch');
    const changed = logs.filter((l) => l.metadata.kind === 'row_changed');
    expect(changed).toMatchObject([{ userId, old: '-3', metadata: { seq: 2, field: 'points' } }]);
    const health = await readHealth(ctx);
    expect(health.audit?.findings).toBe(logs.length);
    expect(health.status).toBe('attention');
  });
});

describe('health', () => {
  test('says what was never run, then that all is well', async () => {
    const { ctx } = await restaurant();
    const before = await readHealth(ctx);
    expect(before.status).toBe('attention');
    expect(before.jobs.every((j) => j.overdue && j.last === null)).toBe(true);
    const nothing = { job: '', lookedAt: 0, done: 0, skipped: 0, failed: 0, left: false };
    for (const { job } of before.jobs) {
      const run = job === 'audit' ? auditJob : async () => nothing;
      await recordRun(ctx, job, run, defaultJobLimits);
    }
    expect(await readHealth(ctx)).toMatchObject({
      status: 'ok',
      latePromises: { count: 0 },
      unsettledOrders: { count: 0 },
      audit: { findings: 0, finished: true },
    });
  });

  test('names late promises, but not while the module is off', async () => {
    const { ctx, world } = await restaurant();
    world.setNow(START + 30 * HOUR);
    // Delivered at hour 3, due at 27, late from 29 on.
    expect((await readHealth(ctx)).latePromises).toMatchObject({
      count: 1,
      oldestDueAt: START + 27 * HOUR,
    });
    world.setNow(START + 28 * HOUR);
    expect((await readHealth(ctx)).latePromises.count).toBe(0);
    world.setNow(START + 30 * HOUR);
    await toggleModule(ctx, 1, false);
    expect((await readHealth(ctx)).latePromises.count).toBe(0);
    await toggleModule(ctx, 1, true);
    await processPendingPoints(ctx, defaultJobLimits);
    await world.drain();
    expect((await readHealth(ctx)).latePromises.count).toBe(0);
  });

  test('names orders that nobody reconciled, and jobs that stopped', async () => {
    const { ctx, store, world } = await restaurant();
    const now = ctx.now();
    await store.orders.appendEvent({
      orderId: 1,
      n: 2,
      at: now,
      moduleOn: true,
      actor: { kind: 'admin', id: 1 },
      data: { kind: 'status', to: 'accepted' },
    });
    expect((await readHealth(ctx)).unsettledOrders.count).toBe(0);
    world.setNow(now + 16 * 60 * 1000);
    expect((await readHealth(ctx)).unsettledOrders).toMatchObject({ count: 1, oldestAt: now });
    await recordRun(ctx, 'expire-points', expirePoints, defaultJobLimits);
    const expiry = async () =>
      (await readHealth(ctx)).jobs.find((j) => j.job === 'expire-points')?.overdue;
    expect(await expiry()).toBe(false);
    world.setNow(ctx.now() + 26 * HOUR);
    expect(await expiry()).toBe(true);
  });

  test('is ready when the store answers, and asks it only once in a while', async () => {
    let asked = 0;
    let broken = false;
    let ticks = 0;
    const store = createMemoryStore({
      before: (call) => {
        if (call.area === 'settings') asked++;
        if (broken) throw new Error('away');
      },
    });
    const readiness = createReadiness(
      async () => store,
      () => ticks,
    );
    expect(await readiness.isReady()).toBe(true);
    broken = true;
    expect(await readiness.isReady()).toBe(true);
    expect(asked).toBe(1);
    ticks = 5000;
    expect(await readiness.isReady()).toBe(false);
  });
});
