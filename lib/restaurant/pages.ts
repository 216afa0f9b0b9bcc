/** The texts that the owner writes (the offer, the privacy policy), edited through `Edits`. */
import type { Context } from '../context';
import {
  type Changed,
  type EditedWhole,
  editWhole,
  readWhole,
  type Versioned,
} from '../edits/whole';

export interface PageText {
  title: string;
  body: string;
}

/** Its rows are the texts, by slug. */
export const pageTexts: EditedWhole<PageText> = {
  table: 'Pages',
  async read({ store }, slug) {
    const page = await store.pages.bySlug(slug);
    const value = { title: page?.title ?? '', body: page?.body ?? '' };
    return { rowId: slug, value, version: page?.version ?? 0 };
  },
  version: ({ version }) => version,
  async show({ store }, { rowId: slug }, text, n) {
    if (!text) return;
    await store.pages.insert({ slug, ...text });
    await store.pages.update(slug, { ...text, version: n });
  },
  logged: () => null,
};

/** A text with its last edit shown; empty when nobody wrote it yet. */
export function readPageText(ctx: Context, slug: string): Promise<Versioned<PageText>> {
  return readWhole(ctx, pageTexts, slug);
}

/** Writes a text (lib/edits/whole.ts: `version`, refusals). */
export function editPageText(
  ctx: Context,
  slug: string,
  adminId: number,
  version: number,
  after: PageText,
): Promise<Changed<PageText>> {
  return editWhole(ctx, pageTexts, slug, { adminId, version, after });
}
