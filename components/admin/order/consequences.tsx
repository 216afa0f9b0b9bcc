'use client';
import clsx from 'clsx';
import { Coins, Wallet } from 'lucide-react';
import Link from 'next/link';
import type { OrderPreviewAnswer } from '@/lib/api/order-preview';
import { type ConsequenceKey, consequencesOf, isKnownRefusal } from '@/lib/client/order-change';
import { useI18n } from '@/lib/messages/provider';
import { Notice } from '../../ui/notice';

const bad: ReadonlySet<ConsequenceKey> = new Set([
  'refund',
  'refundCash',
  'collect',
  'takenBack',
  'withdrawn',
  'debt',
]);

/** What a change does to money and points, line by line; or that it does nothing to them. */
export function Consequences({ preview }: { preview: OrderPreviewAnswer }) {
  const { t, money } = useI18n();
  const found = consequencesOf(preview);
  if (found.length === 0) return <p className="text-sm text-muted">{t('one.nothing')}</p>;
  return (
    <ul className="grid gap-2">
      {found.map(({ key, rubles, count = 0 }) => {
        const Icon = rubles === undefined ? Coins : Wallet;
        return (
          <li
            key={key}
            className={clsx('flex gap-2.5 font-medium', bad.has(key) && 'text-bad-ink')}
          >
            <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
            {t(`change.${key}`, { count, amount: money(rubles ?? 0) })}
          </li>
        );
      })}
    </ul>
  );
}

interface RefusalProps {
  code: string;
  /** Where missing points can be added. */
  customerId: number;
}

/** Why a change cannot be made, and the way out. */
export function ChangeRefusal({ code, customerId }: RefusalProps) {
  const { t } = useI18n();
  const key = isKnownRefusal(code) ? code : 'other';
  return (
    <Notice tone={code === 'ORDER_CHANGED' ? 'honey' : 'bad'} title={t('change.refused')} alert>
      {t(`change.refused.${key}`)}
      {code === 'CLAWBACK_SHORTFALL' && (
        <>
          {' '}
          <Link
            href={`/admin/customers/${customerId}`}
            className="font-semibold underline underline-offset-4"
          >
            {t('one.customerCard')}
          </Link>
        </>
      )}
    </Notice>
  );
}
