/** Who may call what: every endpoint of the document, by everybody there is. */
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '@/lib/api/answers';
import type { Operation } from '@/lib/api/openapi/operation';
import { isAtLeast, isStaffRole, staffRoles } from '@/lib/customers/roles';
import { signToken } from '@/lib/server/tokens';
import {
  type Api,
  type Customer,
  createApi,
  dish,
  good,
  lines,
  refused,
  signUp,
} from '../support/api';
import { countsAtRest } from '../support/base';
import {
  addressOf,
  nameOf,
  operations,
  type Tokens,
  tokenFor,
  tokensOf,
} from '../support/operations';
import { SECRETS, startSite, type TestSite } from '../support/site';

/** No order, code, customer or run has it. */
const NOBODY = 899_999_999;
/** Refused by every schema: who may come in changes nothing either. */
const BODY = { 'нет такого поля': 1 };

let site: TestSite;
let api: Api;
let owner: Customer;
let stranger: Customer;
let orderId: number;
let tokens: Tokens;
let before: Record<string, number>;

beforeAll(async () => {
  site = await startSite('standard', {
    HOOK_SECRET: SECRETS.hook,
    METRICS_SECRET: SECRETS.metrics,
  });
  api = createApi(site.url);
  [owner, stranger] = [await signUp(site.url), await signUp(site.url)];
  const items = lines(await dish(site.store, 1000));
  orderId = good<{ order: { id: number } }>(await api.place(owner, { items }), 201).order.id;
  tokens = await tokensOf(site, owner);
  before = await countsAtRest(site.base);
});
afterAll(async () => {
  try {
    // What was allowed leaves runs of jobs, and the session that goes on after a sign-out
    // everywhere; nobody else leaves anything.
    const { job_runs: _, sessions: _s, ...now } = await countsAtRest(site.base);
    const { job_runs: __, sessions: __s, ...then } = before;
    expect(now).toEqual(then);
    expect(site.log()).not.toContain('request.failed');
  } finally {
    await site?.stop();
  }
});

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const far = 4_000_000_000;
const claims = (more: object) => ({ iss: 'kopilka', iat: 1_700_000_000, exp: far, ...more });
const unsigned = (more: object) => `${part({ alg: 'none', typ: 'JWT' })}.${part(claims(more))}.`;
const old = (more: Record<string, unknown>, sub: number) =>
  new SignJWT(more)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(String(sub))
    .setIssuer('kopilka')
    .setIssuedAt(1_700_000_000)
    .setExpirationTime(1_700_000_001)
    .sign(new TextEncoder().encode(SECRETS.jwt));

type Verdict = 'in' | 'UNAUTHORIZED' | 'TOKEN_EXPIRED' | 'FORBIDDEN';

interface Caller {
  token(op: Operation): Promise<string | undefined>;
  verdict(op: Operation): Verdict;
}

const nobody = (): Verdict => 'UNAUTHORIZED';
const byToken = ({ access }: Operation) => access === 'customer' || isStaffRole(access);

const callers: Record<string, Caller> = {
  'no token': { token: async () => undefined, verdict: nobody },
  garbage: { token: async () => 'a.b.c', verdict: nobody },
  'an expired token': {
    token: ({ access }) =>
      access === 'customer'
        ? old({ kind: 'customer' }, owner.id)
        : old({ kind: 'admin', role: 'owner' }, site.adminId),
    // Told apart, so that the page knows to ask for a new one.
    verdict: (op) => (byToken(op) ? 'TOKEN_EXPIRED' : 'UNAUTHORIZED'),
  },
  'a forged token, alg: none': {
    token: async ({ access }) =>
      access === 'customer'
        ? unsigned({ kind: 'customer', sub: String(owner.id) })
        : unsigned({ kind: 'admin', sub: String(site.adminId), role: 'owner' }),
    verdict: nobody,
  },
  'a token signed with another secret': {
    token: ({ access }) => {
      const secret = 'another-secret-of-at-least-32-characters';
      return access === 'customer'
        ? signToken({ kind: 'customer', id: owner.id }, secret)
        : signToken({ kind: 'admin', id: site.adminId, role: 'owner' }, secret);
    },
    verdict: nobody,
  },
  'a customer': {
    token: async () => owner.token,
    verdict: ({ access }) =>
      access === 'customer' ? 'in' : isStaffRole(access) ? 'FORBIDDEN' : 'UNAUTHORIZED',
  },
  ...Object.fromEntries(
    staffRoles.map((role): [string, Caller] => [
      `staff: ${role}`,
      {
        token: async () => tokens.staff[role],
        verdict: ({ access }) => {
          if (isStaffRole(access)) return isAtLeast(role, access) ? 'in' : 'FORBIDDEN';
          return access === 'customer' ? 'FORBIDDEN' : 'UNAUTHORIZED';
        },
      },
    ]),
  ),
  'the secret of cron': {
    token: async () => SECRETS.cron,
    verdict: ({ access }) => (access === 'cron' ? 'in' : 'UNAUTHORIZED'),
  },
  'the secret of the endpoint': {
    token: async (op) => (byToken(op) ? 'no secret' : tokenFor(op, tokens)),
    verdict: (op) => (byToken(op) ? 'UNAUTHORIZED' : 'in'),
  },
};

const guarded = operations.filter(({ access }) => access !== 'public');

describe.each(Object.entries(callers))('%s', (_, { token, verdict }) => {
  it('at every endpoint', async () => {
    for (const op of guarded) {
      const answer = await api.send<Problem>(op.method, addressOf(op, NOBODY), {
        token: await token(op),
        ...(op.body && { body: BODY }),
        headers: { 'idempotency-key': randomUUID() },
      });
      const wanted = verdict(op);
      const name = nameOf(op);
      if (wanted === 'in') {
        expect.soft([name, answer.status]).not.toEqual([name, 401]);
        expect.soft([name, answer.status]).not.toEqual([name, 403]);
        expect.soft([name, answer.status < 500]).toEqual([name, true]);
      } else {
        expect.soft([name, answer.body?.code]).toEqual([name, wanted]);
        expect.soft([name, answer.status]).toEqual([name, wanted === 'FORBIDDEN' ? 403 : 401]);
      }
    }
  });
});

it('public endpoints ask nobody, and a token that is none changes nothing', async () => {
  for (const op of operations.filter(({ access }) => access === 'public')) {
    const send = async (token?: string) => {
      const more = op.body && { body: BODY };
      return (await api.send(op.method, addressOf(op, NOBODY), { token, ...more })).status;
    };
    const status = await send();
    expect.soft([nameOf(op), status < 500 && status !== 403]).toEqual([nameOf(op), true]);
    const forged = unsigned({ kind: 'admin', sub: String(site.adminId), role: 'owner' });
    expect.soft([nameOf(op), await send(forged)]).toEqual([nameOf(op), status]);
  }
});

it("another customer's order is as if it were not there", async () => {
  const own = operations.filter((op) => op.path.startsWith('/api/orders/{id}'));
  expect(own.map(({ method }) => method).sort()).toEqual(
    expect.arrayContaining(['DELETE', 'GET', 'PATCH']),
  );
  for (const op of own) {
    const options = { token: stranger.token, ...(op.body && { body: {} }) };
    refused(await api.send(op.method, addressOf(op, orderId), options), 404, 'NOT_FOUND');
  }
  expect(await api.order(owner, orderId)).toMatchObject({ status: 'new' });
});
