'use client';
import { useState } from 'react';
import { type Control, Controller, type FieldErrors, type UseFormRegister } from 'react-hook-form';
import { numberOf, type PromoFormValues, previewTerms } from '@/lib/client/promo-form';
import { useI18n } from '@/lib/messages/provider';
import { toKopecks } from '@/lib/money';
import { promoDiscountKopecks } from '@/lib/promo/rules';
import { Input, Select, TextArea } from '../../ui/field';
import { RadioCards } from '../../ui/radio-cards';
import { Switch } from '../../ui/switch';
import { said } from '../said';

export type TermValues = Omit<PromoFormValues, 'code'>;

interface Props {
  register: UseFormRegister<TermValues>;
  control: Control<TermValues>;
  errors: FieldErrors<TermValues>;
  values: TermValues;
}

const SAMPLE = '2000';

/** Every field that one code and a series have in common (SPEC 4). */
export function PromoTermFields({ register, control, errors, values }: Props) {
  const { t } = useI18n();
  const wrong = (field: keyof TermValues) => {
    const message = errors[field]?.message;
    return message ? said(t, message) : null;
  };
  const decimal = { inputMode: 'decimal', autoComplete: 'off' } as const;
  const once = values.usageType === 'once_total';
  return (
    <>
      <Controller
        control={control}
        name="discountType"
        render={({ field }) => (
          <RadioCards
            row
            label={t('promoAdmin.form.type')}
            value={field.value}
            onChange={field.onChange}
            cards={[
              { value: 'percentage', title: t('promoAdmin.form.percentage') },
              { value: 'fixed', title: t('promoAdmin.form.fixed') },
            ]}
          />
        )}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Input
          label={t(
            values.discountType === 'fixed' ? 'promoAdmin.form.rubles' : 'promoAdmin.form.percent',
          )}
          {...decimal}
          error={wrong('value')}
          {...register('value')}
        />
        <Input
          label={t('promoAdmin.form.maxDiscount')}
          optional
          {...decimal}
          error={wrong('maxDiscount')}
          {...register('maxDiscount')}
        />
        <Input
          label={t('promoAdmin.form.minOrder')}
          optional
          {...decimal}
          error={wrong('minOrder')}
          {...register('minOrder')}
        />
        <Input
          label={t('promoAdmin.form.usageLimit')}
          optional
          inputMode="numeric"
          autoComplete="off"
          placeholder={t('promoAdmin.form.noLimit')}
          disabled={once}
          hint={once ? t('promoAdmin.form.onceHint') : undefined}
          error={wrong('usageLimit')}
          {...register('usageLimit')}
        />
      </div>
      <Preview values={values} />
      <Select
        label={t('promoAdmin.form.usageType')}
        error={wrong('usageType')}
        {...register('usageType')}
      >
        {(['unlimited', 'once_per_user', 'once_total'] as const).map((type) => (
          <option key={type} value={type}>
            {t(`promoAdmin.usage.${type}`)}
          </option>
        ))}
      </Select>
      <div className="grid gap-4 sm:grid-cols-2">
        <Input
          label={t('promoAdmin.form.validFrom')}
          optional
          type="date"
          error={wrong('validFrom')}
          {...register('validFrom')}
        />
        <Input
          label={t('promoAdmin.form.validUntil')}
          optional
          type="date"
          hint={t('promoAdmin.form.untilHint')}
          error={wrong('validUntil')}
          {...register('validUntil')}
        />
      </div>
      <TextArea
        label={t('promoAdmin.form.comment')}
        optional
        hint={t('promoAdmin.form.commentHint')}
        maxLength={500}
        error={wrong('comment')}
        {...register('comment')}
      />
      <Controller
        control={control}
        name="active"
        render={({ field }) => (
          <Switch
            label={t('promoAdmin.form.active')}
            checked={field.value}
            onChange={field.onChange}
          />
        )}
      />
    </>
  );
}

/** The discount on a sum that can be changed, by the very rules that the server uses. */
function Preview({ values }: { values: TermValues }) {
  const { t, kopecks } = useI18n();
  const [sum, setSum] = useState(SAMPLE);
  const preview = previewTerms(values);
  const subtotal = numberOf(sum) > 0 ? toKopecks(numberOf(sum)) : 0;
  const missing = preview ? preview.minOrderKopecks - subtotal : 0;
  const discount = preview ? promoDiscountKopecks(preview.terms, subtotal) : 0;
  const text = !preview
    ? t('promoAdmin.preview.none')
    : missing > 0
      ? t('promoAdmin.preview.below', { amount: kopecks(missing) })
      : t('promoAdmin.preview.discount', {
          discount: kopecks(discount),
          total: kopecks(subtotal - discount),
        });
  return (
    <section aria-label={t('promoAdmin.preview.title')} className="rounded-lg bg-sunken p-4">
      <div className="grid items-center gap-3 sm:grid-cols-[10rem_1fr]">
        <Input
          label={t('promoAdmin.preview.sum')}
          inputMode="decimal"
          autoComplete="off"
          value={sum}
          onChange={(event) => setSum(event.target.value)}
        />
        <p role="status" data-testid="promo-preview" className="font-semibold sm:pt-7">
          {text}
        </p>
      </div>
    </section>
  );
}
