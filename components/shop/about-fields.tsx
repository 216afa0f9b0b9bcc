'use client';
import { useMenu } from '@/lib/client/hooks';
import { useI18n } from '@/lib/messages/provider';
import { Input } from '../ui/field';

export interface About {
  name: string;
  /** YYYY-MM-DD, or empty. */
  birthDate: string;
}

interface Props {
  value: About;
  onChange(value: About): void;
}

/** Name and birthday, each with the reason why it is asked. */
export function AboutFields({ value, onChange }: Props) {
  const { t } = useI18n();
  const { data: menu } = useMenu({ revalidateOnFocus: false });
  const gift = menu?.loyalty.enabled ? menu.loyalty.birthdayPoints : null;
  return (
    <>
      <Input
        label={t('profile.name')}
        optional
        autoComplete="given-name"
        maxLength={80}
        hint={t('profile.nameHint')}
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.target.value })}
      />
      <Input
        label={t('profile.birthDate')}
        optional
        type="date"
        autoComplete="bday"
        min="1900-01-01"
        max={new Date().toISOString().slice(0, 10)}
        hint={gift ? t('profile.birthHint', { count: gift }) : undefined}
        value={value.birthDate}
        onChange={(event) => onChange({ ...value, birthDate: event.target.value })}
      />
    </>
  );
}

/** The part that is new: nothing is sent for a field that was left as it was. */
export function changedAbout(before: About, after: About) {
  const name = after.name.trim();
  return {
    ...(name && name !== before.name ? { name } : {}),
    ...(after.birthDate && after.birthDate !== before.birthDate
      ? { birthDate: after.birthDate }
      : {}),
  };
}
