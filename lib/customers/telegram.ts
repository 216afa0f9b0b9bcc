/**
 * Telegram Mini App sign-in (SPEC 5): `initData` is proved as Telegram documents it,
 * by HMAC-SHA-256 with the bot's token
 * (https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '../context';

/** `initData` is good for a day, and for clocks that go ahead of ours a little. */
const MOST_AGE_MS = 24 * 60 * 60 * 1000;
const MOST_AHEAD_MS = 5 * 60 * 1000;
const MOST_TRIES = 5;

const userSchema = z.object({ id: z.int().positive() });

/** The id of the Telegram account that opened the app; null when that is not proved. */
export function telegramIdOf(initData: string, botToken: string, now: number): string | null {
  const fields = [...new URLSearchParams(initData)];
  const byName = new Map(fields);
  if (byName.size !== fields.length) return null;
  const hash = byName.get('hash') ?? '';
  byName.delete('hash');
  const checked = [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
  const key = createHmac('sha256', 'WebAppData').update(botToken).digest();
  const expected = createHmac('sha256', key).update(checked).digest();
  const given = Buffer.from(/^[0-9a-f]{64}$/.test(hash) ? hash : '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const age = now - Number(byName.get('auth_date') ?? Number.NaN) * 1000;
  if (!(age <= MOST_AGE_MS && age >= -MOST_AHEAD_MS)) return null;
  return userIdOf(byName.get('user') ?? '');
}

function userIdOf(json: string): string | null {
  try {
    return String(userSchema.parse(JSON.parse(json)).id);
  } catch {
    return null;
  }
}

/**
 * Links a proved Telegram account to the customer of a verified phone. One that was
 * another customer's moves: its holder has just said so.
 */
export async function linkTelegram(
  ctx: Context,
  userId: number,
  telegramId: string,
): Promise<void> {
  const { users } = ctx.store;
  for (let i = 0; i < MOST_TRIES; i++) {
    if (await users.linkTelegram(userId, telegramId)) return;
    const holder = await users.byTelegramId(telegramId);
    if (holder && holder.id !== userId) await users.linkTelegram(holder.id, null);
  }
  throw new Error(`Telegram account of customer ${userId}: ${MOST_TRIES} attempts to link it lost`);
}
