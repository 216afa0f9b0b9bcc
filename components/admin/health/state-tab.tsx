'use client';
import { CircleCheck, RefreshCw, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import useSWR from 'swr';
import type { HealthAnswer, JobHealthView } from '@/lib/api/admin-loyalty-answers';
import { customerPaths, customersApi } from '@/lib/client/customers-api';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Skeleton } from '../../ui/skeleton';
import { toast } from '../../ui/toast-store';
import { AdminFailure } from '../failure';

const REFRESH_MS = 60_000;

/** What is overdue and what to do about it; jobs can be run from here. */
export function StateTab() {
  const { t, dateTime } = useI18n();
  const { data, error, mutate, isValidating } = useSWR<HealthAnswer>(
    customerPaths.health,
    customersApi.health,
    { refreshInterval: REFRESH_MS },
  );
  if (!data) {
    if (error) return <AdminFailure error={error} onRetry={() => void mutate()} />;
    return <Skeleton className="h-96 rounded-xl" />;
  }
  const ok = data.status === 'ok';
  const Icon = ok ? CircleCheck : TriangleAlert;
  return (
    <div className="grid grid-cols-1 gap-5">
      <section
        aria-labelledby="state-title"
        className={`flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl p-5 sm:p-6 ${ok ? 'bg-good-soft text-good-ink' : 'bg-honey-soft text-honey-ink'}`}
      >
        <Icon aria-hidden="true" className="size-9 shrink-0" />
        <div className="me-auto min-w-52 flex-1">
          <h2 id="state-title" className="text-xl">
            {t(ok ? 'health.ok' : 'health.attention')}
          </h2>
          <p className="text-sm">{t(ok ? 'health.okText' : 'health.attentionText')}</p>
          <p className="num mt-1 text-sm">{t('health.checked', { at: dateTime(data.now) })}</p>
        </div>
        <Button look="outline" size="sm" busy={isValidating} onClick={() => void mutate()}>
          {!isValidating && <RefreshCw aria-hidden="true" className="size-4" />}
          {t('health.refresh')}
        </Button>
      </section>
      <Troubles health={data} />
      <Audit audit={data.audit} />
      <section aria-labelledby="jobs-title">
        <h2 id="jobs-title" className="text-lg">
          {t('health.jobs')}
        </h2>
        <ul className="mt-3 grid grid-cols-1 gap-3 lg:grid-cols-2">
          {data.jobs.map((job) => (
            <Job key={job.job} job={job} onRan={() => void mutate()} />
          ))}
        </ul>
      </section>
    </div>
  );
}

/** What waits too long: nothing is shown of what does not. */
function Troubles({ health }: { health: HealthAnswer }) {
  const { t, dateTime } = useI18n();
  const { latePromises, unsettledOrders, waitingOrders } = health;
  const more = (is: boolean) => (is ? `, ${t('health.more')}` : '');
  const troubles: { key: string; title: string; text: string }[] = [];
  if (latePromises.count > 0) {
    troubles.push({
      key: 'late',
      title: t('health.late', { count: latePromises.count }) + more(latePromises.more),
      text: t('health.lateText', { at: dateTime(latePromises.oldestDueAt ?? health.now) }),
    });
  }
  if (unsettledOrders.count > 0) {
    troubles.push({
      key: 'unsettled',
      title: t('health.unsettled', { count: unsettledOrders.count }) + more(unsettledOrders.more),
      text: t('health.unsettledText', { at: dateTime(unsettledOrders.oldestAt ?? health.now) }),
    });
  }
  if (waitingOrders.count > 0) {
    troubles.push({
      key: 'waiting',
      title: t('health.waiting', { count: waitingOrders.count }),
      text: t('health.waitingText'),
    });
  }
  if (troubles.length === 0) return null;
  return (
    <div className="grid gap-3">
      {troubles.map(({ key, title, text }) => (
        <Notice key={key} title={title}>
          <p>{text}</p>
        </Notice>
      ))}
    </div>
  );
}

function Audit({ audit }: Pick<HealthAnswer, 'audit'>) {
  const { t, dateTime } = useI18n();
  let body: ReactNode = <p className="text-sm text-muted">{t('health.auditNever')}</p>;
  if (audit) {
    const at = dateTime(audit.at);
    body = (
      <div className="grid gap-3">
        {audit.findings > 0 ? (
          <Notice tone="bad" title={t('health.auditBad', { count: audit.findings })}>
            <p>{t('health.auditBadText')}</p>
            <Link
              href="/admin/health?tab=logs&type=mismatch"
              className="mt-1 inline-block font-semibold underline underline-offset-4"
            >
              {t('health.auditLog')}
            </Link>
          </Notice>
        ) : (
          audit.finished && <Notice tone="good">{t('health.auditOk', { at })}</Notice>
        )}
        {!audit.finished && <p className="text-sm">{t('health.auditGoing', { at })}</p>}
        {audit.debtors > 0 && (
          <Notice title={t('health.debtors', { count: audit.debtors })}>
            <p>{t('health.debtorsText')}</p>
            <Link
              href="/admin/health?tab=logs&type=negative_balance"
              className="mt-1 inline-block font-semibold underline underline-offset-4"
            >
              {t('health.log.negative_balance')}
            </Link>
          </Notice>
        )}
      </div>
    );
  }
  return (
    <section aria-labelledby="audit-title" className="card p-5 sm:p-6">
      <h2 id="audit-title" className="mb-3 text-lg">
        {t('health.audit')}
      </h2>
      {body}
    </section>
  );
}

function Job({ job: health, onRan }: { job: JobHealthView; onRan(): void }) {
  const i18n = useI18n();
  const { t, dateTime } = i18n;
  const [busy, setBusy] = useState(false);
  const { job, overdue, lastOkAt, last } = health;
  const name = t(`health.job.${job}` as MessageKey);

  async function run() {
    setBusy(true);
    try {
      const { done, lookedAt: looked, failed, left } = await customersApi.runJob(job);
      if (failed > 0) toast(t('health.ranFailed', { count: failed, done }), 'bad');
      else toast(t(left ? 'health.ranLeft' : 'health.ran', { done, looked }));
    } catch (failure) {
      toast(problemText(i18n, failure), 'bad');
    } finally {
      setBusy(false);
      onRan();
    }
  }

  return (
    <li className="card flex flex-col gap-3 p-5" data-testid={`job-${job}`}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h3 className="me-auto text-base">{name}</h3>
        <Badge tone={overdue ? 'honey' : 'good'}>
          {t(overdue ? 'health.overdue' : 'health.onTime')}
        </Badge>
      </div>
      <p className="text-sm text-muted">{t(`health.jobText.${job}` as MessageKey)}</p>
      <p className="num text-sm whitespace-normal">
        {lastOkAt ? t('health.lastOk', { at: dateTime(lastOkAt) }) : t('health.never')}
      </p>
      {last && last.finishedAt === null && (
        <p className="num text-sm text-muted">
          {t('health.running', { at: dateTime(last.startedAt) })}
        </p>
      )}
      {last?.error && (
        <p className="text-sm break-words text-bad-ink">
          {t('health.lastBroke', { error: last.error })}
        </p>
      )}
      {overdue && <p className="text-sm text-honey-ink">{t('health.overdueText')}</p>}
      <Button
        look="soft"
        size="sm"
        busy={busy}
        className="mt-auto self-start"
        aria-label={t('health.runJob', { job: name })}
        onClick={() => void run()}
      >
        {t('health.run')}
      </Button>
    </li>
  );
}
