import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserSearch } from '../../lib/store/port-lists';
import type { User } from '../../lib/store/port-users';
import { type Opened, stores } from './harness';
import { customer, hostileTexts, NOW, unique } from './samples';

describe.each(stores)('people on $name', (kind) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  const store = () => opened.store;

  it('keeps one customer a phone, and changes only what is given', async () => {
    const user = { phone: '+79990000001', name: 'Анна', birthDate: '2000-02-29', joinedAt: NOW };
    const answers = await Promise.all(Array.from({ length: 50 }, () => store().users.insert(user)));
    const won = answers.flatMap((a) => (a.won ? [a.row] : []));
    expect(won).toHaveLength(1);
    const [made] = won;
    if (!made) throw new Error('nobody won');
    expect(made).toMatchObject(user);
    expect(await store().users.byPhone(user.phone)).toEqual(made);
    const copies = {
      loyaltyPoints: 1000,
      totalSpentKopecks: 1_234_567_890_123,
      tier: 'Bronze',
      nextExpiryAt: NOW + 1,
      headSeq: 4,
    };
    await store().users.writeCopies(made.id, copies);
    const changed = await store().users.update(made.id, { name: null });
    expect(changed).toEqual({ ...made, name: null, copies });
    expect(await store().users.byId(made.id)).toEqual(changed);
    expect(await store().users.byId(999_999_999)).toBeNull();
    const other = await store().users.byId(await customer(store()));
    const ids = [999_999_999, other?.id ?? 0, changed.id, changed.id];
    expect(await store().users.byIds(ids)).toEqual([changed, other]);
    expect(await store().users.byIds([])).toEqual([]);
  });

  it('finds customers by birthday, expiry and text', async () => {
    const id = await customer(store());
    const name = `Zoe 100% "q_${unique()}"`;
    await store().users.update(id, { name, birthDate: '1990-03-04' });
    const ids = (page: { rows: readonly User[] }) => page.rows.map((u) => u.id);
    expect(ids(await store().users.withBirthdayOn(['03-04', '03-05'], 0, 100))).toEqual([id]);
    expect(ids(await store().users.withBirthdayOn([], 0, 100))).toEqual([]);
    const copies = { loyaltyPoints: 1, totalSpentKopecks: 0, tier: null, headSeq: 1 };
    await store().users.writeCopies(id, { ...copies, nextExpiryAt: NOW - 5 });
    expect(ids(await store().users.withExpiryBy(NOW - 5, 0, 100))).toEqual([id]);
    expect(ids(await store().users.withExpiryBy(NOW - 6, 0, 100))).toEqual([]);
    const find = (change: Partial<UserSearch>) => {
      const all = { name: null, phones: [], sort: 'joined', descending: true } as const;
      return store().users.find({ ...all, page: 1, limit: 10, ...change });
    };
    expect(ids(await find({ name: 'ZOE 100% "Q_' }))).toEqual([id]);
    for (const typed of hostileTexts.filter((t) => t.length > 5)) {
      expect(await find({ name: typed, phones: [typed] })).toEqual({ rows: [], total: 0 });
    }
  });

  it('reads every customer once by pages', async () => {
    for (let i = 0; i < 5; i += 1) await customer(store());
    const ids: number[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page: { rows: User[]; next: number | null } = await store().users.page(after, 3);
      ids.push(...page.rows.map((u) => u.id));
      after = page.next;
    }
    expect(ids.length).toBeGreaterThanOrEqual(5);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('keeps dishes by position', async () => {
    const dish = {
      category: 'Супы',
      name: 'Борщ',
      description: '',
      priceKopecks: 35_099,
      portion: '350 г',
      image: '/menu/borsch.svg',
      groups: [
        {
          id: 'size',
          name: 'Размер',
          min: 1,
          max: 1,
          options: [{ id: 'big', name: 'Большая', priceKopecks: 10_000 }],
        },
      ],
      addOns: [{ id: 'a', name: 'Сметана', priceKopecks: 5_001 }],
      available: true,
      position: 2,
    };
    const second = await store().menu.insert(dish);
    const { groups: _groups, ...plain } = dish;
    const first = await store().menu.insert({ ...plain, position: 1, available: false });
    expect(first.groups).toEqual([]);
    expect(second).toEqual({ ...dish, id: second.id, removed: false, version: 0 });
    const changed = await store().menu.update(second.id, { priceKopecks: 1, addOns: [] });
    expect(await store().menu.all()).toEqual([first, changed]);
    expect(changed).toEqual({ ...second, priceKopecks: 1, addOns: [] });
    const off = await store().menu.update(second.id, { removed: true, version: 7 });
    expect(off).toEqual({ ...changed, removed: true, version: 7 });
    expect(await store().menu.byId(second.id)).toEqual(off);
    expect(await store().menu.byId(999_999_999)).toBeNull();
  });

  it('keeps pictures by their keys, byte for byte, each once', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256);
    const picture = { key: `picture-${unique()}`, type: 'image/png', bytes, adminId: 1, at: NOW };
    const { pictures } = store();
    expect(await pictures.has(picture.key)).toBe(false);
    expect(await pictures.read(picture.key)).toBeNull();
    await Promise.all([pictures.put(picture), pictures.put(picture)]);
    await pictures.put({ ...picture, adminId: 2 });
    expect(await pictures.has(picture.key)).toBe(true);
    const read = await (await opened.another()).pictures.read(picture.key);
    expect(Buffer.from(read ?? []).equals(Buffer.from(bytes))).toBe(true);
    for (const typed of hostileTexts) expect(await pictures.read(typed)).toBeNull();
  });

  it('keeps settings exactly as they are', async () => {
    const values = [true, null, 5, '5', 'text', '{"a":1}', [], { b: [1.5, null, 'x'], a: {} }];
    for (const value of values) {
      await store().settings.put('one', value);
      await store().settings.put(`k${values.indexOf(value)}`, value);
      expect((await store().settings.all()).one).toEqual(value);
    }
    const all = await store().settings.all();
    expect(values.map((_, i) => all[`k${i}`])).toEqual(values);
    await Promise.all(values.map((v) => store().settings.put('raced', v)));
    expect(await store().settings.all()).toHaveProperty('raced');
  });

  it('lets one of two admins edit', async () => {
    const edit = {
      table: 'Promo_Codes',
      rowId: '5',
      n: 1,
      adminId: 1,
      at: NOW,
      before: null,
      after: { value: '5', list: [1, 'x', null] },
    };
    expect(await store().edits.last('Promo_Codes', '5')).toBeNull();
    const answers = await Promise.all([
      store().edits.insert(edit),
      store().edits.insert({ ...edit, adminId: 2 }),
    ]);
    expect(answers.filter((a) => a.won)).toHaveLength(1);
    await store().edits.insert({ ...edit, rowId: '55', n: 9 });
    const second = { ...edit, n: 2, before: 'x', after: 7 };
    expect(await store().edits.insert(second)).toEqual({ won: true, row: second });
    expect(await store().edits.last('Promo_Codes', '5')).toEqual(second);
  });

  it('keeps admins by email', async () => {
    const admin = {
      email: 'a@b.ru',
      passwordHash: 'scrypt$x',
      role: 'owner' as const,
      name: 'Ольга',
      active: true,
    };
    const made = await store().admins.insert(admin);
    if (!made.won) throw new Error('lost');
    expect(await store().admins.insert(admin)).toEqual({ won: false });
    const stored = { ...admin, id: made.row.id, version: 0 };
    expect(await store().admins.byEmail('a@b.ru')).toEqual(stored);
    expect(await store().admins.byId(made.row.id)).toEqual(made.row);
    expect(await store().admins.byEmail("' or 1=1")).toBeNull();
    const patch = { role: 'operator' as const, active: false, version: 3 };
    expect(await store().admins.update(made.row.id, patch)).toEqual({ ...stored, ...patch });
    await store().admins.update(made.row.id, { passwordHash: 'другой' });
    const second = await store().admins.insert({ ...admin, email: 'b@b.ru' });
    expect(await store().admins.all()).toEqual([
      { ...stored, ...patch, passwordHash: 'другой' },
      second.won && second.row,
    ]);
  });

  it('keeps logs, newest first, and each level change once', async () => {
    const log = { type: 'level_changed', userId: null, at: NOW, old: null, new: '5' } as const;
    await store().journal.log({ ...log, metadata: { a: [1] } });
    await store().journal.log({ ...log, old: '', userId: 3, metadata: {} });
    expect(await store().journal.logs(2)).toEqual([
      { ...log, old: '', userId: 3, metadata: {} },
      { ...log, metadata: { a: [1] } },
    ]);
    const change = {
      userId: await customer(store()),
      at: NOW,
      previous: null,
      current: 'Bronze',
      reason: 'joined',
      spendKopecks: 1,
      entrySeq: 1,
    };
    const next = { ...change, entrySeq: 4, previous: 'Bronze', current: 'Silver' };
    await store().journal.levelChange(next);
    await store().journal.levelChange(change);
    await store().journal.levelChange({ ...change, reason: 'again' });
    expect(await store().journal.levelChanges(change.userId)).toEqual([change, next]);
  });

  it('takes each sign-in try once', async () => {
    const phone = '+79990000002';
    const code = { phone, codeHash: 'x', expiresAt: NOW + 1, at: NOW };
    expect(await store().signIn.latestCode(phone)).toBeNull();
    await store().signIn.insertCode(code);
    const latest = await store().signIn.insertCode({ ...code, at: NOW + 10 });
    expect(await store().signIn.latestCode(phone)).toEqual(latest);
    expect(await store().signIn.countSince(phone, NOW)).toBe(2);
    expect(await store().signIn.countSince(phone, NOW + 1)).toBe(1);
    const tries = Array.from({ length: 20 }, () => store().signIn.takeTry(latest.id, 1));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    expect(await store().signIn.takeTry(latest.id, 2)).toBe(true);
    expect(await store().signIn.takeTry(latest.id, 'used')).toBe(true);
    expect(await store().signIn.takeTry(latest.id, 'used')).toBe(false);
  });
});
