/** Telegram's `initData`, signed here step by step as its documentation says. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { linkTelegram, telegramIdOf } from '@/lib/customers/telegram';
import { addUser, createWorld } from './support';

const TOKEN = '7342037359:AAHI25ES9xCOMPokpYoz-p8XVrZUdygo2J4';
const NOW = Date.parse('2026-03-02T12:00:00Z');
const user = JSON.stringify({ id: 279058397, first_name: 'Анна & "Ко"', language_code: 'ru' });

const fields = {
  query_id: 'AAHdF6IQAAAAAN0XohDhrOrc',
  user,
  auth_date: String(NOW / 1000),
  signature: 'zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe',
};

/** data_check_string: all fields by name; key: HMAC of the bot's token under "WebAppData". */
function sign(data: Record<string, string>, token = TOKEN): string {
  const names = Object.keys(data).sort();
  const checked = names.map((name) => `${name}=${data[name]}`).join('\n');
  const key = createHmac('sha256', 'WebAppData').update(token).digest();
  const hash = createHmac('sha256', key).update(checked).digest('hex');
  return new URLSearchParams({ ...data, hash }).toString();
}

describe('telegramIdOf', () => {
  test('accepts what the algorithm signs', () => {
    expect(telegramIdOf(sign(fields), TOKEN, NOW)).toBe('279058397');
  });

  test('computes the documented hash', () => {
    // Worked out with openssl: printf of the lines, dgst -sha256 -mac HMAC with the key in hex.
    const data = { auth_date: '1772452800', query_id: 'Q', user: '{"id":42}' };
    const hash = 'f288a18089ba32e495ffd492467704eb73aa6b7e63d62897650c9133a0757bd1';
    expect(sign(data)).toContain(`hash=${hash}`);
    const initData = `user=%7B%22id%22%3A42%7D&hash=${hash}&auth_date=1772452800&query_id=Q`;
    expect(telegramIdOf(initData, TOKEN, 1_772_452_800_000)).toBe('42');
  });

  test.each([
    ['another bot', sign(fields, '1:other'), NOW],
    ['a changed user', sign(fields).replace('279058397', '279058398'), NOW],
    ['an added field', `${sign(fields)}&start_param=x`, NOW],
    ['a field named twice', `${sign(fields)}&user=${encodeURIComponent('{"id":1}')}`, NOW],
    ['no hash', new URLSearchParams(fields).toString(), NOW],
    ['a hash that is not hex', `${new URLSearchParams(fields)}&hash=${'z'.repeat(64)}`, NOW],
    ['a short hash', sign(fields).replace(/hash=\w{2}/, 'hash='), NOW],
    ['a day and a second later', sign(fields), NOW + 86_401_000],
    ['long before it was signed', sign(fields), NOW - 3_600_000],
    ['no date', sign({ user }), NOW],
    ['a date that is none', sign({ user, auth_date: 'x' }), NOW],
    ['no user', sign({ auth_date: fields.auth_date }), NOW],
    ['a user without a number', sign({ ...fields, user: '{"id":"1"}' }), NOW],
    ['a user that is not JSON', sign({ ...fields, user: 'Анна' }), NOW],
    ['nothing', '', NOW],
  ])('refuses %s', (_name, initData, now) => {
    expect(telegramIdOf(initData, TOKEN, now)).toBeNull();
  });

  test('is good for a day', () => {
    expect(telegramIdOf(sign(fields), TOKEN, NOW + 86_400_000)).toBe('279058397');
  });
});

test('an account moves to whoever proves it last', async () => {
  const { ctx, store } = createWorld();
  const [first, second] = [await addUser(store), await addUser(store)];
  await linkTelegram(ctx, first.id, '5');
  await linkTelegram(ctx, first.id, '5');
  expect((await store.users.byTelegramId('5'))?.id).toBe(first.id);
  await linkTelegram(ctx, second.id, '5');
  expect((await store.users.byTelegramId('5'))?.id).toBe(second.id);
  expect((await store.users.byId(first.id))?.telegramId).toBeNull();
});
