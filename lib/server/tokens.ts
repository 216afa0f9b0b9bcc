/** Sign-in tokens: HS256 JWTs in an httpOnly cookie or an Authorization header. */
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Admin } from '../store/port';

const ISSUER = 'kopilka';
export const CUSTOMER_COOKIE = 'kopilka_session';
export const ADMIN_COOKIE = 'kopilka_admin';
const CUSTOMER_SECONDS = 30 * 24 * 60 * 60;
const ADMIN_SECONDS = 12 * 60 * 60;

export type Principal =
  | { kind: 'customer'; id: number }
  | { kind: 'admin'; id: number; role: Admin['role'] };

const claimsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer'), sub: z.string().regex(/^\d{1,10}$/) }),
  z.object({
    kind: z.literal('admin'),
    sub: z.string().regex(/^\d{1,10}$/),
    role: z.enum(['owner', 'manager', 'operator']),
  }),
]);

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

/** A signed token for a principal. */
export async function signToken(principal: Principal, secret: string): Promise<string> {
  const { id, ...claims } = principal;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(String(id))
    .setIssuer(ISSUER)
    .setIssuedAt()
    .setExpirationTime(`${lifeSeconds(principal.kind)}s`)
    .sign(keyOf(secret));
}

/** Whose token it is; null when it is forged, expired or of another form. */
export async function verifyToken(token: string, secret: string): Promise<Principal | null> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      issuer: ISSUER,
      algorithms: ['HS256'],
    });
    const claims = claimsSchema.parse(payload);
    const id = Number(claims.sub);
    return claims.kind === 'admin'
      ? { kind: 'admin', id, role: claims.role }
      : { kind: 'customer', id };
  } catch {
    return null;
  }
}

function lifeSeconds(kind: Principal['kind']): number {
  return kind === 'admin' ? ADMIN_SECONDS : CUSTOMER_SECONDS;
}

/** `Set-Cookie` value that signs in, or with an empty token signs out. */
export function sessionCookie(kind: Principal['kind'], token: string, secure: boolean): string {
  const name = kind === 'admin' ? ADMIN_COOKIE : CUSTOMER_COOKIE;
  const age = token === '' ? 0 : lifeSeconds(kind);
  const flags = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure ? '; Secure' : ''}`;
  return `${name}=${token}; ${flags}`;
}
