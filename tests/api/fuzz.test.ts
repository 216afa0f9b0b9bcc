/**
 * Every endpoint against what its own schema does not want: other types, unknown
 * fields, deep nesting, huge and odd texts, the filter syntax of NocoDB. Nothing is
 * a 500, what is refused has written nothing, and a text never becomes a filter.
 */
import { randomInt, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Operation } from '@/lib/api/openapi/operation';
import { type Answer, type Api, type Customer, createApi, dish, signUp } from '../support/api';
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

const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
/** Bodies, queries and parameters for each endpoint. */
const CASES = 14;
const AT_ONCE = 6;

let site: TestSite;
let api: Api;
let customer: Customer;
let tokens: Tokens;

beforeAll(async () => {
  site = await startSite('standard', {
    HOOK_SECRET: SECRETS.hook,
    METRICS_SECRET: SECRETS.metrics,
  });
  api = createApi(site.url);
  customer = await signUp(site.url, { name: 'Обычное имя' });
  await dish(site.store, 1000);
  tokens = await tokensOf(site, customer);
});
afterAll(async () => {
  try {
    expect(site.log()).not.toContain('request.failed');
  } finally {
    await site?.stop();
  }
});

const oddTexts = [
  '(Id,gt,0)',
  '(Code,eq,x)~or(Id,gt,0)',
  '~not(Id,eq,0)',
  '@"(Id,gt,0)"',
  '[{"fk_column_id":"x","comparison_op":"eq","value":"1"}]',
  "'; drop table users; --",
  "' OR 1=1 --",
  '%',
  '_',
  '*',
  '\\',
  '"',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  '\u0000',
  '\u0007bell',
  '\ud800',
  '\u202eright to left',
  '👩‍👩‍👧‍👦 e\u0301 ﷽',
  '',
  ' ',
  'null',
  'NaN',
  '1e308',
  '-0',
  '9'.repeat(400),
  'x'.repeat(20_000),
  'Ё'.repeat(20_000),
];
const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value };
  return value;
};

const oddText = fc.constantFrom(...oddTexts);
const oddNumber = fc.constantFrom(-1, 0, 0.5, 1e21, 2 ** 53, 2_147_483_648, -2_147_483_649, 1e-9);
const anything: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  oddNumber,
  fc.constantFrom(null, true, false, [], {}, nested(200), Array(2000).fill(1)),
  fc.jsonValue({ maxDepth: 3 }),
);

type Json = Record<string, unknown>;

/** Values that look like what a JSON schema asks for, with odd ones here and there. */
function like(schema: Json, defs: Json, depth = 0): fc.Arbitrary<unknown> {
  const wanted = () => {
    if (typeof schema.$ref === 'string' && depth < 6) {
      return like(defs[schema.$ref.split('/').at(-1) ?? ''] as Json, defs, depth + 1);
    }
    if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
    if (schema.const !== undefined) return fc.constant(schema.const);
    const options = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as Json[] | undefined;
    if (options?.length) return fc.oneof(...options.map((o) => like(o, defs, depth + 1)));
    switch (schema.type) {
      case 'string':
        return fc.oneof(oddText, fc.string({ maxLength: 40, unit: 'grapheme' }));
      case 'integer':
      case 'number':
        return fc.oneof(oddNumber, fc.integer({ min: 0, max: 1000 }));
      case 'boolean':
        return fc.boolean();
      case 'array':
        return fc.array(like((schema.items ?? {}) as Json, defs, depth + 1), { maxLength: 3 });
      case 'object':
        return likeObject(schema, defs, depth);
      default:
        return anything;
    }
  };
  return fc.oneof({ weight: 9, arbitrary: wanted() }, { weight: 1, arbitrary: anything });
}

function likeObject(schema: Json, defs: Json, depth: number): fc.Arbitrary<unknown> {
  const fields = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  const known = Object.fromEntries(fields.map(([k, v]) => [k, like(v, defs, depth + 1)]));
  const requiredKeys = (schema.required ?? []) as string[];
  const stranger = fc.option(
    fc.tuple(fc.constantFrom('x', 'userId', 'Id', '__proto__', ''), anything),
  );
  return fc
    .tuple(fc.record(known, { requiredKeys }), fc.integer({ min: 0, max: 9 }), stranger)
    .map(([record, dice, extra]) =>
      dice === 0 && extra ? Object.fromEntries([...Object.entries(record), extra]) : record,
    );
}

const sample = <T>(arbitrary: fc.Arbitrary<T>, name: string): T[] =>
  fc.sample(arbitrary, {
    numRuns: CASES,
    seed: [...name].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) | 0, seed),
  });

function jsonSchema(schema: z.ZodType): { schema: Json; defs: Json } {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return { schema: made, defs: (made.$defs ?? {}) as Json };
}

interface Try {
  op: Operation;
  path: string;
  body?: string;
  /** By the endpoint's own schemas. */
  isValid: boolean;
}

