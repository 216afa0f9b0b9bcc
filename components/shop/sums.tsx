'use client';
import type { LoyaltyRules } from '@/lib/api/answers';
import type { Preview } from '@/lib/client/preview';
import { useI18n } from '@/lib/messages/provider';
import { Coin } from '../ui/amounts';

interface Props {
  preview: Preview;
  promoCode: string | null;
  rules: LoyaltyRules;
}

/** How the total comes about, and what the order will bring; read out when it changes. */
export function Sums({ preview, promoCode, rules }: Props) {
  const { t, kopecks, signed, num } = useI18n();
  const { amounts, pointsUsed, payableKopecks, pointsToEarn } = preview;
  return (
    <>
      <dl className="grid gap-2.5">
        <Row name={t('sum.dishes')} value={kopecks(amounts.subtotalKopecks)} />
        <Row
          name={t('sum.delivery')}
          value={amounts.deliveryKopecks > 0 ? kopecks(amounts.deliveryKopecks) : t('common.free')}
        />
        {amounts.promoDiscountKopecks > 0 && (
          <Row
            name={t('sum.promo', { code: promoCode ?? '' })}
            value={kopecks(-amounts.promoDiscountKopecks)}
            good
          />
        )}
        {pointsUsed > 0 && (
          <Row name={t('sum.points')} value={`\u2212${num(pointsUsed)}`} coin good />
        )}
      </dl>
      <div
        role="status"
        className="mt-4 flex items-baseline justify-between gap-4 border-t border-line pt-4"
      >
        <span className="text-lg font-semibold">{t('sum.total')}</span>
        <span className="figure text-2xl font-bold" data-testid="payable">
          {kopecks(payableKopecks)}
        </span>
      </div>
      {rules.enabled && pointsToEarn > 0 && (
        <p className="mt-3 flex items-center gap-2 rounded-md bg-honey-soft px-3.5 py-2.5 text-sm font-semibold text-honey-ink">
          <Coin />
          {t('points.earn', { points: signed(pointsToEarn) })}
        </p>
      )}
    </>
  );
}

function Row(props: { name: string; value: string; good?: boolean; coin?: boolean }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-muted">{props.name}</dt>
      <dd
        className={`num inline-flex items-center gap-1.5 font-medium ${props.good ? 'text-good-ink' : ''}`}
      >
        {props.coin && <Coin className="size-4" />}
        {props.value}
      </dd>
    </div>
  );
}
