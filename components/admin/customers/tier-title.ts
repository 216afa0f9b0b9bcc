'use client';
import useSWR from 'swr';
import { adminApi, adminPaths, type LoyaltyStatus } from '@/lib/client/admin-api';

/** Titles of the active programme's tiers by their names; a name that it does not have stays. */
export function useTierTitle(): (name: string | null) => string {
  const { data } = useSWR<LoyaltyStatus>(adminPaths.loyalty, adminApi.loyalty, {
    revalidateOnFocus: false,
  });
  const programme = typeof data?.programme === 'object' ? data.programme : null;
  return (name) => programme?.tiers?.find((tier) => tier.name === name)?.title ?? name ?? '';
}
