/** Sign-in over HTTP: the tokens of a session as cookies and in the answer's body. */
import type { NextRequest } from 'next/server';
import type { Context } from '../context';
import {
  type Account,
  endSession,
  endSessionOf,
  type OpenSession,
  openSession,
} from '../customers/sessions';
import type { AccountKind } from '../store/port-accounts';
import type { Site } from './site';
import { ADMIN_COOKIE, CUSTOMER_COOKIE, readToken, signToken } from './tokens';

interface Call {
  ctx: Context;
  site: Site;
  request: NextRequest;
}

export interface SignedIn {
  token: string;
  refreshToken: string;
  /** With both cookies. */
  headers: Headers;
}

const accessCookies = { customer: CUSTOMER_COOKIE, admin: ADMIN_COOKIE } as const;
export const refreshCookies = {
  customer: 'kopilka_refresh',
  admin: 'kopilka_admin_refresh',
} as const;
/** The refresh token travels to the endpoints of sign-in only. */
const REFRESH_PATH = '/api/auth';

/** Starts a session for somebody who has just proved who they are. */
export async function startSession(call: Call, account: Account): Promise<SignedIn> {
  const { ctx, site, request } = call;
  const agent = request.headers.get('user-agent');
  const opened = await openSession(ctx, site.config.JWT_SECRET, account, agent);
  const headers = new Headers();
  return { ...(await handOver(call, account, opened, headers)), headers };
}

/** The tokens of a session's newest rotation; adds their cookies to `headers`. */
export async function handOver(
  { ctx, site, request }: Call,
  account: Account,
  { session, refreshToken, expiresAt }: OpenSession,
  headers: Headers,
): Promise<Omit<SignedIn, 'headers'>> {
  const token = await signToken({ ...account, session }, site.config.JWT_SECRET);
  const seconds = Math.max(0, Math.floor((expiresAt - ctx.now()) / 1000));
  setCookies(headers, request, account.kind, { token, refreshToken, seconds });
  return { token, refreshToken };
}

/** Makes the browser forget a session. */
export function forgetSession(headers: Headers, request: NextRequest, kind: AccountKind): void {
  setCookies(headers, request, kind, { token: '', refreshToken: '', seconds: 0 });
}

/** Ends the session that a request comes with, if any, and answers that it is forgotten. */
export async function signOut(call: Call, kind: AccountKind): Promise<Response> {
  const { ctx, site, request } = call;
  const refresh = request.cookies.get(refreshCookies[kind])?.value;
  if (refresh) await endSessionOf(ctx, refresh);
  const bearer = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  const access = bearer ?? request.cookies.get(accessCookies[kind])?.value;
  // An access token that has run out still names its session.
  const read = access ? await readToken(access, site.config.JWT_SECRET) : null;
  if (read?.principal.session && read.principal.kind === kind) {
    await endSession(ctx, read.principal.session, { kind, accountId: read.principal.id });
  }
  const headers = new Headers();
  forgetSession(headers, request, kind);
  return Response.json({ success: true }, { headers });
}

/**
 * The access cookie lives as long as the session: a browser that sends a token
 * which has run out is told TOKEN_EXPIRED, and knows that it can be renewed.
 */
function setCookies(
  headers: Headers,
  request: NextRequest,
  kind: AccountKind,
  { token, refreshToken, seconds }: { token: string; refreshToken: string; seconds: number },
): void {
  const secure = request.nextUrl.protocol === 'https:' ? '; Secure' : '';
  const flags = `HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
  headers.append('set-cookie', `${accessCookies[kind]}=${token}; Path=/; ${flags}`);
  headers.append(
    'set-cookie',
    `${refreshCookies[kind]}=${refreshToken}; Path=${REFRESH_PATH}; ${flags}`,
  );
}
