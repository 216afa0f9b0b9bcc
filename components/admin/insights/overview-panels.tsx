'use client';
import type { OverviewView } from '@/lib/api/openapi/answers-insights';
import { byWeek, liabilityRows } from '@/lib/insights/series';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { NumberTable } from '../../ui/number-table';
import { LazyBars, tierColour } from './lazy-bars';
import { Folded, Panel } from './table';

interface Props {
  overview: OverviewView;
}

const moves = [
  { key: 'earned', name: 'overview.earned', colour: 'var(--honey)', stack: 'in' },
  { key: 'gifts', name: 'overview.gifts', colour: '#d9764a', stack: 'in' },
  { key: 'spent', name: 'overview.used', colour: 'var(--accent)', stack: 'out' },
  { key: 'expired', name: 'overview.expired', colour: 'var(--line-strong)', stack: 'out' },
  { key: 'adjusted', name: 'overview.adjusted', colour: '#3d7a8c', stack: 'other' },
] as const satisfies readonly { key: string; name: MessageKey; colour: string; stack: string }[];

/** Points in and out over time. */
export function MovesPanel({ overview, group }: Props & { group: 'day' | 'week' }) {
  const { t, num, date } = useI18n();
  const series = group === 'week' ? byWeek(overview.series) : overview.series;
  const still = series.every((s) => moves.every(({ key }) => s[key] === 0));
  // Without the year, which the period makes clear.
  const short = (day: string) => date(`${day}T12:00:00Z`).replace(/[./]\d{4}$/, '');
  return (
    <Panel title={t('overview.moves')}>
      {still ? (
        <p className="text-muted">{t('overview.noMoves')}</p>
      ) : (
        <>
          <LazyBars
            label={t('overview.moves')}
            data={series.map(({ day, ...sums }) => ({ label: short(day), ...sums }))}
            series={moves.map(({ name, ...rest }) => ({ ...rest, name: t(name) }))}
          />
          <Folded title={t('overview.table')}>
            <NumberTable
              caption={t('overview.moves')}
              head={[
                t(group === 'week' ? 'overview.week' : 'overview.day'),
                ...moves.map(({ name }) => t(name)),
              ]}
              rows={series
                .filter((s) => moves.some(({ key }) => s[key] !== 0))
                .map((s) => ({
                  key: s.day,
                  cells: [date(`${s.day}T12:00:00Z`), ...moves.map(({ key }) => num(s[key]))],
                }))
                .reverse()}
            />
          </Folded>
        </>
      )}
    </Panel>
  );
}

/** Points held, by month of expiry and tier. */
export function LiabilityPanel({ overview }: Props) {
  const { t, num, money, locale } = useI18n();
  const { tiers } = overview;
  const rows = liabilityRows(
    overview.liability,
    tiers.map((tier) => tier.name),
  );
  const monthName = (month: string | null) =>
    month === null
      ? t('overview.never')
      : new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
          new Date(`${month}-15T00:00:00Z`),
        );
  const sums = tiers.map((_, i) => rows.reduce((sum, r) => sum + (r.byTier[i] ?? 0), 0));
  return (
    <Panel
      title={t('overview.liability')}
      text={t('overview.liabilityText', {
        debt: money(overview.debt),
        pending: num(overview.pending),
      })}
    >
      {rows.length === 0 ? (
        <p className="text-muted">{t('overview.noLiability')}</p>
      ) : (
        <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
          <LazyBars
            label={t('overview.liability')}
            data={rows.map(({ month, byTier }) => ({
              label: monthName(month),
              ...Object.fromEntries(byTier.map((points, i) => [`t${i}`, points])),
            }))}
            series={tiers.map(({ title }, i) => ({
              key: `t${i}`,
              name: title,
              colour: tierColour(i),
              stack: 'all',
            }))}
          />
          <NumberTable
            caption={t('overview.liability')}
            head={[t('overview.month'), ...tiers.map((tier) => tier.title), t('overview.total')]}
            rows={[
              ...rows.map(({ month, byTier, total }) => ({
                key: month ?? 'never',
                cells: [monthName(month), ...byTier.map(num), num(total)],
              })),
              {
                key: 'total',
                strong: true,
                cells: [t('overview.total'), ...sums.map(num), num(overview.outstanding)],
              },
            ]}
          />
        </div>
      )}
    </Panel>
  );
}

export function TiersPanel({ overview: { tiers } }: Props) {
  const { t, num } = useI18n();
  return (
    <Panel title={t('overview.tiers')}>
      <LazyBars
        label={t('overview.tiers')}
        data={tiers.map(({ title, customers }) => ({ label: title, customers }))}
        series={[{ key: 'customers', name: t('overview.tiers'), colour: 'var(--honey)' }]}
      />
      <Folded title={t('overview.table')}>
        <NumberTable
          caption={t('overview.tiers')}
          head={[t('whatIf.tier'), t('overview.tiers')]}
          rows={tiers.map((tier) => ({
            key: tier.name,
            cells: [tier.title, num(tier.customers)],
          }))}
        />
      </Folded>
    </Panel>
  );
}

export function PromoPanel({ overview: { orders } }: Props) {
  const { t, num, money } = useI18n();
  const { promo, codes, withPoints, withoutPoints } = orders;
  if (promo.orders === 0) {
    return (
      <Panel title={t('overview.promo')}>
        <p className="text-muted">{t('overview.noPromo')}</p>
      </Panel>
    );
  }
  return (
    <Panel
      title={t('overview.promo')}
      text={t('overview.promoText', {
        orders: promo.orders,
        all: withPoints.orders + withoutPoints.orders,
        discount: money(promo.discount),
      })}
    >
      <NumberTable
        caption={t('overview.promo')}
        head={[t('overview.code'), t('overview.orders'), t('overview.discount')]}
        rows={codes.map((code) => ({
          key: code.code,
          cells: [code.code, num(code.orders), money(code.discount)],
        }))}
      />
    </Panel>
  );
}
