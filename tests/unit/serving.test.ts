/** What stands between the site and the internet, as far as it is pure. */
import { describe, expect, test, vi } from 'vitest';
import { memoryCache } from '@/lib/server/cache';
import { cachedReads, droppingStore } from '@/lib/server/cached-reads';
import { clientAddress } from '@/lib/server/client-address';
import { parseConfig } from '@/lib/server/config';
import { contentPolicy, newNonce, nonceOf } from '@/lib/server/content-policy';
import { createCounter } from '@/lib/server/limits';
import { createLogger } from '@/lib/server/log';
import { redact } from '@/lib/server/redact';
import { requestIdOf } from '@/lib/server/request-id';
import { createMemoryStore } from '@/lib/store/memory';
import { draft, seal } from '../contract/samples';

const strong = {
  NODE_ENV: 'production',
  NOCODB_URL: 'http://nocodb:8080',
  NOCODB_TOKEN: 't0ken',
  JWT_SECRET: 'q3Zr8TnVb0xYwK5hLcFjDsAeUiOmPg7R',
  CRON_SECRET: 'hX9vLw2KbQzNfR6t',
  CODE_WEBHOOK_URL: 'https://sms.restaurant.ru/send',
  ALLOW_SANDBOX_PAYMENTS: 'true',
};

describe('a site with a bad secret does not start, and says which', () => {
  test('a good environment is accepted', () => {
    expect(parseConfig(strong)).toMatchObject({ RATE_LIMIT_CUSTOMER: 100, RATE_LIMIT_STAFF: 200 });
  });

  test.each([
    ['JWT_SECRET', undefined, 'received undefined'],
    ['JWT_SECRET', '', 'received undefined'],
    ['JWT_SECRET', 'q3Zr8TnVb0xYwK5h', 'at least 32 characters'],
    ['JWT_SECRET', 'ab'.repeat(20), 'too few different characters'],
    ['JWT_SECRET', 'change-me-please-0123456789abcdef', 'looks like an example'],
    ['JWT_SECRET', 'my-secret-key-of-32-characters-xyz', 'looks like an example'],
    ['CRON_SECRET', undefined, 'received undefined'],
    ['CRON_SECRET', 'hX9vLw2K', 'at least 16 characters'],
    ['CRON_SECRET', '1'.repeat(16), 'too few different characters'],
    ['CRON_SECRET', 'test-cron-secret-9', 'looks like an example'],
    ['CRON_SECRET', strong.JWT_SECRET, 'the same as JWT_SECRET'],
    ['HOOK_SECRET', 'short', 'at least 16 characters'],
    ['HOOK_SECRET', strong.CRON_SECRET, 'the same as CRON_SECRET'],
    ['METRICS_SECRET', 'short', 'at least 16 characters'],
    ['METRICS_SECRET', 'aaaabbbbaaaabbbb', 'too few different characters'],
    ['NOCODB_URL', 'nocodb', 'Invalid URL'],
    ['NOCODB_TOKEN', undefined, 'received undefined'],
    ['REDIS_URL', 'http://redis:6379', 'Invalid URL'],
    ['TRUSTED_PROXIES', '-1', '>=0'],
    ['RATE_LIMIT_CUSTOMER', '0', '>=1'],
    ['CLOCK_SECRET', 'hK8vLw2KbQzNfR6t', 'only with BIND_HOST on loopback'],
    ['CODE_SENDER', 'screen', 'only with BIND_HOST on loopback'],
  ])('%s = %s', (name, value, message) => {
    const start = () => parseConfig({ ...strong, [name]: value });
    expect(start).toThrow(`${name}: `);
    expect(start).toThrow(message);
    // The message goes to a log: it names the variable, never the secret.
    if (value && name.endsWith('SECRET')) expect(start).not.toThrow(value);
  });

  test('on loopback the words of the demo and the tests are let through', () => {
    const demo = { BIND_HOST: '127.0.0.1', CRON_SECRET: 'demo-cron-secret-1234' };
    expect(parseConfig({ ...strong, ...demo }).CRON_SECRET).toBe(demo.CRON_SECRET);
  });
});

