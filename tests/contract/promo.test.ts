import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewPromoCode, PromoCode, PromoSearch } from '../../lib/store/port-promo';
import { type Opened, stores } from './harness';
import { claim, hostileTexts, NOW, promoCode, unique } from './samples';

describe.each(stores)('promo on $name', (kind) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  const store = () => opened.store;

  async function code(change: Partial<NewPromoCode> = {}): Promise<PromoCode> {
    const made = await store().promo.insertCode(promoCode(change));
    if (!made.won) throw new Error('code is taken');
    return made.row;
  }

  it('gives a code back exactly, after changes too', async () => {
    const sent = promoCode({ discountType: 'fixed', value: 12_345_678_901, validUntil: NOW + 1 });
    const made = await store().promo.insertCode(sent);
    expect(made).toMatchObject({ won: true, row: { ...sent, timesUsed: 0 } });
    if (!made.won) throw new Error('lost');
    expect(await store().promo.insertCode(sent)).toEqual({ won: false });
    const change = { active: false, minOrderKopecks: null, comment: '', usageLimit: 3 };
    const changed = await store().promo.updateCode(made.row.id, change);
    expect(changed).toEqual({ ...made.row, ...change });
    await store().promo.writeTimesUsed(made.row.id, 2);
    expect(await store().promo.byCode(sent.code)).toEqual({ ...changed, timesUsed: 2 });
    expect((await store().promo.listCodes(null, 1))[0]?.id).toBe(made.row.id);
  });

  it('matches a code exactly, whatever a customer types', async () => {
    await code();
    for (const typed of hostileTexts) expect(await store().promo.byCode(typed)).toBeNull();
    for (const typed of hostileTexts) {
      const made = await code({ code: typed });
      expect(await store().promo.byCode(typed)).toEqual(made);
    }
  });

  it('lets one of 50 parallel claims take a slot', async () => {
    const { id } = await code();
    const slotKey = `SLOT${unique()}:1`;
    const claims = Array.from({ length: 50 }, () => claim(id, { slotKey }));
    const answers = await Promise.all(claims.map((c) => store().promo.insertClaim(c)));
    expect(answers.filter((a) => a.won)).toHaveLength(1);
    expect(await store().promo.countLiveClaims(id)).toBe(1);
  });

  it('tells whose a taken key is, and frees it on release', async () => {
    const { id } = await code();
    const keys = { slotKey: `S${unique()}:1`, userKey: `U${unique()}:1` };
    const first = claim(id, keys);
    const made = await store().promo.insertClaim(first);
    if (!made.won) throw new Error('lost');
    expect(made.row).toMatchObject({ ...first, released: false });
    expect(await store().promo.insertClaim(claim(id, { userKey: keys.userKey }))).toEqual({
      won: false,
    });
    expect(await store().promo.claimByUserKey(keys.userKey)).toEqual(made.row);
    expect(await store().promo.takenSlots([keys.slotKey, 'free'])).toEqual(new Set([keys.slotKey]));

    await store().promo.releaseClaim(made.row.id);
    await store().promo.releaseClaim(made.row.id);
    expect(await store().promo.claimByOrderKey(first.orderKey)).toEqual({
      ...made.row,
      slotKey: null,
      userKey: null,
      released: true,
      open: false,
    });
    expect(await store().promo.countLiveClaims(id)).toBe(0);
    // The order's own key stays taken for ever.
    expect(await store().promo.insertClaim(first)).toEqual({ won: false });
    expect((await store().promo.insertClaim(claim(id, keys))).won).toBe(true);
  });

  it('looks 200 slots up at once, and lists live claims by pages', async () => {
    const { id } = await code();
    const name = `MANY${unique()}`;
    for (let n = 1; n <= 6; n += 1) {
      await store().promo.insertClaim(claim(id, { slotKey: `${name}:${n * 30}` }));
    }
    const keys = Array.from({ length: 200 }, (_, i) => `${name}:${i + 1}`);
    const taken = [30, 60, 90, 120, 150, 180].map((n) => `${name}:${n}`);
    expect(await store().promo.takenSlots(keys)).toEqual(new Set(taken));
    expect(await store().promo.takenSlots([])).toEqual(new Set());
    const live: number[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page: { rows: { id: number; promoCodeId: number }[]; next: number | null } =
        await store().promo.liveClaims(after, 4);
      live.push(...page.rows.filter((c) => c.promoCodeId === id).map((c) => c.id));
      after = page.next;
    }
    expect(live).toHaveLength(6);
  });

  it('finds codes by text, state and campaign, sorted and paged', async () => {
    const tag = `Q${unique()}Z${process.pid}`;
    const make = (n: number, change: Partial<NewPromoCode> = {}) =>
      code({ code: `${tag}-${n}`, validFrom: null, ...change });
    const plain = await make(1, { comment: 'Сарафанное радио' });
    const ended = await make(2, { validUntil: NOW - 1, campaign: `${tag} весна` });
    const future = await make(3, { validFrom: NOW + 1 });
    const off = await make(4, { active: false, validUntil: NOW - 1 });
    const last = await make(5, { validFrom: NOW, validUntil: NOW });
    await store().promo.writeTimesUsed(future.id, 7);
    const search = async (change: Partial<PromoSearch>) => {
      const { rows, total } = await store().promo.searchCodes({
        text: tag.toLowerCase(),
        campaign: null,
        state: null,
        now: NOW,
        sort: 'created',
        descending: false,
        page: 1,
        limit: 100,
        ...change,
      });
      return { ids: rows.map((c) => c.id), total };
    };
    const all = [plain, ended, future, off, last].map((c) => c.id);
    expect(await search({})).toEqual({ ids: all, total: 5 });
    expect((await search({ state: 'active' })).ids).toEqual([plain.id, last.id]);
    expect((await search({ state: 'inactive_by_date' })).ids).toEqual([ended.id, future.id]);
    expect((await search({ state: 'deactivated' })).ids).toEqual([off.id]);
    expect((await search({ campaign: `${tag} весна` })).ids).toEqual([ended.id]);
    expect((await search({ sort: 'code', descending: true })).ids).toEqual([...all].reverse());
    expect((await search({ sort: 'used', descending: true })).ids[0]).toBe(future.id);
    const ends = [last.id, off.id, ended.id, future.id, plain.id];
    expect((await search({ sort: 'until', descending: true })).ids).toEqual(ends);
    expect(await search({ page: 2, limit: 2 })).toEqual({ ids: all.slice(2, 4), total: 5 });
    expect(await search({ page: 9, limit: 2 })).toEqual({ ids: [], total: 5 });
    for (const text of hostileTexts.map((t) => `${t}${tag}`)) {
      expect(await search({ text })).toEqual({ ids: [], total: 0 });
    }
    const { rows } = await store().promo.codesOfCampaign(`${tag} весна`, 0, 10);
    expect(rows.map((c) => c.id)).toEqual([ended.id]);
  });

  it('makes codes many at a time, all or none', async () => {
    const list = Array.from({ length: 10 }, () => promoCode({ campaign: 'мая', batch: 'b' }));
    expect(await store().promo.insertCodes(list)).toBe(true);
    const found = await store().promo.byCodes(list.map((c) => c.code));
    expect(found.map((c) => c.code).sort()).toEqual(list.map((c) => c.code).sort());
    expect(found[0]).toMatchObject({ campaign: 'мая', batch: 'b', version: 0, timesUsed: 0 });
    const more = [promoCode(), ...list.slice(0, 1)];
    expect(await store().promo.insertCodes(more)).toBe(false);
    expect(await store().promo.byCodes([String(more[0]?.code)])).toEqual([]);
    await store().promo.deleteCode(Number(found[0]?.id));
    await store().promo.deleteCode(Number(found[0]?.id));
    expect(await store().promo.byId(Number(found[0]?.id))).toBeNull();
    await store().promo.writeTimesUsed(Number(found[0]?.id), 3);
  });

  it('knows taken slots by number, claims of a code by page, and open claims', async () => {
    const { id } = await code();
    const name = `N${unique()}`;
    const made = [];
    for (const n of [1, 5, 1000, 1001]) {
      const inserted = await store().promo.insertClaim(claim(id, { slotKey: `${name}:${n}` }));
      if (!inserted.won) throw new Error('lost');
      made.push(inserted.row);
    }
    expect(await store().promo.slotsTaken(id, 1, 1000)).toEqual([1, 5, 1000]);
    expect(await store().promo.countSlotsTaken(id, 2, 5000)).toBe(3);
    await store().promo.releaseClaim(made[1]?.id ?? 0);
    await store().promo.closeClaim(made[2]?.id ?? 0);
    expect(await store().promo.slotsTaken(id, 1, 1000)).toEqual([1, 1000]);
    expect(await store().promo.countClaims(id)).toBe(4);
    const { rows, total } = await store().promo.claimsOfCode(id, 1, 3);
    expect({ ids: rows.map((c) => c.id), total }).toEqual({
      ids: made
        .map((c) => c.id)
        .reverse()
        .slice(0, 3),
      total: 4,
    });
    const open = await store().promo.openClaims((made[0]?.id ?? 1) - 1, 100);
    expect(open.rows.filter((c) => c.promoCodeId === id).map((c) => c.id)).toEqual([
      made[0]?.id,
      made[3]?.id,
    ]);
  });
});
