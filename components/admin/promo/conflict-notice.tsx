'use client';
import type { EditConflict } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { EditConflictNotice } from '../edit-conflict';

const shown = [
  'discountType',
  'value',
  'usageType',
  'usageLimit',
  'minOrder',
  'maxDiscount',
  'validFromDay',
  'validUntilDay',
  'active',
  'comment',
  'campaign',
] as const;

/** Who changed what of a code since the form was opened. */
export function ConflictNotice({ conflict }: { conflict: EditConflict }) {
  const { t, num, date } = useI18n();
  function show(name: string, value: unknown): string {
    if (typeof value === 'boolean') return t(value ? 'promoAdmin.yes' : 'promoAdmin.no');
    if (typeof value === 'number') return num(value);
    if (name === 'discountType') return t(`promoAdmin.form.${String(value)}` as MessageKey);
    if (name === 'usageType') return t(`promoAdmin.usage.${String(value)}` as MessageKey);
    // Noon in UTC is the same day in every zone where people live on one.
    if (name.endsWith('Day')) return date(`${String(value)}T12:00:00Z`);
    return String(value);
  }
  return (
    <EditConflictNotice
      conflict={conflict}
      title={(who) => t('promoAdmin.conflict', { who })}
      fields={shown.map((name) => ({ name, label: t(`promoAdmin.field.${name}`) }))}
      show={show}
      hint={t('promoAdmin.conflictHint')}
    />
  );
}
