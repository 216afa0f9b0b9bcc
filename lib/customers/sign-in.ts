/** Sign-in by a code sent to the phone; the first one creates the customer (SPEC 5). */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Context } from '../context';
import { joinProgram } from '../loyalty/join';
import { refreshUserCopies } from '../loyalty/user-copies';
import type { User } from '../store/port';

export const CODE_LIFE_SECONDS = 5 * 60;
export const RESEND_SECONDS = 60;
const CODES_AN_HOUR = 10;
const MOST_TRIES = 5;
const CODE_DIGITS = 6;

export type CodeRefusal = {
  ok: false;
  code: 'TOO_MANY_REQUESTS' | 'CODE_WRONG' | 'CODE_EXPIRED';
  retryAfter?: number;
};

/** Makes a code for a phone; only its keyed hash is stored. Refused when asked too often. */
export async function requestCode(
  ctx: Context,
  phone: string,
  secret: string,
): Promise<{ ok: true; code: string } | CodeRefusal> {
  const [last, lastHour] = await Promise.all([
    ctx.store.signIn.latestCode(phone),
    ctx.store.signIn.countSince(phone, ctx.now() - 60 * 60 * 1000),
  ]);
  const wait = last ? last.at + RESEND_SECONDS * 1000 - ctx.now() : 0;
  if (wait > 0) {
    return { ok: false, code: 'TOO_MANY_REQUESTS', retryAfter: Math.ceil(wait / 1000) };
  }
  if (lastHour >= CODES_AN_HOUR) return { ok: false, code: 'TOO_MANY_REQUESTS', retryAfter: 3600 };
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
  await ctx.store.signIn.insertCode({
    phone,
    codeHash: hashCode(secret, phone, code),
    expiresAt: ctx.now() + CODE_LIFE_SECONDS * 1000,
    at: ctx.now(),
  });
  return { ok: true, code };
}

export interface Verification {
  phone: string;
  code: string;
  name: string | null;
  birthDate: string | null;
}

export type Verified =
  | { ok: true; user: User; isNew: boolean; welcomePoints: number }
  | CodeRefusal;

/**
 * Checks a code and signs its phone in. Tries are numbered rows under a unique
 * key, so parallel guesses cannot share one; a code is good once. Refused:
 * CODE_WRONG, CODE_EXPIRED, TOO_MANY_REQUESTS.
 */
export async function verifyCode(
  ctx: Context,
  given: Verification,
  secret: string,
): Promise<Verified> {
  const sent = await ctx.store.signIn.latestCode(given.phone);
  if (!sent || sent.expiresAt <= ctx.now()) return { ok: false, code: 'CODE_EXPIRED' };
  if (!(await takeTry(ctx, sent.id)))
    return { ok: false, code: 'TOO_MANY_REQUESTS', retryAfter: RESEND_SECONDS };
  const expected = Buffer.from(sent.codeHash);
  const actual = Buffer.from(hashCode(secret, given.phone, given.code));
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) {
    return { ok: false, code: 'CODE_WRONG' };
  }
  if (!(await ctx.store.signIn.takeTry(sent.id, 'used')))
    return { ok: false, code: 'CODE_EXPIRED' };
  return signInPhone(ctx, given);
}

async function takeTry(ctx: Context, codeId: number): Promise<boolean> {
  for (let n = 1; n <= MOST_TRIES; n++) {
    if (await ctx.store.signIn.takeTry(codeId, n)) return true;
  }
  return false;
}

/** The customer of a verified phone, created and joined when there is none. */
export async function signInPhone(
  ctx: Context,
  given: Pick<Verification, 'phone' | 'name' | 'birthDate'>,
): Promise<Verified> {
  const known = await ctx.store.users.byPhone(given.phone);
  const { user, isNew } = known ? { user: known, isNew: false } : await createUser(ctx, given);
  const profile = missingProfile(user, given);
  const updated = profile ? await ctx.store.users.update(user.id, profile) : user;
  // Also for a known customer: a crash may have come between creating and joining.
  const joined = await joinProgram(ctx, user.id);
  ctx.later(() => refreshUserCopies(ctx, user.id));
  return { ok: true, user: updated, isNew, welcomePoints: isNew ? joined.points : 0 };
}

async function createUser(
  ctx: Context,
  { phone, name, birthDate }: Pick<Verification, 'phone' | 'name' | 'birthDate'>,
): Promise<{ user: User; isNew: boolean }> {
  const inserted = await ctx.store.users.insert({ phone, name, birthDate, joinedAt: ctx.now() });
  if (inserted.won) return { user: inserted.row, isNew: true };
  const user = await ctx.store.users.byPhone(phone);
  if (!user) throw new Error('a taken phone has no customer');
  return { user, isNew: false };
}

/** Name and birthday are asked once: what is there already is not changed by a sign-in. */
function missingProfile(
  user: User,
  given: Pick<Verification, 'name' | 'birthDate'>,
): { name?: string; birthDate?: string } | null {
  const patch = {
    ...(user.name === null && given.name !== null && { name: given.name }),
    ...(user.birthDate === null && given.birthDate !== null && { birthDate: given.birthDate }),
  };
  return Object.keys(patch).length > 0 ? patch : null;
}

function hashCode(secret: string, phone: string, code: string): string {
  return createHmac('sha256', secret).update(`${phone}:${code}`).digest('hex');
}
