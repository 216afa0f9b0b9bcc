'use client';
import type { EditConflict } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { Notice } from '../../ui/notice';

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

/** Who changed what since the form was opened. */
export function ConflictNotice({ conflict }: { conflict: EditConflict }) {
  const { t } = useI18n();
  return (
    <Notice tone="bad" alert>
      {conflict.edits.map((edit) => (
        <div key={edit.n}>
          <p className="font-semibold">
            {t('promoAdmin.conflict', {
              who: edit.admin.name || t('promoAdmin.conflictBy.nobody'),
            })}
          </p>
          <ul className="my-1.5">
            {shown
              .filter((name) => edit.after && name in edit.after)
              .map((name) => (
                <li key={name}>
                  {t(`promoAdmin.field.${name}`)}: <Value name={name} of={edit.before} /> →{' '}
                  <Value name={name} of={edit.after} />
                </li>
              ))}
          </ul>
        </div>
      ))}
      <p>{t('promoAdmin.conflictHint')}</p>
    </Notice>
  );
}

function Value({ name, of }: { name: string; of: Record<string, unknown> | null }) {
  const { t, num, date } = useI18n();
  const value = of?.[name];
  if (value === null || value === undefined || value === '') {
    return <i>{t('promoAdmin.empty.value')}</i>;
  }
  if (typeof value === 'boolean') return t(value ? 'promoAdmin.yes' : 'promoAdmin.no');
  if (typeof value === 'number') return num(value);
  if (name === 'discountType') return t(`promoAdmin.form.${String(value)}` as MessageKey);
  if (name === 'usageType') return t(`promoAdmin.usage.${String(value)}` as MessageKey);
  // Noon in UTC is the same day in every zone where people live on one.
  if (name.endsWith('Day')) return date(`${String(value)}T12:00:00Z`);
  return String(value);
}
