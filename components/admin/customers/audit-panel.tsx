'use client';
import { useState } from 'react';
import useSWR from 'swr';
import type { IntegrityAnswer, IntegrityFinding } from '@/lib/api/admin-loyalty-answers';
import { customerPaths, customersApi } from '@/lib/client/customers-api';
import { useI18n } from '@/lib/messages/provider';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { ConfirmWindow } from '../../ui/confirm-window';
import { Notice } from '../../ui/notice';
import { Skeleton } from '../../ui/skeleton';
import { toast } from '../../ui/toast-store';
import { AdminFailure } from '../failure';
import { useFindingText } from './finding-text';

/** The audit of this customer, and the repair of what is only a copy. */
export function AuditPanel({ id, onRepaired }: { id: number; onRepaired(): void }) {
  const { t } = useI18n();
  const { data, error, mutate, isValidating } = useSWR<IntegrityAnswer>(
    customerPaths.audit(id),
    customersApi.audit,
    { revalidateOnFocus: false },
  );
  const [asking, setAsking] = useState(false);
  const open = data?.findings.filter((finding) => !finding.answered) ?? [];
  const repairable = open.some((finding) => finding.repair !== 'none');

  async function repair() {
    const answer = await customersApi.repair(id);
    await mutate(answer.integrity, { revalidate: false });
    const count = Object.values(answer.repaired).reduce((sum, n) => sum + n, 0);
    toast(count > 0 ? t('customers.repaired', { count }) : t('customers.repairNothing'));
    onRepaired();
  }

  return (
    <section aria-labelledby="audit-title" className="card p-5 sm:p-6">
      <div className="flex flex-wrap items-start gap-3">
        <div className="me-auto">
          <h2 id="audit-title" className="text-lg">
            {t('customers.audit')}
          </h2>
          <p className="mt-1 max-w-prose text-sm text-muted">{t('customers.auditLead')}</p>
        </div>
        <Button look="outline" size="sm" busy={isValidating} onClick={() => void mutate()}>
          {t('customers.auditRun')}
        </Button>
      </div>
      <div className="mt-4 grid gap-4">
        {!data &&
          (error ? (
            <AdminFailure error={error} onRetry={() => void mutate()} />
          ) : (
            <Skeleton className="h-12" />
          ))}
        {data?.ok && (
          <Notice tone="good">
            {t('customers.auditOk', { rows: data.looked.rows, orders: data.looked.orders })}
          </Notice>
        )}
        {data && !data.ok && (
          <Notice tone="bad" title={t('customers.auditBad', { count: open.length + data.more })} />
        )}
        {data && data.findings.length > 0 && (
          <ul className="grid gap-2">
            {data.findings.map((finding) => (
              <Finding key={keyOf(finding)} finding={finding} />
            ))}
          </ul>
        )}
        {repairable && (
          <Button look="soft" className="justify-self-start" onClick={() => setAsking(true)}>
            {t('customers.repair')}
          </Button>
        )}
      </div>
      {asking && (
        <ConfirmWindow
          title={t('customers.repair')}
          lead={t('customers.repairLead')}
          action={t('customers.repair')}
          onClose={() => setAsking(false)}
          onConfirm={repair}
        />
      )}
    </section>
  );
}

function keyOf({ kind, seq, orderId, field, is }: IntegrityFinding): string {
  return [kind, seq, orderId, field, is].join(':');
}

function Finding({ finding }: { finding: IntegrityFinding }) {
  const { t } = useI18n();
  const textOf = useFindingText();
  const { seq, orderId, field, is, shouldBe, answered, repair } = finding;
  const where = [
    seq !== null && t('customers.findingRow', { seq }),
    orderId !== null && t('customers.findingOrder', { id: orderId }),
    field,
  ].filter(Boolean);
  const none = t('customers.findingNone');
  const end = answered ? 'Answered' : repair === 'none' ? 'ByHand' : 'Repairable';
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 rounded-md bg-sunken px-4 py-3 text-sm">
      <span className="font-semibold">{textOf(finding.kind)}</span>
      <span className="num me-auto text-muted">
        {where.length > 0 && `${where.join(', ')}: `}
        {t('customers.findingValue', { is: is ?? none, shouldBe: shouldBe ?? none })}
      </span>
      <Badge tone={answered ? 'plain' : repair === 'none' ? 'bad' : 'honey'}>
        {t(`customers.finding${end}`)}
      </Badge>
    </li>
  );
}
