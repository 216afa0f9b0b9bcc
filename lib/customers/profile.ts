/** What a customer changes about the own account. */
import type { Context } from '../context';
import { sha256 } from '../loyalty/hash';
import { type NoticeKind, noticeKinds } from '../notices/kinds';
import { type Refusal, refuse } from '../refusal';
import type { SavedAddress } from '../store/port-accounts';
import type { User } from '../store/port-users';
import { type CodeRefusal, checkCode } from './sign-in';
import { claimWelcome } from './welcome';

/** The customer; null when there is none, or the account was deleted. */
export async function readCustomer(ctx: Context, userId: number): Promise<User | null> {
  const user = await ctx.store.users.byId(userId);
  return user && user.erasedAt === null ? user : null;
}

/** undefined = leave as it is. */
export interface ProfileChange {
  name?: string | undefined;
  birthDate?: string | undefined;
  notices?: Partial<Record<NoticeKind, boolean | undefined>> | undefined;
}

/**
 * Name, birth date, and what to be told of. Another birth date brings no second bonus within 330 days:
 * the job sees to that (lib/jobs/birthday-bonuses.ts). null: no such customer.
 */
export async function changeProfile(
  ctx: Context,
  userId: number,
  { name, birthDate, notices }: ProfileChange,
): Promise<User | null> {
  const user = await readCustomer(ctx, userId);
  if (!user) return null;
  return ctx.store.users.update(userId, {
    ...(name !== undefined && { name }),
    ...(birthDate !== undefined && { birthDate }),
    ...(notices !== undefined && {
      noticesOff: noticeKinds.filter((kind) => !(notices[kind] ?? !user.noticesOff.includes(kind))),
    }),
  });
}

/** Replaces the saved addresses; equal ones become one. null: no such customer. */
export async function saveAddresses(
  ctx: Context,
  userId: number,
  given: readonly Omit<SavedAddress, 'id'>[],
): Promise<User | null> {
  if (!(await readCustomer(ctx, userId))) return null;
  const withIds = given.map(({ title, text }) => ({ id: addressId(title, text), title, text }));
  const addresses = [...new Map(withIds.map((a) => [a.id, a])).values()];
  return ctx.store.users.update(userId, { addresses });
}

function addressId(title: string, text: string): string {
  return sha256(`${title}\n${text}`).slice(0, 12);
}

export type PhoneChanged = { ok: true; user: User } | Refusal | CodeRefusal;

/**
 * Moves the account to another phone. The code is judged first: who does not hold
 * the phone learns nothing about it. Neither phone can bring another welcome bonus.
 * Refused: CODE_WRONG, CODE_EXPIRED, TOO_MANY_REQUESTS, PHONE_TAKEN. null: no such
 * customer.
 */
export async function changePhone(
  ctx: Context,
  userId: number,
  { phone, code }: { phone: string; code: string },
  secret: string,
): Promise<PhoneChanged | null> {
  const user = await readCustomer(ctx, userId);
  if (!user) return null;
  const checked = await checkCode(ctx, phone, code, secret);
  if (!checked.ok) return checked;
  await claimWelcome(ctx, secret, user.phone, userId);
  if (!(await ctx.store.users.changePhone(userId, phone))) return refuse('PHONE_TAKEN');
  await claimWelcome(ctx, secret, phone, userId);
  return { ok: true, user: { ...user, phone } };
}
