'use client';
/** The customer's profile: fresh from POST and PATCH, kept for an instant first paint. */
import type { ScopedMutator } from 'swr';
import type { BalanceAnswer, MeAnswer, OrderAnswer, OrderView, UserProfile } from '../api/answers';
import { paths } from './api';
import { readLocalJson, writeLocal } from './local';

const STORE = 'kopilka.profile';

/** The profile this browser saw last, or null. */
export function storedProfile(): UserProfile | null {
  const value = readLocalJson(STORE);
  if (typeof value !== 'object' || value === null) return null;
  const profile = value as Partial<UserProfile>;
  const whole =
    typeof profile.id === 'number' &&
    typeof profile.phone === 'string' &&
    typeof profile.loyaltyPoints === 'number' &&
    typeof profile.totalSpent === 'number';
  return whole ? (profile as UserProfile) : null;
}

export function storeProfile(profile: UserProfile | null): void {
  writeLocal(STORE, profile ? JSON.stringify(profile) : null);
}

/** Puts a fresh profile into every cached answer that shows it; asks nothing. */
export async function applyProfile(mutate: ScopedMutator, profile: UserProfile): Promise<void> {
  storeProfile(profile);
  const still = { revalidate: false };
  await Promise.all([
    mutate<MeAnswer | null>(
      paths.me,
      (me) => ({ loyaltyEnabled: me?.loyaltyEnabled ?? true, userProfile: profile }),
      still,
    ),
    mutate<BalanceAnswer>(
      paths.balance,
      (old) => old && { ...old, balance: profile.loyaltyPoints, totalSpent: profile.totalSpent },
      still,
    ),
  ]);
}

/**
 * Takes over the answer of POST or PATCH: the order into its cache, the profile
 * everywhere. Only an older server, which left the profile out, is asked again.
 */
export async function applyOrderAnswer(mutate: ScopedMutator, answer: OrderAnswer): Promise<void> {
  await mutate<OrderView>(paths.order(answer.order.id), answer.order, { revalidate: false });
  if (answer.userProfile) await applyProfile(mutate, answer.userProfile);
  else await mutate(paths.me);
}

/** Signed out: nothing of the customer stays in the caches. */
export async function forgetCustomer(mutate: ScopedMutator): Promise<void> {
  storeProfile(null);
  await mutate(paths.me, null, { revalidate: false });
  await mutate(
    (key) => typeof key === 'string' && key !== paths.me && key !== paths.menu,
    undefined,
    { revalidate: false },
  );
}