const accepts = (schema: z.ZodType | undefined, value: unknown) =>
  !schema || schema.safeParse(value).success;

/** `null` has no JSON; a lone surrogate or a `__proto__` arrives as JSON carries it. */
const asSent = (value: unknown): string => JSON.stringify(value) ?? 'null';

function bodies(op: Operation): Try[] {
  if (!op.body) return [];
  const { schema, defs } = jsonSchema(op.body);
  return sample(fc.oneof({ weight: 8, arbitrary: like(schema, defs) }, anything), nameOf(op)).map(
    (value) => {
      const body = asSent(value);
      const isValid = accepts(op.body, JSON.parse(body));
      return { op, path: addressOf(op, 899_999_999), body, isValid };
    },
  );
}

function queries(op: Operation): Try[] {
  if (!op.query) return [];
  const { schema } = jsonSchema(op.query);
  const names = Object.keys((schema.properties ?? {}) as object);
  const pair = fc.tuple(fc.constantFrom(...names, 'where', 'filterArrJson'), oddText);
  return sample(fc.array(pair, { minLength: 1, maxLength: 3 }), nameOf(op)).map((pairs) => {
    const params = new URLSearchParams(pairs.map(([k, v]) => [k, v.slice(0, 300).toWellFormed()]));
    const isValid = accepts(op.query, Object.fromEntries(params));
    return { op, path: `${addressOf(op, 1)}?${params}`, isValid };
  });
}

function parameters(op: Operation): Try[] {
  if (!op.params) return [];
  return sample(oddText, `${nameOf(op)} id`)
    .map((text) => text.slice(0, 300).toWellFormed())
    .filter((text) => text.trim() !== '' && !op.params?.safeParse({ id: text, slug: text }).success)
    .map((text) => ({
      op,
      path: addressOf(op, text),
      isValid: false,
      ...(op.body && { body: '{}' }),
    }));
}

/** These do what they say: they would end the test's own customer, or its time. */
const SPARED = new Set(['DELETE /api/profile', 'POST /api/dev/clock']);
/** Asked by machines that know nothing of queries: it ignores what it does not know. */
const LENIENT = '/api/health';
const all = operations
  .filter(({ path }) => path !== LENIENT)
  .flatMap((op) => [...bodies(op), ...queries(op), ...parameters(op)]);

/** Far above what a busy machine needs, and far below what a runaway pattern or depth takes. */
const P99_MS = 5_000;

/** Answers how long each took, ms, the longest last. */
async function run(
  tries: readonly Try[],
  check: (one: Try, answer: Answer<unknown>) => void,
): Promise<number[]> {
  const took: number[] = [];
  const queue = [...tries];
  const worker = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      const token = tokenFor(one.op, tokens);
      const headers = { 'idempotency-key': randomUUID(), 'content-type': 'application/json' };
      const { op, path, body } = one;
      const startedAt = performance.now();
      check(one, await api.send(op.method, path, { token, headers, body }));
      took.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return took.sort((a, b) => a - b);
}

const about = ({ op, path, body }: Try) =>
  `FUZZ_SEED=${seed} ${op.method} ${path.slice(0, 200)} ${body?.slice(0, 300) ?? ''}`;

it('what a schema refuses is refused, and has written nothing', async () => {
  const invalid = all.filter(({ isValid }) => !isValid);
  expect(invalid.length).toBeGreaterThan(300);
  const before = await countsAtRest(site.base);
  const took = await run(invalid, (one, { status }) => {
    if (![400, 404, 413, 422].includes(status))
      expect.soft([about(one), status]).toEqual('refused');
  });
  expect(await countsAtRest(site.base)).toEqual(before);
  expect(took[Math.floor(took.length * 0.99)]).toBeLessThan(P99_MS);
}, 240_000);

it('what a schema lets through is no failure either, and no text becomes a filter', async () => {
  const valid = all.filter(({ isValid, op }) => isValid && !SPARED.has(nameOf(op)));
  expect(valid.length).toBeGreaterThan(10);
  await run(valid, (one, { status }) => {
    if (status >= 500) expect.soft([about(one), status]).toEqual('no failure');
  });
  // The customer is who it was, whatever was tried at others by their texts.
  const { userProfile } = (await api.send('GET', '/api/auth/me', { token: customer.token }))
    .body as { userProfile: { phone: string } };
  expect(userProfile.phone).toBe(customer.phone);
}, 240_000);

it.each(oddTexts.slice(0, 9))(
  'searching for %s finds at most those who are called so',
  async (query) => {
    const path = `/api/admin/users?${new URLSearchParams({ query })}`;
    const { status, body } = await api.send<{ users?: { name: string | null }[] }>('GET', path, {
      token: tokens.staff.owner,
    });
    if (status !== 200) return expect(status).toBe(422);
    // The tests before may have given somebody a name with these very signs in it.
    const others = body.users?.filter(
      ({ name }) => !name?.toLowerCase().includes(query.toLowerCase()),
    );
    expect(others).toEqual([]);
  },
);
