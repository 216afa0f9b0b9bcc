import { describe, expect, test } from 'vitest';
import { mendEdits } from '@/lib/edits/chain';
import { arrangeCategories, categories } from '@/lib/menu/categories';
import {
  createDish,
  dishes,
  editDish,
  moveDish,
  readStaffMenu,
  setAvailable,
} from '@/lib/menu/manage';
import { loadPicture, savePicture } from '@/lib/menu/pictures';
import { keepLast } from '@/lib/server/kept';
import { withHooks } from '@/lib/store/hooks';
import { png } from '../support/pictures';
import { addDish, createWorld, type World } from './support';

const wish = {
  category: 'Супы',
  name: 'Щи',
  description: '',
  priceKopecks: 30_000,
  portion: '',
  image: '/menu/borsch.svg',
  groups: [],
  addOns: [],
  available: true,
  removed: false,
};

async function sections(world: World) {
  const { sections } = await readStaffMenu(world.ctx);
  return sections.map((s) => `${s.name}: ${s.dishes.map((d) => d.id).join(' ')}`);
}

const crashBefore = (world: World, method: string) =>
  world.sibling(
    withHooks(world.store, {
      before: (call) => {
        if (call.method === method) throw new Error('crash');
      },
    }),
  );

describe('dishes', () => {
  test('of eight admins at once one changes it, the others are told what', async () => {
    const world = createWorld();
    const { id } = await addDish(world.store, 10_000);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        editDish(world.ctx, i + 1, id, 0, { priceKopecks: 20_000 + i }),
      ),
    );
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    for (const lost of answers.filter((a) => !a.ok)) {
      expect(lost).toMatchObject({ code: 'EDIT_CONFLICT', version: 1, edits: [{ n: 1 }] });
    }
    const now = await world.store.menu.byId(id);
    expect(now?.version).toBe(1);
    expect(now?.priceKopecks).toBe(answers.find((a) => a.ok)?.dish.priceKopecks);
    expect(await editDish(world.ctx, 1, 999, 0, { name: 'x' })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('run out by one tap while somebody edits; the editor is told', async () => {
    const world = createWorld();
    const { id } = await addDish(world.store, 10_000);
    const taps = await Promise.all(
      Array.from({ length: 6 }, (_, i) => setAvailable(world.ctx, i + 1, id, false)),
    );
    expect(taps.every((t) => t.ok)).toBe(true);
    // Six taps that say the same are one change.
    expect(await world.store.menu.byId(id)).toMatchObject({ available: false, version: 1 });
    const late = await editDish(world.ctx, 9, id, 0, { name: 'Новое' });
    expect(late).toMatchObject({ code: 'EDIT_CONFLICT', edits: [{ after: { available: false } }] });
    expect(await setAvailable(world.ctx, 1, 999, true)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a crash before the row shows its edit is mended by the next look and by the job', async () => {
    const world = createWorld();
    const { id } = await addDish(world.store, 10_000);
    const crashing = crashBefore(world, 'update');
    await expect(setAvailable(crashing, 1, id, false)).rejects.toThrow('crash');
    expect((await world.store.menu.byId(id))?.available).toBe(true);
    expect(await mendEdits(world.ctx, dishes, 0)).toBe(1);
    expect(await world.store.menu.byId(id)).toMatchObject({ available: false, version: 1 });
    expect(await mendEdits(world.ctx, dishes, 0)).toBe(0);
  });

  test('are checked: category, picture, options', async () => {
    const world = createWorld();
    await addDish(world.store, 10_000);
    const option = { id: 'a', name: 'A', priceKopecks: 0 };
    const wrong = {
      ...wish,
      category: 'Нет',
      image: '/api/menu/pictures/0123456789abcdef0123456789abcdef',
      addOns: [option, option],
    };
    const made = await createDish(world.ctx, 1, wrong);
    expect(made.ok ? [] : made.fields?.map((f) => f.path)).toEqual([
      'addOns.1.id',
      'image',
      'category',
    ]);
    expect(await world.store.menu.all()).toHaveLength(1);
    const good = await createDish(world.ctx, 1, wish);
    expect(good).toMatchObject({ ok: true, dish: { position: 2, version: 1, name: 'Щи' } });
  });

  test('change places with their neighbours on the menu', async () => {
    const world = createWorld();
    const [a, hidden, b] = [
      await addDish(world.store, 1),
      await addDish(world.store, 2),
      await addDish(world.store, 3),
    ];
    await editDish(world.ctx, 1, hidden.id, 0, { removed: true });
    expect(await moveDish(world.ctx, 1, b.id, 'up')).toEqual({ ok: true });
    const {
      sections: [soups],
    } = await readStaffMenu(world.ctx);
    const shown = soups?.dishes.filter((d) => !d.removed).map((d) => d.id);
    expect(shown).toEqual([b.id, a.id]);
    expect(await moveDish(world.ctx, 1, hidden.id, 'up')).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('categories', () => {
  test('are ordered, renamed, added; the second of two at once is told', async () => {
    const world = createWorld();
    const soup = await addDish(world.store, 1);
    const tea = await world.store.menu.insert({ ...wish, category: 'Чай', position: 5 });
    const wishes = [
      { name: 'Напитки', from: 'Чай' },
      { name: 'Новое' },
      { name: 'Супы', from: 'Супы' },
    ];
    const answers = await Promise.all(
      [1, 2].map((id) => arrangeCategories(world.ctx, id, 0, wishes)),
    );
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    expect(answers.find((a) => !a.ok)).toMatchObject({ code: 'EDIT_CONFLICT', version: 1 });
    expect(await sections(world)).toEqual([`Напитки: ${tea.id}`, 'Новое: ', `Супы: ${soup.id}`]);
    await world.drain();
    expect((await world.store.menu.byId(tea.id))?.category).toBe('Напитки');

    // The old name is free again: a new category of that name takes no dishes along.
    const more = [
      { name: 'Чай' },
      { name: 'Напитки', from: 'Напитки' },
      { name: 'Супы', from: 'Супы' },
    ];
    expect(await arrangeCategories(world.ctx, 1, 1, more)).toEqual({ ok: true });
    expect(await sections(world)).toEqual(['Чай: ', `Напитки: ${tea.id}`, `Супы: ${soup.id}`]);
    const less = [{ name: 'Напитки', from: 'Напитки' }];
    expect(await arrangeCategories(world.ctx, 1, 2, less)).toMatchObject({
      code: 'CATEGORY_NOT_EMPTY',
      params: { name: 'Супы' },
    });
    expect(await arrangeCategories(world.ctx, 1, 2, [{ name: 'a' }, { name: 'A' }])).toMatchObject({
      code: 'VALIDATION',
      fields: [{ path: 'categories.1.name' }],
    });
  });

  test('a name given anew takes no dishes along, though the copies were not brought up to date', async () => {
    const world = createWorld();
    const { id } = await addDish(world.store, 1);
    await arrangeCategories(world.ctx, 1, 0, [{ name: 'Первые', from: 'Супы' }]);
    // What was left for after the answer is lost.
    expect((await world.store.menu.byId(id))?.category).toBe('Супы');
    const both = [{ name: 'Супы' }, { name: 'Первые', from: 'Первые' }];
    expect(await arrangeCategories(world.ctx, 1, 1, both)).toEqual({ ok: true });
    expect(await sections(world)).toEqual(['Супы: ', `Первые: ${id}`]);
    // Nobody has seen an edit that is still to come.
    const early = await arrangeCategories(world.ctx, 1, 7, both);
    expect(early).toMatchObject({ code: 'EDIT_CONFLICT', edits: [] });
  });

  test('a new order that a crash left unshown is shown by the job', async () => {
    const world = createWorld();
    await addDish(world.store, 1);
    const crashing = crashBefore(world, 'put');
    const wishes = [{ name: 'Первые', from: 'Супы' }];
    await expect(arrangeCategories(crashing, 1, 0, wishes)).rejects.toThrow('crash');
    expect(await sections(world)).toEqual(['Супы: 1']);
    expect(await mendEdits(world.ctx, categories, 0)).toBe(1);
    expect(await sections(world)).toEqual(['Первые: 1']);
  });
});

describe('pictures', () => {
  test('are kept once, under a name made from their bytes', async () => {
    const world = createWorld();
    const saved = await savePicture(world.ctx, 1, png(300, 200));
    const again = await savePicture(world.ctx, 2, png(300, 200));
    expect(again).toEqual(saved);
    const image = saved.ok ? saved.image : '';
    expect(image).toMatch(/^\/api\/menu\/pictures\/[0-9a-f]{32}$/);
    const key = image.split('/').at(-1) ?? '';
    expect(await loadPicture(world.ctx, key)).toEqual({ type: 'image/png', bytes: png(300, 200) });
    expect(await loadPicture(world.ctx, key.replace(/./g, '0'))).toBeNull();
    const text = new TextEncoder().encode('<svg onload="alert(1)"/>');
    expect(await savePicture(world.ctx, 1, text)).toMatchObject({ code: 'PICTURE_UNREADABLE' });
  });

  test('the ones asked for last stay in memory, within a size', async () => {
    const kept = keepLast<{ bytes: Uint8Array }>(25);
    const reads: string[] = [];
    const get = (key: string) =>
      kept.get(key, async () => {
        reads.push(key);
        return key === 'none' ? null : { bytes: new Uint8Array(10) };
      });
    await Promise.all([get('a'), get('a')]);
    await get('b');
    await get('a');
    // The third makes it too much: "b" was longest unused.
    await get('c');
    await get('a');
    await get('b');
    expect(reads).toEqual(['a', 'b', 'c', 'b']);
    expect(await get('none')).toBeNull();
    expect(await get('none')).toBeNull();
    expect(reads.slice(4)).toEqual(['none', 'none']);
  });
});
