'use client';
/** What pages read, through SWR: one answer for all who ask at the same time. */
import { useSyncExternalStore } from 'react';
import useSWR, { type SWRConfiguration } from 'swr';
import type {
  MaxSpendAnswer,
  MeAnswer,
  MenuAnswer,
  PromoAnswer,
  UserProfile,
} from '../api/answers';
import { api, paths } from './api';
import type { CartLine } from './cart';
import { isUnauthorized } from './errors';
import { rememberMenu } from './menu-memory';
import { storedProfile, storeProfile } from './profile';

async function readMenu(): Promise<MenuAnswer> {
  const menu = await api.menu();
  rememberMenu(menu);
  return menu;
}

/** The menu; `config.fallbackData` takes what a server already read. */
export function useMenu(config: SWRConfiguration = {}) {
  return useSWR(paths.menu, readMenu, { revalidateOnFocus: true, ...config });
}

async function me(): Promise<MeAnswer | null> {
  try {
    const answer = await api.me();
    storeProfile(answer.userProfile);
    return answer;
  } catch (error) {
    if (!isUnauthorized(error)) throw error;
    storeProfile(null);
    return null;
  }
}

/** The answer of `me` as last stored, so that the first paint already knows the balance. */
let remembered: { profile: UserProfile | null } | null = null;
const never = () => () => undefined;
function remember(): UserProfile | null {
  remembered ??= { profile: storedProfile() };
  return remembered.profile;
}

export interface Me {
  /** null: signed out, or not known yet. */
  profile: UserProfile | null;
  signedIn: boolean;
  /** Neither the server nor this browser's memory has answered yet. */
  isLoading: boolean;
}

/** Who is signed in. */
export function useMe(): Me {
  const last = useSyncExternalStore(never, remember, () => null);
  const { data, isLoading } = useSWR<MeAnswer | null>(paths.me, me);
  const profile = data === undefined ? last : (data?.userProfile ?? null);
  return { profile, signedIn: profile !== null, isLoading: isLoading && !profile };
}

/** Balance, tier and what expires soon; nothing is asked while signed out. */
export function useBalance() {
  const { signedIn } = useMe();
  return useSWR(signedIn ? paths.balance : null, api.balance);
}

/** Name, birthday and saved addresses. */
export function useProfile() {
  const { signedIn } = useMe();
  return useSWR(signedIn ? paths.profile : null, api.profile, { shouldRetryOnError: false });
}

export function useLevels() {
  const { signedIn } = useMe();
  return useSWR(signedIn ? paths.levels : null, api.levels);
}

/**
 * The most points that may go into an order of this total (rubles, delivery
 * included, promo code taken off). The last answer stays while a new one comes.
 */
export function useMaxSpend(orderTotal: number, deliveryCost: number, enabled: boolean) {
  const key = enabled && orderTotal > 0 ? paths.maxSpend(orderTotal, deliveryCost) : null;
  return useSWR<MaxSpendAnswer>(key, () => api.maxSpend(orderTotal, deliveryCost), {
    keepPreviousData: true,
  });
}

/**
 * Judges a promo code against the cart: again whenever the cart changes, and
 * after signing in, because a code may be for one use a customer.
 */
export function usePromo(
  code: string | null,
  lines: readonly CartLine[],
  signedIn: boolean,
  enabled: boolean,
) {
  const items = lines.map(({ menuItemId, quantity, addOnIds }) => ({
    menuItemId,
    quantity,
    addOnIds,
  }));
  const key =
    enabled && code && items.length > 0
      ? `promo:${signedIn}:${code}:${JSON.stringify(items)}`
      : null;
  return useSWR<PromoAnswer>(key, () => api.validatePromo({ code: code ?? '', items }), {
    shouldRetryOnError: false,
    revalidateOnFocus: false,
  });
}
