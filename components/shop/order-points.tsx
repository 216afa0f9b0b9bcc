'use client';
import type { OrderView } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { Explanation } from '../loyalty/explanation';
import { Points } from '../ui/amounts';

/** Points the order spent and earned, with their state and the calculation. */
export function OrderPoints({ order }: { order: OrderView }) {
  const i18n = useI18n();
  const { t, date, dateTime } = i18n;
  const l = order.loyalty;
  const earnedNote: string =
    l.pointsEarnedState === 'pending' && l.payoutAt
      ? t('order.earnedState.pendingAt', { at: dateTime(l.payoutAt) })
      : t(`order.earnedState.${l.pointsEarnedState}` satisfies MessageKey);
  const tone = {
    none: 'text-muted',
    expected: 'text-honey-ink',
    pending: 'text-honey-ink',
    earned: 'text-good-ink',
    taken_back: 'text-muted line-through',
  }[l.pointsEarnedState];
  return (
    <section aria-labelledby="points-title" className="card p-5">
      <h2 id="points-title" className="text-lg">
        {t('order.points')}
      </h2>
      <dl className="mt-3 grid gap-3">
        {l.pointsUsed > 0 && (
          <div className="flex items-baseline justify-between gap-4">
            <dt>
              {t('order.used')}
              <span className="block text-sm text-muted">
                {t(`order.usedState.${l.pointsUsedState}` satisfies MessageKey)}
              </span>
            </dt>
            <dd className="font-semibold">
              <Points value={-l.pointsUsed} signed />
            </dd>
          </div>
        )}
        <div className="flex items-baseline justify-between gap-4">
          <dt>
            {t('order.earned')}
            <span className="block text-sm text-muted">
              {earnedNote}
              {l.expiresAt && l.pointsEarnedState === 'earned' && (
                <> · {t('order.expires', { date: date(l.expiresAt) })}</>
              )}
            </span>
          </dt>
          <dd data-testid="points-earned" className={`font-semibold ${tone}`}>
            {l.pointsEarned > 0 && <Points value={l.pointsEarned} signed />}
          </dd>
        </div>
      </dl>
      {l.explanation && l.pointsEarned > 0 && (
        <div className="mt-2">
          <Explanation facts={l.explanation} tier={l.tierTitle} />
        </div>
      )}
    </section>
  );
}
