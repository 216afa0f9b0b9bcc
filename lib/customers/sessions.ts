/**
 * Sessions: a short access token (lib/server/tokens.ts) beside a refresh token
 * that is good once (docs/sign-in.md). Rotations are append-only rows under unique
 * keys, so of two parallel uses of one token only one makes the next.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from '../context';
import type { Admin } from '../store/port';
import type { AccountKind, SessionRotation } from '../store/port-accounts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A customer's session ends when it was not used for this long. */
export const CUSTOMER_SESSION_MS = 30 * DAY_MS;
/** An admin's ends this long after signing in, used or not. */
export const ADMIN_SESSION_MS = DAY_MS / 2;
/**
 * For this long a token's second use is answered with the same next token: two tabs,
 * or an answer that got lost. Only while nobody has used that next token.
 */
export const REPEAT_MS = 30_000;
const LONGEST_AGENT = 300;

/** Who a session is for; staff with the role they have now. */
export type Account =
  | { kind: 'customer'; id: number }
  | { kind: 'admin'; id: number; role: Admin['role'] };

export interface OpenSession {
  session: string;
  refreshToken: string;
  expiresAt: number;
}

export type Refreshed =
  | ({ ok: true; account: Account } & OpenSession)
  | { ok: false; reason: 'unknown' | 'expired' | 'ended' | 'reused' };

/** Starts a session for somebody who has just proved who they are. */
export async function openSession(
  ctx: Context,
  secret: string,
  { kind, id }: Pick<Account, 'kind' | 'id'>,
  agent: string | null,
): Promise<OpenSession> {
  const session = randomBytes(16).toString('base64url');
  const who = { session, kind, accountId: id, startedAt: ctx.now() };
  const { rotation, refreshToken } = nextRotation(ctx, secret, { ...who, agent }, 0);
  const inserted = await ctx.store.sessions.insert(rotation);
  if (!inserted.won) throw new Error('a random session exists already');
  return { session, refreshToken, expiresAt: rotation.expiresAt };
}

/**
 * Takes a refresh token and gives the next one. A token that was used before ends
 * its whole session: either it or the one after it is in wrong hands.
 */
export async function refreshSession(
  ctx: Context,
  secret: string,
  token: string,
): Promise<Refreshed> {
  const given = parseToken(token);
  if (!given) return { ok: false, reason: 'unknown' };
  const { session, n } = given;
  // Twice at most: lost to a parallel refresh, the second look finds its row.
  for (;;) {
    const { rotations, ended } = await ctx.store.sessions.find(session, [n, n + 1, n + 2]);
    const mine = rotations.find((r) => r.n === n);
    if (!mine || !sameText(mine.tokenHash, hashOf(token))) return { ok: false, reason: 'unknown' };
    if (ended) return { ok: false, reason: 'ended' };
    if (mine.expiresAt <= ctx.now()) return { ok: false, reason: 'expired' };
    const account = await accountOf(ctx, mine);
    if (!account) return { ok: false, reason: 'ended' };
    const next = rotations.find((r) => r.n === n + 1);
    if (next) {
      const isRepeat = ctx.now() - next.at <= REPEAT_MS && !rotations.some((r) => r.n === n + 2);
      if (isRepeat) {
        const refreshToken = tokenOf(secret, next);
        return { ok: true, account, session, refreshToken, expiresAt: next.expiresAt };
      }
      await endSession(ctx, session, mine);
      ctx.log.warn('session.reused', { kind: mine.kind, accountId: mine.accountId });
      return { ok: false, reason: 'reused' };
    }
    const { rotation, refreshToken } = nextRotation(ctx, secret, mine, n + 1);
    if ((await ctx.store.sessions.insert(rotation)).won) {
      return { ok: true, account, session, refreshToken, expiresAt: rotation.expiresAt };
    }
  }
}

/** Ends the session of a refresh token; one that is not genuine ends nothing. */
export async function endSessionOf(ctx: Context, token: string): Promise<void> {
  const given = parseToken(token);
  if (!given) return;
  const { rotations } = await ctx.store.sessions.find(given.session, [given.n]);
  const [mine] = rotations;
  if (mine && sameText(mine.tokenHash, hashOf(token))) await endSession(ctx, mine.session, mine);
}

/** Ends one session; repeated, it changes nothing. */
export async function endSession(
  ctx: Context,
  session: string,
  { kind, accountId }: { kind: AccountKind; accountId: number },
): Promise<void> {
  await ctx.store.sessions.end(session, kind, accountId, ctx.now());
}

/** Ends one session of an account; false when it has no such session that is live. */
export async function endOwnSession(
  ctx: Context,
  session: string,
  kind: AccountKind,
  accountId: number,
): Promise<boolean> {
  const live = await ctx.store.sessions.ofAccount(kind, accountId, ctx.now());
  const mine = live.find((one) => one.session === session);
  if (mine) await endSession(ctx, session, mine);
  return mine !== undefined;
}

/** Ends every session of an account. A customer's access tokens given out before run on for at most 15 minutes. */
export async function endAllSessions(
  ctx: Context,
  kind: AccountKind,
  accountId: number,
): Promise<void> {
  const live = await ctx.store.sessions.ofAccount(kind, accountId, ctx.now());
  await Promise.all(live.map((r) => endSession(ctx, r.session, r)));
}

/** The account as it stands; null: deleted or switched off. */
async function accountOf(
  ctx: Context,
  { kind, accountId: id }: SessionRotation,
): Promise<Account | null> {
  if (kind === 'customer') {
    const user = await ctx.store.users.byId(id);
    return user && user.erasedAt === null ? { kind, id } : null;
  }
  const admin = await ctx.store.admins.byId(id);
  return admin?.active ? { kind, id, role: admin.role } : null;
}

type Who = Pick<SessionRotation, 'session' | 'kind' | 'accountId' | 'startedAt' | 'agent'>;

function nextRotation(ctx: Context, secret: string, who: Who, n: number) {
  const { session, kind, accountId, startedAt } = who;
  const seed = randomBytes(32).toString('base64url');
  const at = ctx.now();
  const expiresAt = kind === 'admin' ? startedAt + ADMIN_SESSION_MS : at + CUSTOMER_SESSION_MS;
  const refreshToken = tokenOf(secret, { session, n, seed });
  const agent = who.agent?.slice(0, LONGEST_AGENT) ?? null;
  const rotation: SessionRotation = {
    ...{ session, n, kind, accountId, startedAt, at, expiresAt, agent, seed },
    tokenHash: hashOf(refreshToken),
  };
  return { rotation, refreshToken };
}

/** As random as its seed, and never stored: made again only with the site's secret. */
function tokenOf(
  secret: string,
  { session, n, seed }: Pick<SessionRotation, 'session' | 'n' | 'seed'>,
): string {
  const key = createHmac('sha256', secret).update(`refresh:${session}:${n}:${seed}`);
  return `${session}.${n}.${key.digest('base64url')}`;
}

function parseToken(token: string): { session: string; n: number } | null {
  const [, session, n] = /^([\w-]{22})\.(\d{1,7})\.[\w-]{43}$/.exec(token) ?? [];
  return session === undefined ? null : { session, n: Number(n) };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
