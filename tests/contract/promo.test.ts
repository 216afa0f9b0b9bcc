import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewPromoCode, PromoCode } from '../../lib/store/port';
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
});
