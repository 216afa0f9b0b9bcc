'use client';
import type { EditConflict } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import { EditConflictNotice } from '../edit-conflict';

interface Props {
  conflict: EditConflict;
  /** By the API's name; without `show` a number or a text is told as it is. */
  fields: readonly { name: string; label: string; show?(value: unknown): string }[];
}

/** Who changed these settings since they were opened. */
export function SettingsConflict({ conflict, fields }: Props) {
  const { t, num } = useI18n();
  const plain = (value: unknown) => (typeof value === 'number' ? num(value) : String(value));
  return (
    <EditConflictNotice
      conflict={conflict}
      title={(who) => t('settings.conflict', { who })}
      fields={fields}
      show={(name, value) => (fields.find((one) => one.name === name)?.show ?? plain)(value)}
      hint={t('settings.conflictHint')}
    />
  );
}
