'use client';
import { useSWRConfig } from 'swr';
import { api } from '@/lib/client/api';
import { problemText } from '@/lib/client/problem-text';
import { forgetCustomer } from '@/lib/client/profile';
import { useI18n } from '@/lib/messages/provider';
import { toast } from '../ui/toast-store';

/** Signs out and forgets the customer here; the cart stays. */
export function useSignOut(): () => Promise<void> {
  const i18n = useI18n();
  const { mutate } = useSWRConfig();
  return async () => {
    try {
      await api.signOut();
      await forgetCustomer(mutate);
    } catch (error) {
      toast(problemText(i18n, error), 'bad');
    }
  };
}
