import { describe, expect, it } from 'vitest';
import type { Context } from '@/lib/context';
import { largePromoNames, promoOfOne, sharePromo } from '@/lib/demo/large-promo';
import { claimPromo, releaseClaim } from '@/lib/promo/claims';
import { createMemoryStore } from '@/lib/store/memory';

const NOW = Date.UTC(2026, 0, 1);

async function world() {
  const { promo } = createMemoryStore();
  const shared = await sharePromo(promo, NOW);
  const limited = shared.find((s) => s.code.code === largePromoNames[2]);
  if (!limited) throw new Error('no limited code');
  limited.code = { ...limited.code, usageLimit: 2 };
  let claims = 0;
  /** A customer of their own store, as the large demo lives them. */
  const customer = () => {
    const store = createMemoryStore(undefined, undefined, { claims });
    claims += 1;
    const view = { ...store, promo: promoOfOne(store.promo, shared) };
    return {
      store: view,
      now: () => NOW,
      random: () => 0.5,
      later: () => {},
      log: { info: () => {}, warn: () => {}, error: () => {} },
    } as unknown as Context;
  };
  const claim = (ctx: Context, n: number) => claimPromo(ctx, limited.code, `order ${n}`, n);
  return { limited, customer, claim };
}

describe('promo codes of the large demo', () => {
  it('share the slots of a limited code among customers who know nothing of each other', async () => {
    const { limited, customer, claim } = await world();
    const [first, second, third] = [customer(), customer(), customer()];
    const one = await claim(first, 1);
    const two = await claim(second, 2);
    expect([one.ok, two.ok]).toEqual([true, true]);
    expect([...limited.slots].sort()).toEqual([1, 2]);
    expect(await second.store.promo.countLiveClaims(limited.code.id)).toBe(2);
    expect(await claim(third, 3)).toMatchObject({ ok: false, code: 'PROMO_EXHAUSTED' });

    if (one.ok) await releaseClaim(first, one.claim);
    expect(limited.liveClaims).toBe(1);
    expect(limited.code.timesUsed).toBe(1);
    expect((await claim(third, 3)).ok).toBe(true);
  });

  it('have ids of their own over all customers', async () => {
    const { customer, claim } = await world();
    const ids = [];
    for (const n of [1, 2]) {
      const claimed = await claim(customer(), n);
      if (claimed.ok) ids.push(claimed.claim.id);
    }
    expect(ids).toEqual([1, 2]);
  });
});
