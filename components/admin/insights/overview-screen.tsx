'use client';
import { RefreshCw } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import useSWR from 'swr';
import type { OverviewAnswer } from '@/lib/api/openapi/answers-insights';
import { insightPaths, insightsApi } from '@/lib/client/insights-api';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { toast } from '../../ui/toast-store';
import { AdminFailure } from '../failure';
import { LiabilityPanel, MovesPanel, PromoPanel, TiersPanel } from './overview-panels';
import { OverviewTiles } from './overview-tiles';
import { Select } from './select';

const PERIODS = ['30', '90', '180', '365'] as const;
type Period = (typeof PERIODS)[number];
type Group = 'day' | 'week';

/** What points cost, who holds them, what orders with them are like. Period and grouping are in the address. */
export function OverviewScreen() {
  const i18n = useI18n();
  const { t, dateTime } = i18n;
  const { days, group, choose } = useChoices();
  const { data, error, mutate } = useSWR<OverviewAnswer>(
    insightPaths.overview(Number(days)),
    insightsApi.overview,
    { refreshInterval: (latest) => (latest?.computing ? 1500 : 0) },
  );
  const [asking, setAsking] = useState(false);

  async function refresh() {
    setAsking(true);
    try {
      await mutate(await insightsApi.refreshOverview(Number(days)), { revalidate: false });
    } catch (failure) {
      toast(problemText(i18n, failure), 'bad');
    } finally {
      setAsking(false);
    }
  }

  const overview = data?.overview;
  return (
    <>
      <div className="grid grid-cols-2 items-end gap-x-4 gap-y-3 sm:flex sm:flex-wrap">
        <div className="col-span-2 me-auto">
          <h1 className="text-2xl">{t('overview.title')}</h1>
          <p className="mt-1 text-sm text-muted" aria-live="polite">
            {data?.computing
              ? t('overview.computing', { ...data.progress })
              : overview && t('overview.computed', { at: dateTime(overview.computedAt) })}
          </p>
        </div>
        <Select<Period>
          label={t('overview.period')}
          value={days}
          options={PERIODS.map((value) => ({
            value,
            name: t('overview.days', { count: Number(value) }),
          }))}
          onChange={(value) => choose({ days: value })}
        />
        <Select<Group>
          label={t('overview.group')}
          value={group}
          options={[
            { value: 'day', name: t('overview.byDay') },
            { value: 'week', name: t('overview.byWeek') },
          ]}
          onChange={(value) => choose({ group: value })}
        />
        <Button
          look="outline"
          className="col-span-2 min-h-12"
          busy={asking || data?.computing === true}
          onClick={() => void refresh()}
        >
          <RefreshCw aria-hidden="true" className="size-4.5" />
          {t('overview.refresh')}
        </Button>
      </div>
      {data?.failed && overview && (
        <div className="mt-4">
          <Notice tone="bad">{t('overview.failed')}</Notice>
        </div>
      )}
      {!overview &&
        (error ? (
          <AdminFailure error={error} onRetry={() => void mutate()} />
        ) : data?.failed && !data.computing ? (
          <EmptyState title={t('error.title')} text={t('overview.failedFirst')} />
        ) : (
          <Skeleton className="mt-5 h-96 rounded-xl" />
        ))}
      {overview?.customers === 0 && (
        <EmptyState title={t('overview.empty')} text={t('overview.emptyText')} />
      )}
      {overview && overview.customers > 0 && (
        <div className="mt-5 grid grid-cols-1 gap-5">
          {overview.unreadable > 0 && (
            <Notice tone="bad">{t('overview.unreadable', { count: overview.unreadable })}</Notice>
          )}
          <OverviewTiles overview={overview} />
          <MovesPanel overview={overview} group={group} />
          <LiabilityPanel overview={overview} />
          <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
            <TiersPanel overview={overview} />
            <PromoPanel overview={overview} />
          </div>
        </div>
      )}
    </>
  );
}

function useChoices() {
  const router = useRouter();
  const path = usePathname();
  const query = useSearchParams();
  const days = PERIODS.find((p) => p === query.get('days')) ?? '90';
  const group: Group = query.get('group') === 'day' ? 'day' : 'week';
  const choose = (change: { days?: Period; group?: Group }) => {
    const next = new URLSearchParams(query);
    for (const [key, value] of Object.entries(change)) next.set(key, value);
    router.replace(`${path}?${next}`, { scroll: false });
  };
  return { days, group, choose };
}
