'use client';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import useSWR from 'swr';
import { adminApi, adminPaths, type LoyaltyStatus } from '@/lib/client/admin-api';
import { problemText } from '@/lib/client/problem-text';
import { useStaff } from '@/lib/client/use-staff';
import { programmeDocs } from '@/lib/insights/programme-docs';
import type { LoyaltyProgram } from '@/lib/loyalty/program';
import { BUSINESS_TZ } from '@/lib/messages/format';
import { useI18n } from '@/lib/messages/provider';
import { Example } from '../../docs/programme-docs';
import { NumberTable } from '../../ui/number-table';
import { Skeleton } from '../../ui/skeleton';
import { Switch } from '../../ui/switch';
import { toast } from '../../ui/toast-store';
import { AdminFailure } from '../failure';

/** The module's switch, and the rules that the active programme goes by. */
export function LoyaltyTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const { can } = useStaff();
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

  if (!data) {
    return error ? (
      <AdminFailure error={error} onRetry={() => void mutate()} />
    ) : (
      <Skeleton className="h-80 rounded-xl" />
    );
  }
  const state = t(data.enabled ? 'admin.loyaltyOn' : 'admin.loyaltyOff');
  return (
    <div className="grid gap-4">
      <section className="card p-5 sm:p-6">
        <Switch
          label={t('admin.loyaltySwitch')}
          hint={can('owner') ? state : `${state}. ${t('settings.ownerSwitches')}`}
          checked={data.enabled}
          disabled={busy || !can('owner')}
          onChange={(enabled) => void toggle(enabled)}
        />
      </section>
      <Rules programme={data.programme} />
    </div>
  );
}

/** The programme's parameters in words, from the same data that orders are counted with. */
function Rules({ programme }: { programme: LoyaltyProgram }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [now] = useState(Date.now);
  const sections = programmeDocs(programme, i18n, BUSINESS_TZ, now);
  return (
    <section aria-labelledby="rules-title" className="card p-5 sm:p-6">
      <h2 id="rules-title" className="text-lg">
        {t('settings.programme', { title: programme.title })}
      </h2>
      <p className="mt-1 max-w-prose text-sm text-muted">{t('settings.programmeLead')}</p>
      <Link
        href="/docs"
        className="mt-2 inline-flex min-h-11 items-center gap-1.5 font-semibold text-accent-ink"
      >
        {t('settings.programmeDocs')}
        <ArrowRight aria-hidden="true" className="size-4.5" />
      </Link>
      <dl className="mt-3">
        {sections.map(({ id, title, paragraphs, table, example }) => (
          <div
            key={id}
            className="grid gap-x-8 gap-y-1 border-t border-line py-4 md:grid-cols-[13rem_1fr]"
          >
            <dt className="font-semibold">{title}</dt>
            <dd className="grid min-w-0 max-w-prose gap-1.5 text-sm">
              {paragraphs.map((text) => (
                <p key={text}>{text}</p>
              ))}
              {table && (
                <NumberTable
                  caption={title}
                  head={table.head}
                  rows={table.rows.map((cells) => ({ key: cells[0] ?? '', cells }))}
                />
              )}
              {/* The base is told by an example only. */}
              {id === 'earning' && example && <Example {...example} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
