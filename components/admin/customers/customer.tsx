'use client';
import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import useSWR from 'swr';
import type { StaffCustomerAnswer } from '@/lib/api/openapi/answers-customers';
import { customerPaths, customersApi } from '@/lib/client/customers-api';
import { hasCode } from '@/lib/client/errors';
import { useI18n } from '@/lib/messages/provider';
import { ButtonLink } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Tabs } from '../../ui/tabs';
import { AdminFailure } from '../failure';
import { nameOf, phoneOf } from './customers';
import { DataTab } from './data-tab';
import { OrdersTab } from './orders-tab';
import { PointsTab } from './points-tab';

/** A customer's card: points, orders, and what else is known. */
export function Customer({ id }: { id: number }) {
  const { t, date } = useI18n();
  const { data, error, mutate } = useSWR<StaffCustomerAnswer>(
    customerPaths.one(id),
    customersApi.one,
  );
  if (!data) {
    if (hasCode(error, 'NOT_FOUND')) return <Nobody />;
    if (error) return <AdminFailure error={error} onRetry={() => void mutate()} />;
    return <Skeleton className="h-96 rounded-xl" />;
  }
  const { user, erasedAt } = data;
  return (
    <>
      <Link
        href="/admin/customers"
        className="-ms-1 inline-flex min-h-11 items-center gap-1 text-sm font-medium text-accent-ink"
      >
        <ChevronLeft aria-hidden="true" className="size-4.5" />
        {t('customers.back')}
      </Link>
      <h1 className="text-2xl">{nameOf(user, t('admin.noName'), t('customers.erased'))}</h1>
      {!erasedAt && (
        <p className="num mt-1 text-muted">
          <a href={`tel:${user.phone}`} className="underline-offset-4 hover:underline">
            {phoneOf(user)}
          </a>
        </p>
      )}
      {erasedAt && (
        <div className="mt-4">
          <Notice title={t('customers.erasedAt', { date: date(erasedAt) })}>
            {t('customers.erasedText')}
          </Notice>
        </div>
      )}
      <div className="mt-5">
        <Tabs
          label={t('customers.tabs')}
          tabs={[
            {
              value: 'points',
              name: t('customers.tab.points'),
              content: <PointsTab id={id} onChanged={() => void mutate()} />,
            },
            { value: 'orders', name: t('customers.tab.orders'), content: <OrdersTab id={id} /> },
            {
              value: 'data',
              name: t('customers.tab.data'),
              content: <DataTab customer={data} />,
            },
          ]}
        />
      </div>
    </>
  );
}

function Nobody() {
  const { t } = useI18n();
  return (
    <EmptyState
      heading="h1"
      title={t('customers.notFound')}
      text={t('customers.notFoundText')}
      action={<ButtonLink href="/admin/customers">{t('customers.back')}</ButtonLink>}
    />
  );
}
