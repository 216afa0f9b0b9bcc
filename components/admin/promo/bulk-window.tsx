'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { CircleCheck, Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { type Control, type UseFormRegister, useForm } from 'react-hook-form';
import type { PromoBulkAnswer } from '@/lib/api/promo-answers';
import { newKey } from '@/lib/client/cart';
import { isOutcomeUnknown } from '@/lib/client/errors';
import { problemText } from '@/lib/client/problem-text';
import { promoAdminApi, promoPaths } from '@/lib/client/promo-admin';
import {
  type BulkFormValues,
  bulkFormSchema,
  emptyTerms,
  exampleCode,
  missingSigns,
  numberOf,
  termsBody,
} from '@/lib/client/promo-form';
import { useI18n } from '@/lib/messages/provider';
import { normalizeCode } from '@/lib/promo/code-text';
import { Button } from '../../ui/button';
import { Input } from '../../ui/field';
import { Window } from '../../ui/window';
import { FormWindow } from '../form-window';
import { said } from '../said';
import { PromoTermFields, type TermValues } from './promo-terms';

interface Props {
  onClose(): void;
  onDone(): void;
  /** Shows the codes of a campaign in the list. */
  onShow(campaign: string): void;
}

/** Many codes of one campaign; a request whose answer got lost is sent again under its key. */
export function BulkWindow({ onClose, onDone, onShow }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const [made, setMade] = useState<PromoBulkAnswer | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const attempt = useRef({ key: newKey(), body: '' });
  const form = useForm<BulkFormValues>({
    resolver: zodResolver(bulkFormSchema),
    defaultValues: {
      ...emptyTerms,
      pattern: 'SPRING-######',
      count: '100',
      usageType: 'once_total',
    },
  });
  const { errors } = form.formState;
  const values = form.watch();
  const missing = missingSigns(values.pattern, values.count);

  const submit = form.handleSubmit(async (wanted) => {
    if (busy || missing > 0) return;
    const campaign = wanted.campaign.trim();
    const body = {
      pattern: normalizeCode(wanted.pattern),
      count: numberOf(wanted.count),
      ...(campaign && { campaign }),
      terms: termsBody(wanted),
    };
    // Another wish is another request; the same one goes on where it stopped.
    const text = JSON.stringify(body);
    if (text !== attempt.current.body) attempt.current = { key: newKey(), body: text };
    setBusy(true);
    setRefusal(null);
    try {
      setMade(await promoAdminApi.bulk(body, attempt.current.key));
      onDone();
    } catch (failure) {
      if (!isOutcomeUnknown(failure)) attempt.current = { key: newKey(), body: '' };
      setRefusal(problemText(i18n, failure));
    } finally {
      setBusy(false);
    }
  });

  if (made) return <Made made={made} onClose={onClose} onShow={onShow} />;
  const wrong = (message: string | undefined) => (message ? said(t, message) : null);
  return (
    <FormWindow
      title={t('promoAdmin.bulk.title')}
      lead={t('promoAdmin.bulk.lead')}
      action={t('promoAdmin.bulk.make')}
      busy={busy}
      disabled={missing > 0}
      refusal={refusal}
      onClose={onClose}
      onSubmit={submit}
    >
      <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
        <Input
          label={t('promoAdmin.bulk.pattern')}
          autoComplete="off"
          maxLength={40}
          className="uppercase"
          hint={
            values.pattern.includes('#')
              ? t('promoAdmin.bulk.example', { code: exampleCode(values.pattern) })
              : t('promoAdmin.bulk.patternHint')
          }
          error={
            wrong(errors.pattern?.message) ??
            (missing > 0 ? t('promoAdmin.bulk.weak', { count: missing }) : null)
          }
          {...form.register('pattern')}
        />
        <Input
          label={t('promoAdmin.bulk.count')}
          inputMode="numeric"
          autoComplete="off"
          error={wrong(errors.count?.message)}
          {...form.register('count')}
        />
      </div>
      <Input
        label={t('promoAdmin.bulk.campaign')}
        optional
        autoComplete="off"
        maxLength={80}
        hint={t('promoAdmin.bulk.campaignHint')}
        {...form.register('campaign')}
      />
      <PromoTermFields
        // The series' form has these fields and two more.
        register={form.register as unknown as UseFormRegister<TermValues>}
        control={form.control as unknown as Control<TermValues>}
        errors={errors}
        values={values}
      />
    </FormWindow>
  );
}

function Made({
  made,
  onClose,
  onShow,
}: {
  made: PromoBulkAnswer;
  onClose(): void;
  onShow(campaign: string): void;
}) {
  const { t } = useI18n();
  return (
    <Window open onOpenChange={(open) => !open && onClose()} title={t('promoAdmin.bulk.title')}>
      <p role="status" className="flex items-center gap-3 text-lg font-semibold">
        <CircleCheck aria-hidden="true" className="size-6 text-good-ink" />
        {t('promoAdmin.bulk.done', { count: made.count })}
      </p>
      <p className="mt-1 text-muted">{t('promoAdmin.campaignOf', { name: made.campaign })}</p>
      <div className="mt-5 grid gap-3 sm:grid-cols-2">
        <a
          href={promoPaths.export(made.campaign)}
          download
          className="inline-flex min-h-11 items-center justify-center gap-2 rounded-md bg-accent px-5 font-semibold text-on-accent hover:bg-accent-hover"
        >
          <Download aria-hidden="true" className="size-5" />
          {t('promoAdmin.csv')}
        </a>
        <Button look="outline" onClick={() => onShow(made.campaign)}>
          {t('promoAdmin.bulk.show')}
        </Button>
      </div>
    </Window>
  );
}
