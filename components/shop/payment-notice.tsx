'use client';
import { hasCode } from '@/lib/client/errors';
import type { PlaceResult } from '@/lib/client/place-order';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Notice } from '../ui/notice';

interface Props {
  result: PlaceResult;
  /** Rubles that the page showed before the server named another sum. */
  before: number | undefined;
}

/** Why an order was not placed, and what has been corrected already. */
export function PaymentNotice({ result, before }: Props) {
  const i18n = useI18n();
  const { t, money, num } = i18n;
  switch (result.kind) {
    case 'quote':
      return (
        <Notice title={t('pay.quote')} alert>
          {t('pay.quoteText', {
            before: money(before ?? result.quote.payable),
            after: money(result.quote.payable),
          })}
        </Notice>
      );
    case 'points':
      return (
        <Notice title={t('pay.pointsChanged')} alert>
          <p>{result.problem.detail}</p>
          {result.maxPoints !== null && <p>{t('pay.pointsMax', { max: num(result.maxPoints) })}</p>}
        </Notice>
      );
    case 'promo':
      return (
        <Notice title={t('pay.promoGone')} alert>
          <p>{result.problem.detail}</p>
          <p>{t('pay.promoRemoved')}</p>
        </Notice>
      );
    case 'refused':
      return (
        <Notice tone="bad" alert>
          {hasCode(result.error, 'IDEMPOTENCY_MISMATCH')
            ? t('pay.mismatch')
            : problemText(i18n, result.error)}
        </Notice>
      );
    default:
      return null;
  }
}
