'use client';
import { useState } from 'react';
import useSWR from 'swr';
import type { WhatIfRunAnswer, WhatIfRunsAnswer } from '@/lib/api/openapi/answers-insights';
import { adminApi, adminPaths, type LoyaltyStatus } from '@/lib/client/admin-api';
import { insightPaths, insightsApi, type WhatIfInput } from '@/lib/client/insights-api';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Progress } from '../../ui/progress';
import { Skeleton } from '../../ui/skeleton';
import { AdminFailure } from '../failure';
import { WhatIfChoice } from './what-if-choice';
import { WhatIfResult } from './what-if-result';

/** Plays past orders under another programme and compares with what happened. */
export function WhatIfScreen() {
  const i18n = useI18n();
  const { t } = i18n;
  const status = useSWR<LoyaltyStatus>(adminPaths.loyalty, adminApi.loyalty);
  const runs = useSWR<WhatIfRunsAnswer>(insightPaths.runs, insightsApi.runs);
  const [chosen, setChosen] = useState<string | null>(null);
  const id = chosen ?? runs.data?.runs[0]?.id ?? null;
  const { data, mutate } = useSWR<WhatIfRunAnswer>(id && insightPaths.run(id), insightsApi.run, {
    refreshInterval: (latest) => (latest?.run.state === 'running' ? 500 : 0),
  });
  const [starting, setStarting] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const run = data?.run ?? null;

  async function start(body: WhatIfInput) {
    if (starting) return;
    setStarting(true);
    setRefusal(null);
    try {
      const answer = await insightsApi.start(body);
      setChosen(answer.run.id);
      await runs.mutate();
    } catch (failure) {
      setRefusal(failure);
    } finally {
      setStarting(false);
    }
  }

  async function cancel() {
    if (!run) return;
    try {
      await mutate(await insightsApi.cancel(run.id), { revalidate: false });
    } catch (failure) {
      setRefusal(failure);
    }
  }

  return (
    <>
      <h1 className="text-2xl">{t('whatIf.title')}</h1>
      <p className="mt-2 max-w-prose text-muted">{t('whatIf.lead')}</p>
      <div className="mt-5 grid grid-cols-1 gap-5">
        {status.data ? (
          <WhatIfChoice
            current={status.data.programme.id}
            busy={starting || run?.state === 'running'}
            onStart={(body) => void start(body)}
          />
        ) : status.error ? (
          <AdminFailure error={status.error} onRetry={() => void status.mutate()} />
        ) : (
          <Skeleton className="h-44 rounded-xl" />
        )}
        {refusal !== null && (
          <Notice tone="bad" alert>
            {problemText(i18n, refusal)}
          </Notice>
        )}
        {run?.state === 'running' && (
          <section className="card grid gap-4 p-5" aria-live="polite">
            <p>
              {run.total > 0
                ? t('whatIf.running', { done: run.done, total: run.total })
                : t('whatIf.starting')}
            </p>
            <Progress
              label={t('whatIf.title')}
              percent={run.total > 0 ? Math.floor((run.done * 100) / run.total) : 0}
            />
            <Button look="outline" className="justify-self-start" onClick={() => void cancel()}>
              {t('whatIf.cancel')}
            </Button>
          </section>
        )}
        {run?.state === 'cancelled' && <Notice>{t('whatIf.cancelled')}</Notice>}
        {run?.state === 'failed' && <Notice tone="bad">{t('whatIf.failed')}</Notice>}
        {run?.result && run.state === 'done' && <WhatIfResult run={run} result={run.result} />}
        <EarlierRuns runs={runs.data?.runs ?? []} chosen={id} onChoose={setChosen} />
      </div>
    </>
  );
}

function EarlierRuns(props: {
  runs: WhatIfRunsAnswer['runs'];
  chosen: string | null;
  onChoose(id: string): void;
}) {
  const { t, dateTime } = useI18n();
  if (props.runs.length < 2) return null;
  return (
    <nav aria-label={t('whatIf.earlier')}>
      <h2 className="text-lg">{t('whatIf.earlier')}</h2>
      <ul className="mt-3 grid gap-2 sm:flex sm:flex-wrap">
        {props.runs.map(({ id, program, days, startedAt }) => (
          <li key={id}>
            <Button
              look={id === props.chosen ? 'soft' : 'outline'}
              size="sm"
              className="w-full flex-wrap justify-start gap-y-0 py-1.5 text-start sm:w-auto"
              aria-pressed={id === props.chosen}
              onClick={() => props.onChoose(id)}
            >
              {t('whatIf.runName', {
                title: program.title,
                days: t('overview.days', { count: days }),
              })}
              <span className="font-normal text-muted">{dateTime(startedAt)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
