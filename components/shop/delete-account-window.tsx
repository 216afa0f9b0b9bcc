'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useSWRConfig } from 'swr';
import { api } from '@/lib/client/api';
import { hasCode } from '@/lib/client/errors';
import { useBalance, useMe } from '@/lib/client/hooks';
import { problemText } from '@/lib/client/problem-text';
import { forgetCustomer } from '@/lib/client/profile';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { Notice } from '../ui/notice';
import { toast } from '../ui/toast-store';
import { Window } from '../ui/window';

/** Tells what goes and what stays before the account is deleted for good. */
export function DeleteAccountWindow({ onClose }: { onClose(): void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const router = useRouter();
  const { mutate } = useSWRConfig();
  const { profile } = useMe();
  const { data: balance } = useBalance();
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const points = profile?.loyaltyPoints ?? 0;
  const pending = balance?.pending ?? 0;
  const effects = [
    ...(points > 0 ? [t('profile.deletePoints', { count: points })] : []),
    ...(pending > 0 ? [t('profile.deletePending', { count: pending })] : []),
    t('profile.deleteData'),
    t('profile.deleteOrders'),
  ];

  async function erase() {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await api.deleteAccount();
      await forgetCustomer(mutate);
      toast(t('profile.deleted'));
      router.push('/');
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  return (
    <Window
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={t('profile.deleteTitle')}
      lead={t('profile.deleteLead')}
    >
      <ul className="grid list-disc gap-1.5 ps-5">
        {effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <div className="mt-4">
        <Checkbox checked={sure} onChange={setSure}>
          {t('profile.deleteSure')}
        </Checkbox>
      </div>
      {error !== null && (
        <div className="mt-4">
          <Notice tone="bad" alert>
            {hasCode(error, 'ACTIVE_ORDERS') ? t('profile.deleteActive') : problemText(i18n, error)}
          </Notice>
        </div>
      )}
      <div className="mt-6 grid grid-cols-2 gap-3">
        <Button look="outline" onClick={onClose} disabled={busy}>
          {t('order.cancelKeep')}
        </Button>
        <Button look="danger" busy={busy} disabled={!sure} onClick={() => void erase()}>
          {t('profile.delete')}
        </Button>
      </div>
    </Window>
  );
}
