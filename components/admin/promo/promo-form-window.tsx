'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useRef, useState } from 'react';
import { type Control, type UseFormRegister, useForm } from 'react-hook-form';
import type { EditConflict } from '@/lib/api/answers';
import type { PromoCodeView } from '@/lib/api/promo-answers';
import { ApiError } from '@/lib/client/errors';
import { problemText } from '@/lib/client/problem-text';
import { promoAdminApi } from '@/lib/client/promo-admin';
import {
  changedTerms,
  emptyTerms,
  formOf,
  type PromoFormValues,
  promoFormSchema,
  termsBody,
} from '@/lib/client/promo-form';
import { useI18n } from '@/lib/messages/provider';
import { normalizeCode } from '@/lib/promo/code-text';
import { Button } from '../../ui/button';
import { Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { toast } from '../../ui/toast-store';
import { Window } from '../../ui/window';
import { said } from '../said';
import { ConflictNotice } from './conflict-notice';
import { PromoTermFields, type TermValues } from './promo-terms';

interface Props {
  /** null: a new one. */
  code: PromoCodeView | null;
  onClose(): void;
  /** Settles when the list shows what was done. */
  onDone(): Promise<void>;
}

/** Makes a code or edits one; of two admins at once the second sees what the first changed. */
export function PromoFormWindow({ code: given, onClose, onDone }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const [base, setBase] = useState(given);
  const [conflict, setConflict] = useState<EditConflict | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const form = useForm<PromoFormValues>({
    resolver: zodResolver(promoFormSchema),
    defaultValues: given ? formOf(given) : { ...emptyTerms, code: '' },
  });
  const { errors } = form.formState;

  /** One request at a time; a failure is shown in the window. */
  async function send(work: () => Promise<void>) {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setRefusal(null);
    try {
      await work();
    } catch (failure) {
      await show(failure);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  }

  async function show(failure: unknown) {
    const problem = failure instanceof ApiError ? failure.problem : null;
    if (problem?.conflict && base) {
      setConflict(problem.conflict);
      // What the other changed comes in; what was changed here stays.
      const fresh = await promoAdminApi.one(base.id).catch(() => null);
      if (fresh) {
        setBase(fresh);
        form.reset(formOf(fresh), { keepDirtyValues: true });
      }
      await onDone();
      return;
    }
    // The API's fields have the form's names.
    const own = (path: string): path is keyof PromoFormValues => path in form.getValues();
    const fields = problem?.fields ?? [];
    for (const { path, message } of fields) if (own(path)) form.setError(path, { message });
    if (problem?.code === 'PROMO_CODE_TAKEN') form.setError('code', { message: problem.detail });
    else if (!fields.some((f) => own(f.path))) setRefusal(failure);
  }

  const submit = form.handleSubmit((values) =>
    send(async () => {
      const done = base ? await save(base, values) : await make(values);
      if (!done) return;
      await onDone();
      onClose();
    }),
  );

  async function make(values: PromoFormValues): Promise<boolean> {
    const code = normalizeCode(values.code);
    const campaign = values.campaign.trim() || null;
    await promoAdminApi.create({ ...termsBody(values), code, campaign });
    toast(t('promoAdmin.form.made', { code }));
    return true;
  }

  async function save(code: PromoCodeView, values: PromoFormValues): Promise<boolean> {
    const changed = changedTerms(formOf(code), values);
    if (Object.keys(changed).length > 0) {
      await promoAdminApi.edit(code.id, { ...changed, version: code.version });
    }
    toast(t('promoAdmin.form.saved'));
    return true;
  }

  const remove = (code: PromoCodeView) =>
    send(async () => {
      await promoAdminApi.remove(code.id);
      toast(t('promoAdmin.form.deleted', { code: code.code }));
      await onDone();
      onClose();
    });

  return (
    <Window
      open
      size="lg"
      onOpenChange={(open) => !open && !busy && onClose()}
      title={base ? t('promoAdmin.form.edit', { code: base.code }) : t('promoAdmin.form.new')}
      footer={
        <div className="flex flex-wrap gap-3">
          <Button type="submit" form="promo-form" className="grow" busy={busy}>
            {t(base ? 'promoAdmin.form.save' : 'promoAdmin.form.make')}
          </Button>
          {base && base.timesUsed === 0 && (
            <Button
              look={sure ? 'danger' : 'quietDanger'}
              disabled={busy}
              onClick={() => (sure ? void remove(base) : setSure(true))}
            >
              {t(sure ? 'promoAdmin.form.deleteSure' : 'promoAdmin.form.delete')}
            </Button>
          )}
        </div>
      }
    >
      <form id="promo-form" noValidate className="grid gap-4" onSubmit={submit}>
        {conflict && <ConflictNotice conflict={conflict} />}
        {refusal !== null && (
          <Notice tone="bad" alert>
            {problemText(i18n, refusal)}
          </Notice>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Input
            label={t('promoAdmin.form.code')}
            autoComplete="off"
            autoCapitalize="characters"
            maxLength={40}
            className="uppercase"
            readOnly={base !== null}
            hint={t(base ? 'promoAdmin.form.codeFixed' : 'promoAdmin.form.codeHint')}
            error={errors.code?.message ? said(t, errors.code.message) : null}
            {...form.register('code')}
          />
          <Input
            label={t('promoAdmin.campaign')}
            optional
            autoComplete="off"
            maxLength={80}
            {...form.register('campaign')}
          />
        </div>
        <PromoTermFields
          // The code's form has these fields and two more.
          register={form.register as unknown as UseFormRegister<TermValues>}
          control={form.control as unknown as Control<TermValues>}
          errors={errors}
          values={form.watch()}
        />
      </form>
    </Window>
  );
}
