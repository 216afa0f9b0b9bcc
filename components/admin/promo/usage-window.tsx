'use client';
import clsx from 'clsx';
import Link from 'next/link';
import { useState } from 'react';
import useSWR from 'swr';
import type { PromoCodeView, PromoUsageAnswer, PromoUseView } from '@/lib/api/promo-answers';
import { showPhone } from '@/lib/client/phone';
import { promoAdminApi, promoPaths } from '@/lib/client/promo-admin';
import { useI18n } from '@/lib/messages/provider';
import { Skeleton } from '../../ui/skeleton';
import { Window } from '../../ui/window';
import { AdminFailure } from '../failure';
import { Pages } from '../list-parts';
import { Used } from './promo-cells';

/** The orders that used a code, newest first; given back uses too. */
export function UsageWindow({ code, onClose }: { code: PromoCodeView; onClose(): void }) {
  const { t } = useI18n();
  const [page, setPage] = useState(1);
  const { data, error, mutate } = useSWR<PromoUsageAnswer>(
    promoPaths.usage(code.id, page),
    promoAdminApi.usage,
    { keepPreviousData: true },
  );
  return (
    <Window
      open
      size="md"
      onOpenChange={(open) => !open && onClose()}
      title={t('promoAdmin.usage.title', { code: code.code })}
    >
      <Used code={code} named />
      {!data &&
        (error ? (
          <AdminFailure error={error} onRetry={() => void mutate()} />
        ) : (
          <Skeleton className="mt-4 h-40" />
        ))}
      {data?.uses.length === 0 && (
        <p className="py-6 text-center text-muted">{t('promoAdmin.usage.none')}</p>
      )}
      {data && data.uses.length > 0 && (
        <ul className="mt-3">
          {data.uses.map((use) => (
            <Use key={`${use.at}-${use.orderId}-${use.customer.id}`} use={use} />
          ))}
        </ul>
      )}
      {data && <Pages state={data} onPage={setPage} />}
    </Window>
  );
}

const tones: Record<PromoUseView['state'], string> = {
  used: 'bg-good-soft text-good-ink',
  held: 'bg-honey-soft text-honey-ink',
  released: 'bg-sunken text-muted',
};

function Use({ use }: { use: PromoUseView }) {
  const { t, dateTime, money } = useI18n();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-3 last:border-0">
      <div>
        {use.orderId === null ? (
          <span className="text-muted">{t('promoAdmin.usage.noOrder')}</span>
        ) : (
          <Link
            href={`/admin/orders/${use.orderId}`}
            className="num font-semibold text-accent-ink underline underline-offset-4"
          >
            {t('promoAdmin.usage.order', { number: use.orderNumber ?? '' })}
          </Link>
        )}
        <p className="text-sm text-muted">
          {use.customer.name ?? t('admin.noName')}, {showPhone(use.customer.phone)}
        </p>
        <p className="text-sm text-muted">{dateTime(use.at)}</p>
      </div>
      <div className="text-end">
        <span className={clsx('rounded-full px-2.5 py-1 text-xs font-semibold', tones[use.state])}>
          {t(`promoAdmin.usage.state.${use.state}`)}
        </span>
        {use.discount !== null && (
          <p className="num mt-1.5 font-semibold">{money(-use.discount)}</p>
        )}
      </div>
    </li>
  );
}
