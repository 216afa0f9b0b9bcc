/**
 * Access tokens: HS256 JWTs in an httpOnly cookie or an Authorization header, good
 * for 15 minutes of real time. What renews them is lib/customers/sessions.ts.
 */
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { staffRoles } from '../customers/roles';
import type { Admin } from '../store/port';

const ISSUER = 'kopilka';
export const CUSTOMER_COOKIE = 'kopilka_session';
export const ADMIN_COOKIE = 'kopilka_admin';
export const ACCESS_SECONDS = 15 * 60;
/** Long enough to get a code sent to a phone and typed in. */
const TELEGRAM_SECONDS = 30 * 60;

/** Who is signed in; `session` is the session that the token came from. */
export type Principal = { session?: string } & (
  | { kind: 'customer'; id: number }
  | { kind: 'admin'; id: number; role: Admin['role'] }
);

/** Ids stay below 900 million (docs/nocodb.md, "Access paths"). */
const sub = z.string().regex(/^[1-8]?\d{1,8}$/);
const sid = z.string().optional();

const claimsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer'), sub, sid }),
  z.object({
    kind: z.literal('admin'),
    sub,
    sid,
    role: z.enum(staffRoles),
  }),
]);

const telegramSchema = z.object({ kind: z.literal('telegram'), sub: z.string().min(1) });

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

function sign(claims: JWTPayload, subject: string, seconds: number, secret: string) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuer(ISSUER)
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(keyOf(secret));
}

/** A signed access token for a principal. */
export function signToken(principal: Principal, secret: string): Promise<string> {
  const { id, session, ...claims } = principal;
  return sign({ ...claims, ...(session && { sid: session }) }, String(id), ACCESS_SECONDS, secret);
}

/** Says that a Telegram account was proved: shown again together with a phone's code. */
export function signTelegramToken(telegramId: string, secret: string): Promise<string> {
  return sign({ kind: 'telegram' }, telegramId, TELEGRAM_SECONDS, secret);
}

/** The Telegram account that a token proves; null when it is forged or old. */
export async function readTelegramToken(token: string, secret: string): Promise<string | null> {
  const { payload, expired } = await verified(token, secret);
  const claims = telegramSchema.safeParse(payload);
  return claims.success && !expired ? claims.data.sub : null;
}

/** Whose token it is, and whether it has run out; null when it is forged or of another form. */
export async function readToken(
  token: string,
  secret: string,
): Promise<{ principal: Principal; expired: boolean } | null> {
  const { payload, expired } = await verified(token, secret);
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) return null;
  const { sub: id, sid: session, ...claims } = parsed.data;
  return { principal: { ...claims, id: Number(id), ...(session && { session }) }, expired };
}

/** The claims of a token with our signature, also of one that has run out. */
async function verified(
  token: string,
  secret: string,
): Promise<{ payload: JWTPayload | null; expired: boolean }> {
  try {
    const options = { issuer: ISSUER, algorithms: ['HS256'] };
    const { payload } = await jwtVerify(token, keyOf(secret), options);
    return { payload, expired: false };
  } catch (error) {
    // Thrown only after the signature was found good.
    if (error instanceof errors.JWTExpired) return { payload: error.payload, expired: true };
    return { payload: null, expired: false };
  }
}