describe('the address of a client', () => {
  test.each([
    ['nobody before us', undefined, '203.0.113.9', 0, '203.0.113.9'],
    ['a forged list, nobody before us', '1.1.1.1, 2.2.2.2', '203.0.113.9', 0, '203.0.113.9'],
    ['one proxy', '203.0.113.9', '10.0.0.1', 1, '203.0.113.9'],
    ['one proxy and a forged list', '1.1.1.1, 203.0.113.9', '10.0.0.1', 1, '203.0.113.9'],
    ['two proxies', '1.1.1.1, 203.0.113.9, 10.0.0.2', '10.0.0.1', 2, '203.0.113.9'],
    ['fewer hops than trusted', undefined, '203.0.113.9', 2, '203.0.113.9'],
    ['IPv4 in IPv6', undefined, '::ffff:203.0.113.9', 0, '203.0.113.9'],
    ['IPv6: its network', undefined, '2001:db8:1:2:aaaa::1', 0, '2001:db8:1:2::/64'],
    ['IPv6, short', undefined, '2001:db8::1', 0, '2001:db8:0:0::/64'],
    ['loopback', undefined, '::1', 0, '0:0:0:0::/64'],
    ['nothing known', undefined, undefined, 0, 'unknown'],
  ])('%s', (_, forwarded, socket, trusted, address) => {
    expect(clientAddress(forwarded, socket, trusted)).toBe(address);
  });
});

describe('the policy of pages', () => {
  test('has a nonce that is found again, and no way around it', () => {
    const nonce = newNonce();
    const policy = contentPolicy({ nonce, telegram: false, dev: false });
    expect(nonceOf(policy)).toBe(nonce);
    expect(policy).toContain("frame-ancestors 'none'");
    const scripts = policy.split('; ').find((d) => d.startsWith('script-src'));
    expect(scripts).not.toMatch(/unsafe|https?:|\*/);
    expect(newNonce()).not.toBe(nonce);
  });

  test('lets Telegram frame the site where there is a bot', () => {
    const policy = contentPolicy({ nonce: 'x', telegram: true, dev: false });
    expect(policy).toContain('frame-ancestors https://web.telegram.org');
  });
});

test.each([
  ['9f1c-a.b:c', true],
  [null, false],
  ['', false],
  ['a b', false],
  ['a\nfake line', false],
  ['x'.repeat(101), false],
])('request id %j is kept: %s', (given, kept) => {
  expect(requestIdOf(given) === given).toBe(kept);
  expect(requestIdOf(given)).toMatch(/^[\w.:-]{1,100}$/);
});

describe('logs hold no personal data', () => {
  const person = {
    phone: '+79161234567',
    name: 'Ольга',
    email: 'olga@example.com',
    deliveryAddress: 'Лесная улица, 5',
    birthDate: '1990-05-05',
    comment: 'Позвоните',
    devCode: '123456',
    password: 'correct horse',
    headers: { cookie: 'kopilka_session=abc' },
  };
  const values = Object.values(person).filter((v) => typeof v === 'string');

  test('by field, however deep', () => {
    const text = JSON.stringify(redact({ ...person, deep: [{ user: person }] }));
    for (const value of [...values, 'kopilka_session']) expect(text).not.toContain(value);
  });

  test.each([
    ['Key (phone)=(+79161234567) already exists', '+79161234567'],
    ['звонок с 8 (916) 123-45-67', '123-45-67'],
    ['79161234567 занят', '79161234567'],
    ['no mail for olga@example.com', 'olga@'],
    ['Bearer abc.def', 'abc.def'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'eyJ'],
    ['redis://user:hunter2@cache:6379 refused', 'hunter2'],
  ])('in a text: %s', (text, secret) => {
    expect(JSON.stringify(redact({ error: new Error(text), text }))).not.toContain(secret);
  });

  test('what is none stays: ids, times, sums, codes', () => {
    const fields = {
      userId: 17,
      at: 1_764_208_800_000,
      text: 'order 79161234 at 1764208800000, 12345678901234',
      time: '2026-11-27T02:00:00.000Z',
      path: '/api/orders/1764208800000',
      nothing: null,
    };
    expect(redact(fields)).toEqual(fields);
  });

  test('the log writes one JSON object a line, redacted', async () => {
    const fs = await import('node:fs');
    const written: string[] = [];
    const spy = vi.spyOn(fs.default, 'writeSync').mockImplementation((_fd, text) => {
      written.push(String(text));
      return String(text).length;
    });
    try {
      createLogger({ requestId: 'r-1' }).warn('something.happened', person);
    } finally {
      spy.mockRestore();
    }
    const line = JSON.parse(written.join(''));
    expect(line).toMatchObject({ level: 'warn', event: 'something.happened', requestId: 'r-1' });
    expect(Date.parse(line.time)).toBeGreaterThan(0);
    for (const value of values) expect(written.join('')).not.toContain(value);
  });
});

