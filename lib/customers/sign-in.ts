/** Sign-in by a code sent to the phone; the first one creates the customer (SPEC 5). */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Context } from '../context';
import { joinProgram } from '../loyalty/join';
import { refreshUserCopies } from '../loyalty/user-copies';
import type { User, UserPatch } from '../store/port-users';
import { linkTelegram } from './telegram';
import { claimWelcome } from './welcome';

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
  if (!(await takeMinute(ctx, phone, secret))) {
    return { ok: false, code: 'TOO_MANY_REQUESTS', retryAfter: RESEND_SECONDS };
  }
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
  await ctx.store.signIn.insertCode({
    phone,
    codeHash: hashCode(secret, phone, code),
    expiresAt: ctx.now() + CODE_LIFE_SECONDS * 1000,
    at: ctx.now(),
  });
  return { ok: true, code };
}

/**
 * Of parallel requests for one phone only one sends: what was read above is old by
 * now, so the phone's minute is taken under a unique key. The key has a number made
 * from the phone's keyed hash, not the phone; no code's id is that high.
 */
function takeMinute(ctx: Context, phone: string, secret: string): Promise<boolean> {
  const minute = Math.floor(ctx.now() / (RESEND_SECONDS * 1000));
  const hash = createHmac('sha256', secret).update(`minute:${phone}`).digest();
  return ctx.store.signIn.takeTry(2 ** 47 + hash.readUIntBE(0, 5), minute);
}

export interface Verification {
  phone: string;
  code: string;
  name: string | null;
  birthDate: string | null;
  /** To the offer and the processing of personal data: the first one's time is kept. */
  consent?: boolean;
  /** A Telegram account that was proved, to be linked to the phone's customer. */
  telegramId?: string | null;
}

export type Verified =
  | { ok: true; user: User; isNew: boolean; welcomePoints: number }
  | CodeRefusal;

/** Checks a code and signs its phone in. Refused like `checkCode`. */
export async function verifyCode(
  ctx: Context,
  given: Verification,
  secret: string,
): Promise<Verified> {
  const checked = await checkCode(ctx, given.phone, given.code, secret);
  return checked.ok ? signInPhone(ctx, given, secret) : checked;
}

/**
 * Does whoever knows the code hold the phone? Tries are numbered rows under a
 * unique key, so parallel guesses cannot share one; a code is good once. Refused:
 * CODE_WRONG, CODE_EXPIRED, TOO_MANY_REQUESTS.
 */
export async function checkCode(
  ctx: Context,
  phone: string,
  code: string,
  secret: string,
): Promise<{ ok: true } | CodeRefusal> {
  const sent = await ctx.store.signIn.latestCode(phone);
  if (!sent || sent.expiresAt <= ctx.now()) return { ok: false, code: 'CODE_EXPIRED' };
  if (!(await takeTry(ctx, sent.id)))
    return { ok: false, code: 'TOO_MANY_REQUESTS', retryAfter: RESEND_SECONDS };
  const expected = Buffer.from(sent.codeHash);
  const actual = Buffer.from(hashCode(secret, phone, code));
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) {
    return { ok: false, code: 'CODE_WRONG' };
  }
  if (!(await ctx.store.signIn.takeTry(sent.id, 'used')))
    return { ok: false, code: 'CODE_EXPIRED' };
  return { ok: true };
}

async function takeTry(ctx: Context, codeId: number): Promise<boolean> {
  for (let n = 1; n <= MOST_TRIES; n++) {
    if (await ctx.store.signIn.takeTry(codeId, n)) return true;
  }
  return false;
}

/**
 * The customer of a verified phone, created and joined when there is none. A phone
 * that had its welcome bonus in an account since deleted gets no other; `secret`
 * null leaves that unasked.
 */
export async function signInPhone(
  ctx: Context,
  given: Omit<Verification, 'code'>,
  secret: string | null = null,
): Promise<Verified> {
  const known = await ctx.store.users.byPhone(given.phone);
  const { user, isNew } = known ? { user: known, isNew: false } : await createUser(ctx, given);
  const profile = missingProfile(ctx, user, given);
  const updated = profile ? await ctx.store.users.update(user.id, profile) : user;
  if (given.telegramId) await linkTelegram(ctx, user.id, given.telegramId);
  // Also for a known customer: a crash may have come between creating and joining.
  const joined = await joinProgram(ctx, user.id, async () =>
    secret === null ? true : claimWelcome(ctx, secret, given.phone, user.id),
  );
  ctx.later(() => refreshUserCopies(ctx, user.id));
  const linked = given.telegramId ? { ...updated, telegramId: given.telegramId } : updated;
  return { ok: true, user: linked, isNew, welcomePoints: isNew ? joined.points : 0 };
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
  ctx: Context,
  user: User,
  given: Omit<Verification, 'code'>,
): UserPatch | null {
  const patch: UserPatch = {
    ...(user.name === null && given.name !== null && { name: given.name }),
    ...(user.birthDate === null && given.birthDate !== null && { birthDate: given.birthDate }),
    ...(user.consentAt === null && given.consent && { consentAt: ctx.now() }),
  };
  return Object.keys(patch).length > 0 ? patch : null;
}

function hashCode(secret: string, phone: string, code: string): string {
  return createHmac('sha256', secret).update(`${phone}:${code}`).digest('hex');
}
