'use client';
import type { EditConflict } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { EditConflictNotice } from '../edit-conflict';

const labels: Record<string, MessageKey> = {
  name: 'menuAdmin.form.name',
  category: 'menuAdmin.form.category',
  price: 'menuAdmin.form.price',
  portion: 'menuAdmin.form.portion',
  description: 'menuAdmin.form.description',
  image: 'menuAdmin.picture',
  groups: 'menuAdmin.groups',
  addOns: 'menuAdmin.addOns',
  available: 'menuAdmin.form.available',
  removed: 'menuAdmin.field.removed',
  position: 'menuAdmin.field.position',
};

/** Who changed what of a dish since its form was opened. */
export function DishConflict({ conflict }: { conflict: EditConflict }) {
  const { t, num } = useI18n();
  function show(value: unknown): string {
    if (typeof value === 'boolean') return t(value ? 'promoAdmin.yes' : 'promoAdmin.no');
    if (typeof value === 'number') return num(value);
    if (Array.isArray(value)) {
      const names = value.map((option: { name: string }) => option.name);
      return names.join(', ') || t('promoAdmin.empty.value');
    }
    return String(value);
  }
  return (
    <EditConflictNotice
      conflict={conflict}
      title={(who) => t('menuAdmin.conflict', { who })}
      fields={Object.entries(labels).map(([name, key]) => ({ name, label: t(key) }))}
      show={(_, value) => show(value)}
      hint={t('promoAdmin.conflictHint')}
    />
  );
}