describe('the cache', () => {
  const world = () => {
    let now = 0;
    const cache = memoryCache(() => now, 3);
    return {
      cache,
      pass: (ms: number) => {
        now += ms;
      },
    };
  };
  const text = async (cache: ReturnType<typeof memoryCache>, key: string) =>
    (await cache.read(key)).text;
  const mark = async (cache: ReturnType<typeof memoryCache>, key: string) => {
    const missed = await cache.read(key);
    return missed.text === null ? missed.mark : null;
  };

  test('keeps for so long, and drops', async () => {
    const { cache, pass } = world();
    await cache.keep('a', '1', 60, await mark(cache, 'a'));
    pass(59_999);
    expect(await text(cache, 'a')).toBe('1');
    pass(1);
    expect(await text(cache, 'a')).toBeNull();
    await cache.keep('a', '2', 60, await mark(cache, 'a'));
    await cache.drop('a');
    expect(await text(cache, 'a')).toBeNull();
  });

  test('a reader that began before a write cannot put the old value back', async () => {
    const { cache } = world();
    const before = await mark(cache, 'a');
    await cache.drop('a');
    await cache.keep('a', 'old', 60, before);
    expect(await text(cache, 'a')).toBeNull();
    // Also not when the count of drops was thrown away to make room.
    for (const key of ['b', 'c', 'd', 'e']) await cache.drop(key);
    await cache.keep('a', 'old', 60, before);
    expect(await text(cache, 'a')).toBeNull();
  });

  test('forgets the oldest when it is full', async () => {
    const { cache } = world();
    for (const key of ['a', 'b', 'c', 'd']) await cache.keep(key, key, 60, await mark(cache, key));
    expect(await text(cache, 'a')).toBeNull();
    expect(await text(cache, 'd')).toBe('d');
  });

  test('a balance is read once, and anew after every append, also one that failed', async () => {
    const { cache } = world();
    const straight = createMemoryStore();
    const store = droppingStore(straight, cache);
    const reads = cachedReads(straight, cache);
    const head = vi.spyOn(straight.ledger, 'head');
    const balance = async () => (await reads.account(1)).balance;
    expect(await balance()).toBe(0);
    expect(await balance()).toBe(0);
    expect(head).toHaveBeenCalledTimes(1);
    await store.ledger.append(seal(1, [draft(100)]));
    expect(await balance()).toBe(100);
    vi.spyOn(straight.ledger, 'append').mockRejectedValueOnce(new Error('lost'));
    await expect(store.ledger.append(seal(1, [draft(5)]))).rejects.toThrow('lost');
    await balance();
    expect(head).toHaveBeenCalledTimes(3);
  });
});

test('a counter says when it was one too many, and for how long', async () => {
  const counter = createCounter('unit', 2, 60, null);
  expect(await counter.take('a')).toMatchObject({ over: false, consumed: 1 });
  expect(await counter.blockedFor('a')).toBe(0);
  expect(await counter.take('a')).toMatchObject({ over: false });
  expect(await counter.blockedFor('a')).toBeGreaterThan(50);
  expect(await counter.take('a')).toMatchObject({ over: true, consumed: 3 });
  expect(await counter.take('b')).toMatchObject({ over: false });
});
