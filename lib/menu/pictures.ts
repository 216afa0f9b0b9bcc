/** Uploaded pictures of dishes: checked by their bytes, kept in the store, named by what they are. */
import { createHash } from 'node:crypto';
import type { Context } from '../context';
import { type Refusal, refuse } from '../refusal';
import { UPLOADED } from './drawn';
import { readPicture } from './image';

const KEY_LENGTH = 32;

/**
 * Keeps a picture and answers where it is served; the same one again is no
 * second one. Refused: PICTURE_UNREADABLE.
 */
export async function savePicture(
  ctx: Context,
  adminId: number,
  bytes: Uint8Array,
): Promise<{ ok: true; image: string } | Refusal> {
  const facts = readPicture(bytes);
  if (!facts) return refuse('PICTURE_UNREADABLE');
  const key = createHash('sha256').update(bytes).digest('hex').slice(0, KEY_LENGTH);
  await ctx.store.pictures.put({ key, type: facts.type, bytes, adminId, at: ctx.now() });
  ctx.log.info('menu.picture', { key, type: facts.type, bytes: bytes.length, adminId });
  return { ok: true, image: UPLOADED + key };
}

/** A picture with its type, read from its bytes again: what the grid says of it does not count. */
export async function loadPicture(
  ctx: Pick<Context, 'store'>,
  key: string,
): Promise<{ type: string; bytes: Uint8Array } | null> {
  const bytes = await ctx.store.pictures.read(key);
  const facts = bytes && readPicture(bytes);
  return bytes && facts ? { type: facts.type, bytes } : null;
}
