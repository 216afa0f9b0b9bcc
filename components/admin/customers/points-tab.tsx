'use client';
import { PencilLine } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import type { AdminUserLoyaltyAnswer } from '@/lib/api/admin-loyalty-answers';
import { customerPaths, customersApi } from '@/lib/client/customers-api';
import { useFilters } from '@/lib/client/use-filters';
import { useStaff } from '@/lib/client/use-staff';
import { entryTypes } from '@/lib/loyalty/entry';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { AdminFailure } from '../failure';
import { AdjustWindow } from './adjust-window';
import { AuditPanel } from './audit-panel';
import { Entries } from './entries';
import { BalancePanel, TierPanel, TotalsPanel } from './points-panels';

/** `before`: rows older than this one; `all`: the whole history, by pages. */
export const entriesSpec = {
  type: ['', ...entryTypes],
  all: ['', '1'],
  before: '',
} as const;

/** Balance, tier, totals and the rows; managers correct and repair. */
export function PointsTab({ id, onChanged }: { id: number; onChanged(): void }) {
  const { t } = useI18n();
  const staff = useStaff();
  const used = useFilters(entriesSpec);
  const { type, before } = used.filters;
  const { data, error, mutate } = useSWR<AdminUserLoyaltyAnswer>(
    customerPaths.points(id, { type, before: /^\d{1,9}$/.test(before) ? before : '' }),
    customersApi.points,
    { keepPreviousData: true },
  );
  const [adjusting, setAdjusting] = useState(false);
  if (!data) {
    if (error) return <AdminFailure error={error} onRetry={() => void mutate()} />;
    return <Skeleton className="h-96 rounded-xl" />;
  }
  const changed = () => {
    void mutate();
    onChanged();
  };
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
        <BalancePanel
          loyalty={data}
          action={
            staff.can('manager') && (
              <Button look="soft" onClick={() => setAdjusting(true)}>
                <PencilLine aria-hidden="true" className="size-5" />
                {t('customers.adjust')}
              </Button>
            )
          }
        />
        <TierPanel loyalty={data} />
      </div>
      <TotalsPanel loyalty={data} />
      <Entries id={id} loyalty={data} used={used} />
      {staff.can('manager') && <AuditPanel id={id} onRepaired={changed} />}
      {adjusting && (
        <AdjustWindow loyalty={data} onClose={() => setAdjusting(false)} onDone={changed} />
      )}
    </div>
  );
}
