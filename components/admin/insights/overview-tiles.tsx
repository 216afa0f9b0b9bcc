'use client';
import type { ReactNode } from 'react';
import type { OverviewView } from '@/lib/api/openapi/answers-insights';
import { useI18n } from '@/lib/messages/provider';
import { Points } from '../../ui/amounts';

/** The four numbers that matter most. */
export function OverviewTiles({ overview }: { overview: OverviewView }) {
  const { t, num, money } = useI18n();
  const { withPoints, withoutPoints } = overview.orders;
  const all = withPoints.orders + withoutPoints.orders;
  const total = withPoints.total + withoutPoints.total;
  const sum = (key: 'earned' | 'spent') => overview.series.reduce((s, d) => s + d[key], 0);
  const orNone = (rubles: number | null) =>
    rubles === null ? t('overview.none') : money(Math.round(rubles));
  return (
    <dl className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Tile
        name={t('overview.owed')}
        value={<Points value={overview.outstanding} />}
        note={t('overview.owedNote', { money: money(overview.outstanding) })}
      />
      <Tile
        name={t('overview.spent')}
        value={<Points value={sum('spent')} />}
        note={t('overview.spentNote', { earned: num(sum('earned')) })}
      />
      <Tile
        name={t('overview.share')}
        value={all === 0 ? t('overview.none') : `${Math.round((withPoints.orders * 100) / all)} %`}
        note={t('overview.shareNote', { with: withPoints.orders, all })}
      />
      <Tile
        name={t('overview.average')}
        value={orNone(all === 0 ? null : total / all)}
        note={t('overview.averageNote', {
          with: orNone(withPoints.average),
          without: orNone(withoutPoints.average),
        })}
      />
    </dl>
  );
}

function Tile({ name, value, note }: { name: string; value: ReactNode; note: string }) {
  return (
    <div className="card p-5">
      <dt className="text-sm text-muted">{name}</dt>
      <dd>
        <span className="num mt-1 block text-2xl font-bold">{value}</span>
        <span className="mt-1 block text-sm text-muted">{note}</span>
      </dd>
    </div>
  );
}
