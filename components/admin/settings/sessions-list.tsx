'use client';
import { Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import type { SessionView } from '@/lib/api/staff-answers';
import { browserName } from '@/lib/client/browser-name';
import { problemText } from '@/lib/client/problem-text';
import { staffAdminApi } from '@/lib/client/staff-admin';
import { useI18n } from '@/lib/messages/provider';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { toast } from '../../ui/toast-store';
import { AdminFailure } from '../failure';

/** Where somebody is signed in; each can be ended but the one that looks. `path`: whose. */
export function SessionsList({ path }: { path: string }) {
  const i18n = useI18n();
  const { t, dateTime } = i18n;
  const { data, error, mutate } = useSWR<SessionView[]>(path, staffAdminApi.sessions);
  const [ending, setEnding] = useState<string | null>(null);

  async function end(session: string) {
    setEnding(session);
    try {
      await staffAdminApi.endSession(path, session);
      toast(t('access.ended'));
    } catch (failure) {
      toast(problemText(i18n, failure), 'bad');
    } finally {
      await mutate();
      setEnding(null);
    }
  }

  if (!data) {
    return error ? (
      <AdminFailure error={error} onRetry={() => void mutate()} />
    ) : (
      <Skeleton className="h-24" />
    );
  }
  if (data.length === 0) return <p className="text-muted">{t('access.none')}</p>;
  const thisFirst = data.toSorted((a, b) => Number(b.current) - Number(a.current));
  return (
    <ul>
      {thisFirst.map(({ session, browser, startedAt, lastUsedAt, current }) => {
        const name = browserName(browser) ?? t('access.unknown');
        const Icon = /Mobile|Android|iPhone/.test(browser ?? '') ? Smartphone : Monitor;
        return (
          <li
            key={session}
            data-testid="session"
            className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2 border-b border-line py-3 last:border-0 sm:grid-cols-[auto_1fr_auto]"
          >
            <Icon aria-hidden="true" className="size-6 shrink-0 text-muted" />
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {name}
                {current && <Badge tone="good">{t('access.this')}</Badge>}
              </p>
              <p className="text-sm text-muted">
                {t('access.started', { date: dateTime(startedAt), last: dateTime(lastUsedAt) })}
              </p>
            </div>
            {!current && (
              <Button
                look="outline"
                size="sm"
                className="col-start-2 justify-self-start sm:col-start-3"
                aria-label={t('access.endOf', { name })}
                busy={ending === session}
                onClick={() => void end(session)}
              >
                {t('access.end')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
