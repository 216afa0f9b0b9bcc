/** Refresh tokens: rotation, repeats, reuse, ends. */
import { describe, expect, test } from 'vitest';
import {
  ADMIN_SESSION_MS,
  CUSTOMER_SESSION_MS,
  endAllSessions,
  endSessionOf,
  openSession,
  REPEAT_MS,
  refreshSession,
} from '@/lib/customers/sessions';
import { readTelegramToken, readToken, signTelegramToken, signToken } from '@/lib/server/tokens';
import { addUser, createWorld, START } from './support';

const SECRET = 'a secret of at least 32 characters, yes';
const MINUTE = 60_000;

async function signedIn() {
  const world = createWorld();
  const { id } = await addUser(world.store);
  const opened = await openSession(world.ctx, SECRET, { kind: 'customer', id }, 'Firefox');
  const use = async (token: string) => {
    const refreshed = await refreshSession(world.ctx, SECRET, token);
    return refreshed.ok ? refreshed.refreshToken : refreshed.reason;
  };
  return { ...world, id, first: opened.refreshToken, use };
}

describe('a refresh token', () => {
  test('gives the next one, again and again', async () => {
    const { use, first, ctx } = await signedIn();
    const tokens = [first];
    for (let i = 0; i < 5; i++) tokens.push(await use(tokens.at(-1) ?? ''));
    expect(new Set(tokens).size).toBe(6);
    const last = await refreshSession(ctx, SECRET, tokens.at(-1) ?? '');
    expect(last).toMatchObject({ ok: true, account: { kind: 'customer', id: 1 } });
  });

  test('is stored as a hash, and its row alone does not make it', async () => {
    const { first, store, ctx } = await signedIn();
    const [session = ''] = first.split('.');
    const { rotations } = await store.sessions.find(session, [0]);
    expect(rotations).toHaveLength(1);
    expect(JSON.stringify(rotations)).not.toContain(first.split('.')[2]);
    expect(await refreshSession(ctx, 'another secret', first)).toMatchObject({ ok: true });
    const made = await refreshSession(ctx, SECRET, first);
    expect(made).toMatchObject({ ok: true });
    // The repeat, made with another secret than its row: not the token that is stored.
    expect(made.ok && (await refreshSession(ctx, SECRET, made.refreshToken))).toEqual({
      ok: false,
      reason: 'unknown',
    });
  });

  test('used twice by two tabs at once gives both the same next one', async () => {
    const { use, first } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 10 }, () => use(first)));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/\.1\./);
    expect(await use(answers[0] ?? '')).toMatch(/\.2\./);
  });

  test('repeated soon, when the answer was lost, gives the same again', async () => {
    const { use, first, setNow } = await signedIn();
    const next = await use(first);
    setNow(START + REPEAT_MS);
    expect(await use(first)).toBe(next);
    expect(await use(next)).toMatch(/\.2\./);
  });

  test.each([
    ['later', REPEAT_MS + 1, false],
    ['soon, but the next was used', 0, true],
  ])('used again %s ends the session', async (_name, wait, useNext) => {
    const { use, first, setNow } = await signedIn();
    let newest = await use(first);
    if (useNext) newest = await use(newest);
    setNow(START + wait);
    expect(await use(first)).toBe('reused');
    expect(await use(newest)).toBe('ended');
    expect(await use(first)).toBe('ended');
  });

  test.each([
    ['nothing', () => ''],
    ['another form', () => 'a.b.c'],
    ['another session', (t: string) => t.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))],
    ['another number', (t: string) => t.replace('.0.', '.1.')],
    ['another key', (t: string) => t.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A'))],
  ])('that is %s is unknown, and ends nothing', async (_name, forge) => {
    const { use, first } = await signedIn();
    await use(first);
    expect(await use(forge(first))).toBe('unknown');
    expect(await use(first)).toMatch(/\.1\./);
  });

  test("of a customer lives a month from its last use, staff's half a day from signing in", async () => {
    const { ctx, store, use, first, setNow } = await signedIn();
    setNow(START + CUSTOMER_SESSION_MS - 1);
    const second = await use(first);
    expect(second).toMatch(/\.1\./);
    setNow(START + 2 * CUSTOMER_SESSION_MS - 1);
    expect(await use(second)).toBe('expired');
    const admin = await store.admins.insert({
      email: 'a@b.ru',
      passwordHash: 'x',
      role: 'manager',
      name: 'Ольга',
      active: true,
    });
    if (!admin.won) throw new Error('lost');
    setNow(START);
    const account = { kind: 'admin', id: admin.row.id, role: 'manager' } as const;
    const opened = await openSession(ctx, SECRET, account, null);
    setNow(START + ADMIN_SESSION_MS - 1);
    const renewed = await refreshSession(ctx, SECRET, opened.refreshToken);
    expect(renewed).toMatchObject({ ok: true, account, expiresAt: START + ADMIN_SESSION_MS });
    setNow(START + ADMIN_SESSION_MS);
    expect(renewed.ok && (await use(renewed.refreshToken))).toBe('expired');
  });
});

describe('an end', () => {
  test('of one session leaves the others', async () => {
    const { ctx, id, use, first } = await signedIn();
    const other = await openSession(ctx, SECRET, { kind: 'customer', id }, null);
    await endSessionOf(ctx, first);
    await endSessionOf(ctx, 'not a token');
    expect(await use(first)).toBe('ended');
    expect(await use(other.refreshToken)).toMatch(/\.1\./);
  });

  test("of all is of this customer's only", async () => {
    const { ctx, store, id, use, first, setNow } = await signedIn();
    const second = await openSession(ctx, SECRET, { kind: 'customer', id }, 'Safari');
    const stranger = await addUser(store);
    const theirs = await openSession(ctx, SECRET, { kind: 'customer', id: stranger.id }, null);
    setNow(START + MINUTE);
    const rotated = await use(first);
    const live = await store.sessions.ofAccount('customer', id, START + MINUTE);
    expect(live.map((r) => [r.n, r.agent]).sort()).toEqual([
      [0, 'Safari'],
      [1, 'Firefox'],
    ]);
    await endAllSessions(ctx, 'customer', id);
    expect(await use(rotated)).toBe('ended');
    expect(await use(second.refreshToken)).toBe('ended');
    expect(await use(theirs.refreshToken)).toMatch(/\.1\./);
    expect(await store.sessions.ofAccount('customer', id, START + MINUTE)).toEqual([]);
  });

  test('comes with a deleted account', async () => {
    const { store, id, use, first } = await signedIn();
    await store.users.erase(id, START);
    expect(await use(first)).toBe('ended');
  });
});

describe('an access token', () => {
  test('names its session, and says when it ran out', async () => {
    const principal = { kind: 'customer', id: 7, session: 'abc' } as const;
    const token = await signToken(principal, SECRET);
    expect(await readToken(token, SECRET)).toEqual({ principal, expired: false });
    expect(await readToken(token, `${SECRET}!`)).toBeNull();
    expect(await readToken('x.y.z', SECRET)).toBeNull();
  });

  test('is not a Telegram token, nor the other way round', async () => {
    const telegram = await signTelegramToken('279058397', SECRET);
    expect(await readTelegramToken(telegram, SECRET)).toBe('279058397');
    expect(await readTelegramToken(telegram, `${SECRET}!`)).toBeNull();
    expect(await readToken(telegram, SECRET)).toBeNull();
    const access = await signToken({ kind: 'customer', id: 7 }, SECRET);
    expect(await readTelegramToken(access, SECRET)).toBeNull();
  });
});
