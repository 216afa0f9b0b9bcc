/** Sign-in of staff by email and password (argon2id). */
import { hash, verify } from '@node-rs/argon2';
import type { Context } from '../context';
import type { Admin } from '../store/port';

/** Compared with when there is no such admin, so that both answers take as long. */
let decoy: Promise<string> | undefined;

/** The active admin of an email and password, or null. */
export async function signInAdmin(
  ctx: Context,
  email: string,
  password: string,
): Promise<Admin | null> {
  const admin = await ctx.store.admins.byEmail(email);
  decoy ??= hashPassword('nobody');
  const matches = await verify(admin?.passwordHash ?? (await decoy), password);
  return admin?.active && matches ? admin : null;
}

/** An argon2id hash with its parameters, as stored. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}
