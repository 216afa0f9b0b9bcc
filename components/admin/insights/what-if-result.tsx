'use client';
import { Download } from 'lucide-react';
import Link from 'next/link';
import type { WhatIfResultView, WhatIfRunView } from '@/lib/api/openapi/answers-insights';
import { showPhone } from '@/lib/client/phone';
import { figures, tierRows, whatIfCsv } from '@/lib/insights/csv';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { NumberTable } from '../../ui/number-table';
import { LazyBars } from './lazy-bars';
import { Panel } from './table';

interface Props {
  run: WhatIfRunView;
  result: WhatIfResultView;
}

const WAS = 'var(--line-strong)';
const WOULD = 'var(--accent)';

/** Both sides beside each other: sums, tiers, the customers whom it touches most. */
export function WhatIfResult({ run, result }: Props) {
  const i18n = useI18n();
  const { t, date } = i18n;
  const { actual, tried } = result;
  const sides = [
    { key: 'was', name: t('whatIf.was'), colour: WAS },
    { key: 'would', name: t('whatIf.would'), colour: WOULD },
  ];
  const tiers = tierRows(actual, tried);
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="me-auto">
          <h2 className="text-xl">
            {t('whatIf.result')}: {run.program.title}
          </h2>
          <p className="mt-1 text-sm text-muted">
            {t('whatIf.resultText', {
              orders: result.orders,
              customers: result.customers,
              from: date(result.from),
              to: date(result.to),
            })}
          </p>
        </div>
        <Button look="outline" onClick={() => save(run, whatIfCsv(run, i18n))}>
          <Download aria-hidden="true" className="size-4.5" />
          {t('whatIf.csv')}
        </Button>
      </div>
      <Remarks result={result} />
      <Panel title={t('whatIf.compare')}>
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
          <LazyBars
            label={t('whatIf.result')}
            data={(['earned', 'spent', 'expired', 'outstanding'] as const).map((key) => ({
              label: t(figures.find(([k]) => k === key)?.[1] ?? 'whatIf.figure'),
              was: actual[key],
              would: tried[key],
            }))}
            series={sides}
          />
          <Figures result={result} />
        </div>
      </Panel>
      <Panel title={t('whatIf.customersByTier')}>
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
          <LazyBars
            label={t('whatIf.customersByTier')}
            data={tiers.map(({ title, was, would }) => ({ label: title, was, would }))}
            series={sides}
          />
          <NumberTable
            caption={t('whatIf.customersByTier')}
            head={[t('whatIf.tier'), t('whatIf.was'), t('whatIf.would')]}
            rows={tiers.map(({ name, title, was, would }) => ({
              key: name,
              cells: [title, i18n.num(was), i18n.num(would)],
            }))}
          />
        </div>
      </Panel>
      <AffectedPanel result={result} />
    </>
  );
}

function Remarks({ result }: Pick<Props, 'result'>) {
  const { t } = useI18n();
  const { cappedOrders, cappedPoints, refusedChanges, failed } = result;
  const points = t('points.count', { count: cappedPoints });
  return (
    <>
      {cappedOrders > 0 && <Notice>{t('whatIf.capped', { count: cappedOrders, points })}</Notice>}
      {refusedChanges > 0 && <Notice>{t('whatIf.refused', { count: refusedChanges })}</Notice>}
      {failed > 0 && <Notice tone="bad">{t('whatIf.skipped', { count: failed })}</Notice>}
    </>
  );
}

function Figures({ result: { actual, tried } }: Pick<Props, 'result'>) {
  const { t, num, signed, money } = useI18n();
  return (
    <NumberTable
      caption={t('whatIf.figure')}
      head={[t('whatIf.figure'), t('whatIf.was'), t('whatIf.would'), t('whatIf.difference')]}
      rows={[
        ...figures.map(([key, name]) => ({
          key,
          cells: [t(name), num(actual[key]), num(tried[key]), signed(tried[key] - actual[key])],
        })),
        {
          key: 'cost',
          strong: true,
          cells: [
            t('whatIf.cost'),
            money(actual.cost),
            money(tried.cost),
            money(tried.cost - actual.cost),
          ],
        },
      ]}
    />
  );
}

function AffectedPanel({ result: { affected, actual, tried } }: Pick<Props, 'result'>) {
  const { t, num, signed } = useI18n();
  /** Under each other: side by side the table would be wider than a phone. */
  const change = (was: number, would: number) =>
    was === would ? (
      num(was)
    ) : (
      <>
        <span className="block text-muted">{num(was)} →</span>
        {num(would)}
      </>
    );
  const titles = new Map([...actual.tiers, ...tried.tiers].map((tier) => [tier.name, tier.title]));
  const title = (name: string) => titles.get(name) ?? name;
  if (affected.length === 0) {
    return (
      <Panel title={t('whatIf.affected')}>
        <p className="text-muted">{t('whatIf.nobody')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t('whatIf.affected')}>
      <NumberTable
        caption={t('whatIf.affected')}
        head={[t('admin.customer'), t('whatIf.spentWas'), t('whatIf.left'), t('whatIf.effect')]}
        rows={affected.map((one) => ({
          key: String(one.userId),
          cells: [
            <Link
              key="name"
              href={`/admin/customers/${one.userId}`}
              className="text-accent-ink underline-offset-4 hover:underline"
            >
              {one.name ?? t('admin.noName')}
              <span className="num block whitespace-nowrap text-muted">{showPhone(one.phone)}</span>
              <span className="block text-muted">
                {one.actual.tier === one.tried.tier
                  ? title(one.tried.tier)
                  : `${title(one.actual.tier)} → ${title(one.tried.tier)}`}
              </span>
            </Link>,
            change(one.actual.spent, one.tried.spent),
            change(one.actual.outstanding, one.tried.outstanding),
            signed(one.effect),
          ],
        }))}
      />
    </Panel>
  );
}

/** Hands a text to the browser as a file. */
function save(run: WhatIfRunView, csv: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `what-if-${run.program.id}-${run.days}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
