/** Customers made past the site: what many of them do is tested, not how they came. */
import { randomUUID } from 'node:crypto';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { joinProgram } from '@/lib/loyalty/join';
import type { PresetName } from '@/lib/loyalty/presets';
import { signToken } from '@/lib/server/tokens';
import type { Store } from '@/lib/store/port';
import { createWorld } from '../unit/support';
import { SECRETS } from './site';

export interface MadeCustomer {
  id: number;
  token: string;
}

let phones = 0;

/** Joined, with points, signed in for a quarter of an hour. */
export async function makeCustomer(
  store: Store,
  points: number,
  program: PresetName = 'standard',
): Promise<MadeCustomer> {
  const world = createWorld(program);
  world.setNow(Date.now());
  const ctx = world.sibling(store);
  const phone = `+7901${String(++phones).padStart(7, '0')}`;
  const made = await store.users.insert({
    phone,
    name: null,
    birthDate: null,
    joinedAt: Date.now(),
  });
  if (!made.won) throw new Error('phone taken');
  await joinProgram(ctx, made.row.id);
  const gift = {
    userId: made.row.id,
    points,
    reason: 'подарок',
    adminId: 1,
    key: randomUUID(),
  };
  if (points > 0) await adjustBalance(ctx, gift);
  await world.drain();
  return {
    id: made.row.id,
    token: await signToken({ kind: 'customer', id: made.row.id }, SECRETS.jwt),
  };
}
