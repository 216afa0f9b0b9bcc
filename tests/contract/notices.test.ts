import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewNotice } from '../../lib/notices/notice';
import { type Opened, stores } from './harness';
import { customer, NOW, unique } from './samples';

describe.each(stores)('notices on $name', (kind) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  const store = () => opened.store.notices;

  const notice = (userId: number, change: Partial<NewNotice> = {}): NewNotice => ({
    key: `expiring:${userId}:${unique()}`,
    userId,
    at: NOW,
    notBefore: NOW + 5,
    data: { kind: 'expiring', points: 21, expiresAt: NOW + 1000 },
    ...change,
  });

  it('lets one of many write a notice down, sent or not', async () => {
    const userId = await customer(opened.store);
    const wanted = notice(userId);
    const tries = await Promise.all(Array.from({ length: 10 }, () => store().insert(wanted)));
    const won = tries.flatMap((t) => (t.won ? [t.row] : []));
    expect(won).toEqual([
      { ...wanted, id: won[0]?.id, status: 'waiting', tries: 0, sentAt: null, error: null },
    ]);
    await store().update(won[0]?.id ?? 0, { status: 'sent', tries: 1, sentAt: NOW + 9 });
    expect(await store().insert(wanted)).toEqual({ won: false });
    expect(await store().taken([wanted.key, `${wanted.key}0`])).toEqual(new Set([wanted.key]));
    expect(await store().taken([])).toEqual(new Set());
    expect(await store().ofUser(userId)).toMatchObject([{ status: 'sent', sentAt: NOW + 9 }]);
  });

  it('lists what waits and is due, by id', async () => {
    const userId = await customer(opened.store);
    const made = [];
    for (const notBefore of [NOW, NOW + 1, NOW + 2, NOW]) {
      const inserted = await store().insert(notice(userId, { notBefore }));
      if (inserted.won) made.push(inserted.row.id);
    }
    const [first = 0, second = 0, , fourth = 0] = made;
    await store().update(fourth, { status: 'dropped', error: 'switched off' });
    const due = async (now: number, limit: number, after = 0) => {
      const page = await store().due(now, after, limit);
      return page.rows.filter((n) => n.userId === userId).map((n) => n.id);
    };
    expect(await due(NOW + 1, 1000)).toEqual([first, second]);
    expect(await due(NOW + 1, 1, first)).toEqual([second]);
    await store().update(first, { tries: 1, notBefore: NOW + 50, error: 'x' });
    expect(await due(NOW + 1, 1000)).toEqual([second]);
    expect((await store().ofUser(userId))[0]).toMatchObject({
      status: 'waiting',
      tries: 1,
      notBefore: NOW + 50,
      error: 'x',
    });
  });

  it('gives each try to one', async () => {
    const userId = await customer(opened.store);
    const inserted = await store().insert(notice(userId));
    const id = inserted.won ? inserted.row.id : 0;
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, i) => store().takeTry(id, 1, NOW + i)),
    );
    expect(taken.filter((t) => t.won)).toHaveLength(1);
    const at = taken.findIndex((t) => t.won);
    expect(await store().takeTry(id, 1, NOW + 100)).toEqual({ won: false, at: NOW + at });
    expect(await store().takeTry(id, 2, NOW)).toEqual({ won: true });
  });

  it('takes away a customer’s notices and nobody else’s; keeps what is not wanted', async () => {
    const [one, other] = [await customer(opened.store), await customer(opened.store)];
    const data = { kind: 'order_status', orderId: 5, status: 'on_way', pickUp: false } as const;
    await store().insert(notice(one, { data }));
    await store().insert(notice(one));
    await store().insert(notice(other));
    await store().eraseOf(one);
    await store().eraseOf(one);
    expect(await store().ofUser(one)).toEqual([]);
    expect(await store().ofUser(other)).toHaveLength(1);
    const { users } = opened.store;
    expect((await users.byId(other))?.noticesOff).toEqual([]);
    await users.update(other, { noticesOff: ['order_status', 'birthday'] });
    await users.update(other, { name: 'Анна' });
    expect((await users.byId(other))?.noticesOff).toEqual(['order_status', 'birthday']);
    await users.update(other, { noticesOff: [] });
    expect((await users.byId(other))?.noticesOff).toEqual([]);
  });
});
