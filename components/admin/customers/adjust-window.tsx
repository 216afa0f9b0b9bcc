'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useRef, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import type { AdminUserLoyaltyAnswer } from '@/lib/api/admin-loyalty-answers';
import { type AdjustValues, adjustForm, amountIn, availableAfter } from '@/lib/client/adjust-form';
import { customersApi } from '@/lib/client/customers-api';
import { ApiError } from '@/lib/client/errors';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { Input, TextArea } from '../../ui/field';
import { RadioCards } from '../../ui/radio-cards';
import { toast } from '../../ui/toast-store';
import { FormWindow } from '../form-window';

interface Props {
  loyalty: AdminUserLoyaltyAnswer;
  onClose(): void;
  onDone(): void;
}

/** Gives or takes points with a reason; the server judges, and its refusal is shown here. */
export function AdjustWindow({ loyalty, onClose, onDone }: Props) {
  const i18n = useI18n();
  const { t, num, signed } = i18n;
  // One correction a window: sent twice, after a lost answer, it is written once.
  const key = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<AdjustValues>({
    resolver: zodResolver(adjustForm),
    defaultValues: { type: 'earn', amount: '', reason: '' },
  });
  const { errors } = form.formState;
  const said = (message: string | undefined) =>
    message?.startsWith('customers.') ? t(message as MessageKey) : message;
  const after = availableAfter(form.watch(), loyalty);

  function show(failure: unknown) {
    const max = failure instanceof ApiError ? failure.problem.maxPoints : undefined;
    if (max === undefined) setRefusal(problemText(i18n, failure));
    else form.setError('amount', { message: t('customers.adjust.amountMost', { max: num(max) }) });
  }

  const submit = form.handleSubmit(async ({ type, amount, reason }) => {
    const points = amountIn(amount);
    if (points === null || busy) return;
    setBusy(true);
    setRefusal(null);
    try {
      const body = { userId: loyalty.user.id, amount: points, type, reason };
      const answer = await customersApi.adjust(body, key.current);
      toast(t('customers.adjust.done', { points: signed(answer.entry.points) }));
      onDone();
      onClose();
    } catch (failure) {
      show(failure);
      setBusy(false);
    }
  });

  return (
    <FormWindow
      size="sm"
      title={t('customers.adjust')}
      lead={t('customers.available', { count: num(loyalty.available) })}
      action={t(form.watch('type') === 'earn' ? 'customers.adjust.earn' : 'customers.adjust.spend')}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={submit}
    >
      <Controller
        control={form.control}
        name="type"
        render={({ field }) => (
          <RadioCards
            row
            label={t('customers.adjust.type')}
            value={field.value}
            cards={[
              { value: 'earn', title: t('customers.adjust.earn') },
              { value: 'spend', title: t('customers.adjust.spend') },
            ]}
            onChange={(value) => {
              field.onChange(value);
              form.clearErrors('amount');
            }}
          />
        )}
      />
      <Input
        label={t('customers.adjust.amount')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        error={said(errors.amount?.message)}
        hint={
          after !== null && after >= 0
            ? t('customers.adjust.after', { count: num(after) })
            : undefined
        }
        {...form.register('amount')}
      />
      <TextArea
        label={t('customers.adjust.reason')}
        hint={t('customers.adjust.reasonHint')}
        maxLength={300}
        error={said(errors.reason?.message)}
        {...form.register('reason')}
      />
    </FormWindow>
  );
}
