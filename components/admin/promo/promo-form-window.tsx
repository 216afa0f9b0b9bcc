'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { type Control, type UseFormRegister, useForm } from 'react-hook-form';
import type { PromoCodeView } from '@/lib/api/promo-answers';
import { ApiError } from '@/lib/client/errors';
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
import { Input } from '../../ui/field';
import { toast } from '../../ui/toast-store';
import { FormWindow, SureButton } from '../form-window';
import { said } from '../said';
import { useSaving } from '../use-saving';
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
  const { t } = useI18n();
  const [base, setBase] = useState(given);
  const saving = useSaving();
  const form = useForm<PromoFormValues>({
    resolver: zodResolver(promoFormSchema),
    defaultValues: given ? formOf(given) : { ...emptyTerms, code: '' },
  });
  const { errors } = form.formState;

  /** What is done closes the window. */
  const send = (work: () => Promise<string>) =>
    saving.send(async () => {
      try {
        toast(await work());
      } catch (failure) {
        if (!showAtFields(failure)) throw failure;
        return;
      }
      await onDone();
      onClose();
    }, takeTheirs);

  /** What the other changed comes in; what was changed here stays. */
  async function takeTheirs() {
    const fresh = base && (await promoAdminApi.one(base.id).catch(() => null));
    if (fresh) {
      setBase(fresh);
      form.reset(formOf(fresh), { keepDirtyValues: true });
    }
    await onDone();
  }

  /** Is the whole refusal told at the fields? The API's have the form's names. */
  function showAtFields(failure: unknown): boolean {
    if (!(failure instanceof ApiError)) return false;
    const { code, detail, fields = [] } = failure.problem;
    const own = (path: string): path is keyof PromoFormValues => path in form.getValues();
    for (const { path, message } of fields) if (own(path)) form.setError(path, { message });
    if (code === 'PROMO_CODE_TAKEN') form.setError('code', { message: detail });
    return code === 'PROMO_CODE_TAKEN' || fields.some((f) => own(f.path));
  }

  const submit = form.handleSubmit((values) =>
    send(async () => {
      if (!base) return make(values);
      const changed = changedTerms(formOf(base), values);
      if (Object.keys(changed).length > 0) {
        await promoAdminApi.edit(base.id, { ...changed, version: base.version });
      }
      return t('promoAdmin.form.saved');
    }),
  );

  async function make(values: PromoFormValues): Promise<string> {
    const code = normalizeCode(values.code);
    const campaign = values.campaign.trim() || null;
    await promoAdminApi.create({ ...termsBody(values), code, campaign });
    return t('promoAdmin.form.made', { code });
  }

  const remove = ({ id, code }: PromoCodeView) =>
    send(async () => {
      await promoAdminApi.remove(id);
      return t('promoAdmin.form.deleted', { code });
    });

  return (
    <FormWindow
      title={base ? t('promoAdmin.form.edit', { code: base.code }) : t('promoAdmin.form.new')}
      action={t(base ? 'promoAdmin.form.save' : 'promoAdmin.form.make')}
      busy={saving.busy}
      refusal={saving.refusal}
      more={
        base?.timesUsed === 0 && (
          <SureButton
            key={base.version}
            name={t('promoAdmin.form.delete')}
            sure={t('promoAdmin.form.deleteSure')}
            busy={saving.busy}
            onSure={() => void remove(base)}
          />
        )
      }
      onClose={onClose}
      onSubmit={submit}
    >
      {saving.conflict && <ConflictNotice conflict={saving.conflict} />}
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
    </FormWindow>
  );
}
