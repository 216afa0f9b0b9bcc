'use client';
import Link from 'next/link';
import { useState } from 'react';
import useSWR from 'swr';
import { adminApi, adminPaths, type LoyaltyStatus } from '@/lib/client/admin-api';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Skeleton } from '../ui/skeleton';
import { Switch } from '../ui/switch';
import { toast } from '../ui/toast-store';
import { AdminFailure } from './failure';

/** The loyalty module's switch. */
export function AdminSettings() {
  const i18n = useI18n();
  const { t } = i18n;
  const { data, error, mutate } = useSWR<LoyaltyStatus>(adminPaths.loyalty, adminApi.loyalty);
  const [busy, setBusy] = useState(false);

  async function toggle(enabled: boolean) {
    setBusy(true);
    try {
      await adminApi.toggleLoyalty(enabled);
      await mutate((old) => old && { ...old, enabled }, { revalidate: false });
      toast(t(enabled ? 'admin.loyaltyTurnedOn' : 'admin.loyaltyTurnedOff'));
    } catch (failure) {
      toast(problemText(i18n, failure), 'bad');
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <h1 className="text-2xl">{t('admin.settings')}</h1>
      <section aria-labelledby="loyalty-title" className="card mt-5 max-w-xl p-6">
        <h2 id="loyalty-title" className="mb-3 text-lg">
          {t('admin.loyalty')}
        </h2>
        {data ? (
          <>
            <Switch
              label={t('admin.loyaltySwitch')}
              hint={t(data.enabled ? 'admin.loyaltyOn' : 'admin.loyaltyOff')}
              checked={data.enabled}
              disabled={busy}
              onChange={(enabled) => void toggle(enabled)}
            />
            <p className="mt-4 border-t border-line pt-4 text-sm text-muted">
              {t('admin.programme')}: <span className="text-ink">{programmeName(data)}</span>
              {' · '}
              <Link href="/docs" className="text-accent-ink underline underline-offset-4">
                {t('docs.title')}
              </Link>
            </p>
          </>
        ) : error ? (
          <AdminFailure error={error} onRetry={() => void mutate()} />
        ) : (
          <Skeleton className="h-16" />
        )}
      </section>
    </>
  );
}

function programmeName({ programme }: LoyaltyStatus): string {
  if (typeof programme === 'string') return programme;
  return programme.title ?? programme.id ?? programme.programme ?? '';
}
