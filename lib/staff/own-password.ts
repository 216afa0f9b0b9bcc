/** Changing one's own password. */
import { verify } from '@node-rs/argon2';
import type { Context } from '../context';
import { hashPassword } from '../customers/admin-sign-in';
import { type Refusal, refuse } from '../refusal';
import { setPassword } from './accounts';
import { passwordFault } from './passwords';

/**
 * Ends every session but `keep`. Refused: NOT_FOUND, PASSWORD_WRONG (the present
 * one), PASSWORD_WEAK.
 */
export async function changeOwnPassword(
  ctx: Context,
  id: number,
  current: string,
  next: string,
  keep: string | null,
): Promise<{ ok: true } | Refusal> {
  const admin = await ctx.store.admins.byId(id);
  if (!admin) return refuse('NOT_FOUND');
  if (!(await verify(admin.passwordHash, current))) return refuse('PASSWORD_WRONG');
  const fault = passwordFault(next, [admin.email, admin.name]);
  if (fault) return refuse('PASSWORD_WEAK', { params: { fault } });
  return setPassword(ctx, id, id, await hashPassword(next), keep);
}
