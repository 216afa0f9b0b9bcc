import { describe, expect, test } from 'vitest';
import { mendEdits } from '@/lib/edits/chain';
import { cancelOrder } from '@/lib/orders/cancel';
import { createBulk } from '@/lib/promo/bulk';
import { deleteCode, editCode, fieldsOf, promoCodes } from '@/lib/promo/manage';
import { withHooks } from '@/lib/store/hooks';
import { fields, make, place, wish } from './promo-world';
import { addDish, addUser, createWorld } from './support';

describe('admins', () => {
  test('of two at once the second is told what the first changed', async () => {
    const world = createWorld();
    const code = await make(world);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        editCode(world.ctx, i + 1, code.id, code.version, { value: 20 + i }),
      ),
    );
    const won = answers.filter((a) => a.ok);
    expect(won).toHaveLength(1);
    for (const lost of answers.filter((a) => !a.ok)) {
      expect(lost).toMatchObject({ code: 'EDIT_CONFLICT', version: 2, edits: [{ n: 2 }] });
    }
    const now = await world.store.promo.byId(code.id);
    expect(now).toMatchObject({ version: 2, value: won[0]?.ok ? won[0].code.value : 0 });
    const same = await editCode(world.ctx, 1, code.id, 2, { value: now?.value ?? 0 });
    expect(same).toMatchObject({ ok: true, code: { version: 2 } });
  });

  test('an edit that a crash left unshown is shown by the job', async () => {
    const world = createWorld();
    const code = await make(world);
    const before = () => {
      throw new Error('crash');
    };
    const crashing = world.sibling(
      withHooks(world.store, { before: (c) => void (c.method === 'updateCode' && before()) }),
    );
    await expect(editCode(crashing, 1, code.id, 1, { active: false })).rejects.toThrow('crash');
    expect((await world.store.promo.byId(code.id))?.active).toBe(true);
    expect(await mendEdits(world.ctx, promoCodes, 0)).toBe(1);
    expect(await world.store.promo.byId(code.id)).toMatchObject({ active: false, version: 2 });
  });

  test('a code in use cannot be deleted, nor tied to customers; an unused one can', async () => {
    const world = createWorld();
    const dish = await addDish(world.store, 50_000);
    const user = await addUser(world.store);
    const code = await make(world);
    const unused = await make(world, { code: 'NEW' });
    const id = Number(await place(world, user.id, wish(dish.id)));
    expect(await editCode(world.ctx, 1, code.id, 1, { usageType: 'once_per_user' })).toMatchObject({
      code: 'PROMO_IN_USE',
    });
    await cancelOrder(world.ctx, id, { kind: 'admin', id: 1 }, 'x');
    await world.drain();
    expect(await deleteCode(world.ctx, 1, code.id)).toMatchObject({ code: 'PROMO_IN_USE' });
    expect(fieldsOf((await world.store.promo.byId(code.id)) ?? code).active).toBe(true);
    expect(await deleteCode(world.ctx, 1, unused.id)).toEqual({ ok: true });
    expect(await world.store.promo.byCode('NEW')).toBeNull();
    expect(await deleteCode(world.ctx, 1, unused.id)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('many codes: a repeated request doubles nothing, also at once and after a crash', async () => {
    const world = createWorld();
    const { code: _c, campaign: _n, ...terms } = fields();
    const request = {
      key: 'bulk-key-1',
      adminId: 1,
      pattern: 'SPRING-######',
      count: 430,
      campaign: 'SPRING',
      terms,
    };
    let inserts = 0;
    const crashing = world.sibling(
      withHooks(world.store, {
        before: (c) => {
          if (c.method === 'insertCodes' && ++inserts > 12) throw new Error('crash');
        },
      }),
    );
    await expect(createBulk(crashing, request)).rejects.toThrow('crash');
    const both = await Promise.all([
      createBulk(world.ctx, request),
      createBulk(world.ctx, request),
    ]);
    const made = both.map((b) => (b.ok ? b.created : -1));
    expect((made[0] ?? 0) + (made[1] ?? 0)).toBeLessThanOrEqual(430);
    expect(await createBulk(world.ctx, request)).toMatchObject({ ok: true, created: 0 });
    const { rows } = await world.store.promo.codesOfCampaign('SPRING', 0, 1000);
    expect(rows).toHaveLength(430);
    expect(await createBulk(world.ctx, { ...request, count: 431 })).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(
      await createBulk(world.ctx, { ...request, key: 'bulk-key-2', pattern: 'S-####', count: 200 }),
    ).toMatchObject({ code: 'PROMO_PATTERN_GUESSABLE', params: { signs: 5 } });
  });
});
