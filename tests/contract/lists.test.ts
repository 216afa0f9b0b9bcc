/** Lists that staff leaf through: filters, order, pages, and how many there are in all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditSearch, LogSearch, RunSearch, UserSearch } from '../../lib/store/port-lists';
import { type Opened, stores } from './harness';
import { hostileTexts, NOW, unique } from './samples';

const leaf = { page: 1, limit: 10 };

describe.each(stores)('lists on $name', (kind) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  const store = () => opened.store;

  it('customers, by any part of a name or phone, sorted and by pages', async () => {
    const names = ['Яна', 'Анна Ёлкина', 'Борис 100%'];
    const made: number[] = [];
    for (const [i, name] of names.entries()) {
      const phone = `+7912000010${i}`;
      const user = { phone, name, birthDate: null, joinedAt: NOW - i };
      const inserted = await store().users.insert(user);
      if (!inserted.won) throw new Error('phone is taken');
      made.push(inserted.row.id);
      const copies = { tier: null, nextExpiryAt: null, headSeq: 1 };
      const sums = { loyaltyPoints: i * 10, totalSpentKopecks: (5 - i) * 100 };
      await store().users.writeCopies(inserted.row.id, { ...copies, ...sums });
    }
    const [yana, anna, boris] = made;
    const find = async (change: Partial<UserSearch> = {}) => {
      const all = { name: null, phones: [], sort: 'joined', descending: true } as const;
      const { rows, total } = await store().users.find({ ...all, ...leaf, ...change });
      return { ids: rows.map((u) => u.id), total };
    };
    expect(await find()).toEqual({ ids: [yana, anna, boris], total: 3 });
    expect(await find({ sort: 'name', descending: false })).toMatchObject({
      ids: [anna, boris, yana],
    });
    expect(await find({ sort: 'points' })).toMatchObject({ ids: [boris, anna, yana] });
    expect(await find({ sort: 'spent' })).toMatchObject({ ids: [yana, anna, boris] });
    expect(await find({ page: 2, limit: 2 })).toEqual({ ids: [boris], total: 3 });
    expect(await find({ page: 9 })).toEqual({ ids: [], total: 3 });
    expect(await find({ name: 'ёЛК' })).toEqual({ ids: [anna], total: 1 });
    expect(await find({ name: '0%' })).toEqual({ ids: [boris], total: 1 });
    const either = { name: 'яна', phones: ['9120000102', '7777'] };
    expect(await find(either)).toEqual({ ids: [yana, boris], total: 2 });
    expect(await find({ name: '%', phones: ['%'] })).toEqual({ ids: [boris], total: 1 });
    for (const typed of hostileTexts.filter((t) => t.length > 5)) {
      expect(await find({ name: typed, phones: [typed] })).toEqual({ ids: [], total: 0 });
    }
  });

  it('the log, by kind, customer, admin and time', async () => {
    const line = { type: 'balance_adjusted', old: '1', new: '2', metadata: {} } as const;
    await store().journal.log({ ...line, userId: 1, at: NOW, metadata: { adminId: 7, a: [1] } });
    await store().journal.log({ ...line, userId: 2, at: NOW + 1, metadata: { adminId: 8 } });
    await store().journal.log({ ...line, userId: 1, at: NOW + 2, type: 'level_changed' });
    const find = async (change: Partial<LogSearch> = {}) => {
      const all = { type: null, userId: null, adminId: null, from: null, until: null };
      return store().journal.findLogs({ ...all, ...leaf, ...change });
    };
    const times = async (change: Partial<LogSearch>) =>
      (await find(change)).rows.map((r) => r.at - NOW);
    const all = await find();
    expect(all.total).toBe(3);
    expect(all.rows[2]).toEqual({
      id: all.rows[2]?.id,
      ...line,
      userId: 1,
      at: NOW,
      metadata: { adminId: 7, a: [1] },
    });
    expect(all.rows[2]?.id).toBeGreaterThan(0);
    expect(await times({ type: 'balance_adjusted' })).toEqual([1, 0]);
    expect(await times({ userId: 1 })).toEqual([2, 0]);
    expect(await times({ adminId: 8 })).toEqual([1]);
    expect(await times({ from: NOW + 1, until: NOW + 2 })).toEqual([1]);
    expect(await times({ page: 2, limit: 2 })).toEqual([0]);
    expect(await times({ userId: 1, adminId: 8 })).toEqual([]);
  });

  it('edits, by table, row, admin and time', async () => {
    const edit = { table: 'Menu_Items', rowId: '1', adminId: 3, before: null, after: { a: 1 } };
    await store().edits.insert({ ...edit, n: 1, at: NOW });
    await store().edits.insert({ ...edit, n: 2, at: NOW + 1, adminId: 4 });
    await store().edits.insert({ ...edit, n: 1, at: NOW + 2, table: 'Settings' });
    const times = async (change: Partial<EditSearch> = {}) => {
      const all = { table: null, rowId: null, adminId: null, from: null, until: null };
      const { rows, total } = await store().edits.find({ ...all, ...leaf, ...change });
      return { at: rows.map((r) => r.at - NOW), total };
    };
    expect(await times()).toEqual({ at: [2, 1, 0], total: 3 });
    expect(await times({ table: 'Menu_Items', rowId: '1' })).toEqual({ at: [1, 0], total: 2 });
    expect(await times({ adminId: 4 })).toEqual({ at: [1], total: 1 });
    expect(await times({ until: NOW + 1 })).toEqual({ at: [0], total: 1 });
    expect(await times({ page: 2, limit: 1 })).toEqual({ at: [1], total: 3 });
  });

  it('runs of jobs, by job, and those with trouble', async () => {
    const first = await store().jobRuns.start('audit', NOW);
    await store().jobRuns.finish({ ...first, failed: 2, finishedAt: NOW + 1 });
    const second = await store().jobRuns.start('audit', NOW + 2, 5);
    const third = await store().jobRuns.start('reconcile', NOW + 3);
    await store().jobRuns.finish({ ...third, error: 'broke off', finishedAt: NOW + 4 });
    const find = async (change: Partial<RunSearch> = {}) => {
      const answer = await store().jobRuns.find({ job: null, troubled: false, ...leaf, ...change });
      return answer.rows.map((r) => r.id);
    };
    expect(await find()).toEqual([third.id, second.id, first.id]);
    expect(await find({ job: 'audit' })).toEqual([second.id, first.id]);
    expect(await find({ troubled: true })).toEqual([third.id, first.id]);
    expect(await find({ page: 2, limit: 2 })).toEqual([first.id]);
    const { rows } = await store().jobRuns.find({ job: 'audit', troubled: false, ...leaf });
    expect(rows.map((r) => r.startedBy)).toEqual([5, null]);
  });

  it('admins by their ids', async () => {
    const email = `${unique()}@example.com`;
    const admin = { email, passwordHash: 'x', role: 'manager', name: 'Ия', active: true } as const;
    const made = await store().admins.insert(admin);
    if (!made.won) throw new Error('lost');
    expect(await store().admins.byIds([made.row.id, 999_999, made.row.id])).toEqual([made.row]);
    expect(await store().admins.byIds([])).toEqual([]);
  });
});
