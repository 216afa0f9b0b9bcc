import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionRotation } from '../../lib/store/port-accounts';
import { type Opened, stores } from './harness';
import { customer, event, NOW, order, placed, unique } from './samples';

describe.each(stores)('accounts on $name', (kind) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  const store = () => opened.store;

  function rotation(change: Partial<SessionRotation> = {}): SessionRotation {
    return {
      session: `session-${unique()}`,
      n: 0,
      kind: 'customer',
      accountId: 1,
      tokenHash: 'hash',
      seed: 'seed',
      startedAt: NOW,
      at: NOW,
      expiresAt: NOW + 1000,
      agent: 'Mozilla/5.0 "x"',
      ...change,
    };
  }

  it('lets one of many make the next rotation of a session', async () => {
    const accountId = await customer(store());
    const first = rotation({ accountId });
    expect(await store().sessions.insert(first)).toEqual({ won: true, row: first });
    const second = { ...first, n: 1, agent: null };
    const tries = Array.from({ length: 20 }, (_, i) =>
      store().sessions.insert({ ...second, tokenHash: `hash ${i}` }),
    );
    const won = (await Promise.all(tries)).flatMap((a) => (a.won ? [a.row] : []));
    expect(won).toHaveLength(1);
    const { session } = first;
    expect(await store().sessions.find(session, [2, 1, 0])).toEqual({
      rotations: [first, ...won],
      ended: false,
    });
    expect(await store().sessions.find(session, [5])).toEqual({ rotations: [], ended: false });
    expect((await store().sessions.find(`${session}x`, [0])).rotations).toEqual([]);
  });

  it('ends a session once and for all, and lists those that live', async () => {
    const accountId = await customer(store());
    const own = { accountId, kind: 'customer' } as const;
    const ended = rotation(own);
    const living = rotation({ ...own, startedAt: NOW + 5 });
    const older = rotation({ ...own, startedAt: NOW + 1 });
    const expired = rotation({ ...own, expiresAt: NOW });
    const staffs = rotation({ accountId, kind: 'admin' });
    for (const r of [ended, living, older, expired, staffs]) await store().sessions.insert(r);
    const rotated = { ...living, n: 1, at: NOW + 9, expiresAt: NOW + 2000 };
    await store().sessions.insert(rotated);
    await Promise.all([
      store().sessions.end(ended.session, 'customer', accountId, NOW),
      store().sessions.end(ended.session, 'customer', accountId, NOW + 1),
    ]);
    expect(await store().sessions.find(ended.session, [0])).toEqual({
      rotations: [ended],
      ended: true,
    });
    expect(await store().sessions.ofAccount('customer', accountId, NOW)).toEqual([rotated, older]);
    expect(await store().sessions.ofAccount('admin', accountId, NOW)).toEqual([staffs]);
    expect(await store().sessions.ofAccount('customer', accountId, NOW + 5000)).toEqual([]);
  });

  it('keeps a phone hash for the first customer', async () => {
    const hash = `hash-${unique()}`;
    const claims = await Promise.all(
      [1, 2, 3, 4, 5].map((id) => store().welcomes.claim(hash, id, NOW)),
    );
    expect(new Set(claims).size).toBe(1);
    expect(await store().welcomes.claim(hash, 77, NOW)).toBe(claims[0]);
  });

  it('keeps a text under its slug, with the time of its last change', async () => {
    expect(await store().pages.bySlug('offer')).toBeNull();
    const page = { slug: 'offer', title: 'Оферта', body: '# Раз\n\nАбзац «один»\nстрока' };
    const before = Date.now();
    const made = await store().pages.insert(page);
    if (!made.won) throw new Error('lost');
    expect(made.row).toMatchObject(page);
    expect(Math.abs(made.row.updatedAt - before)).toBeLessThan(60_000);
    expect(await store().pages.insert({ ...page, title: 'Другая' })).toEqual({ won: false });
    expect(await store().pages.bySlug('offer')).toEqual(made.row);
    const patch = { title: 'Новая', body: 'Другое\n\n# Два', version: 2 };
    await store().pages.update('offer', patch);
    expect(await store().pages.bySlug('offer')).toMatchObject({ slug: 'offer', ...patch });
    await expect(store().pages.update('none', patch)).rejects.toThrow();
  });

  it('gives a phone and a Telegram account to one customer only', async () => {
    const { users } = store();
    const [first, second] = [await customer(store()), await customer(store())];
    const phone = `+7900${String(unique()).padStart(7, '0')}`;
    const racing = await Promise.all([
      users.changePhone(first, phone),
      users.changePhone(second, phone),
    ]);
    expect(racing.filter(Boolean)).toHaveLength(1);
    const holder = racing[0] ? first : second;
    const other = racing[0] ? second : first;
    expect((await users.byPhone(phone))?.id).toBe(holder);
    expect(await users.changePhone(other, phone)).toBe(false);
    expect(await users.changePhone(holder, phone)).toBe(true);
    expect((await users.byId(other))?.phone).not.toBe(phone);

    const telegram = `27905839${unique()}`;
    expect(await users.byTelegramId(telegram)).toBeNull();
    expect(await users.linkTelegram(first, telegram)).toBe(true);
    expect(await users.linkTelegram(second, telegram)).toBe(false);
    expect((await users.byTelegramId(telegram))?.id).toBe(first);
    expect(await users.linkTelegram(first, null)).toBe(true);
    expect(await users.linkTelegram(second, telegram)).toBe(true);
    expect(await users.byTelegramId(telegram)).toMatchObject({ id: second, telegramId: telegram });
  });

  it('keeps addresses and consent, and erases all that is personal', async () => {
    const { users } = store();
    const id = await customer(store());
    const fresh = await users.byId(id);
    const nothing = { addresses: [], telegramId: null, consentAt: null, erasedAt: null };
    expect(fresh).toMatchObject(nothing);
    const addresses = [{ id: 'a', title: 'Дом "1"', text: 'Садовая, 12' }];
    const changed = await users.update(id, { name: 'Анна', addresses, consentAt: NOW });
    expect(changed).toEqual({ ...fresh, name: 'Анна', addresses, consentAt: NOW });
    await users.linkTelegram(id, `erase${id}`);
    await users.erase(id, NOW + 1);
    await users.erase(id, NOW + 1);
    const erased = { ...nothing, name: null, phone: `erased:${id}`, consentAt: NOW };
    expect(await users.byId(id)).toEqual({ ...fresh, ...erased, erasedAt: NOW + 1 });
    const again = { phone: fresh?.phone ?? '', name: null, birthDate: null, joinedAt: NOW };
    expect(await users.insert(again)).toMatchObject({ won: true });
  });

  it('erases addresses and comments from facts, and nothing else', async () => {
    const userId = await customer(store());
    const facts = placed(userId, { deliveryAddress: 'Садовая, 12', comment: 'код 15' });
    const made = await store().orders.insert(facts);
    if (!made.won) throw new Error('lost');
    const { id } = made.row;
    const changes = [
      { kind: 'changed', comment: 'домофон', points: 5 },
      { kind: 'changed', deliveryAddress: null },
      { kind: 'changed', deliveryAddress: 'Лесная, 20', cutlery: 3 },
      { kind: 'status', to: 'accepted' },
    ] as const;
    for (const [i, data] of changes.entries()) {
      await store().orders.appendEvent(event(id, i + 1, { data }));
    }
    const pickup = await order(store(), userId, { deliveryAddress: null, comment: null });
    for (const each of [id, id, pickup.id]) await store().orders.erasePersonal(each, 'нет');
    const erased = await store().orders.byId(id);
    expect(erased?.placed).toEqual({ ...facts, deliveryAddress: 'нет', comment: null });
    expect((await store().orders.events(id)).map((e) => e.data)).toEqual([
      { kind: 'changed', comment: null, points: 5 },
      { kind: 'changed', deliveryAddress: null },
      { kind: 'changed', deliveryAddress: 'нет', cutlery: 3 },
      { kind: 'status', to: 'accepted' },
    ]);
    expect(await store().orders.byId(pickup.id)).toEqual(pickup);
  });

  it('takes a phone out of the codes sent to it', async () => {
    const phone = `+7901${String(unique()).padStart(7, '0')}`;
    const code = { phone, codeHash: 'x', expiresAt: NOW + 1, at: NOW };
    await store().signIn.insertCode(code);
    await store().signIn.insertCode(code);
    await store().signIn.erasePhone(phone);
    expect(await store().signIn.latestCode(phone)).toBeNull();
  });
});
