'use client';
import { useSWRConfig } from 'swr';
import { api, paths } from '@/lib/client/api';
import { useI18n } from '@/lib/messages/provider';
import { toast } from '../ui/toast-store';
import { PhoneCodeWindow } from './phone-code-window';

/** Another phone for the same customer, proved by a code sent to it. */
export function PhoneWindow({ onClose }: { onClose(): void }) {
  const { t } = useI18n();
  const { mutate } = useSWRConfig();

  async function change(phone: string, code: string) {
    await api.changePhone(phone, code);
    await Promise.all([mutate(paths.me), mutate(paths.profile)]);
    toast(t('profile.phoneChanged'));
    onClose();
  }

  return (
    <PhoneCodeWindow
      title={t('profile.phoneTitle')}
      lead={t('profile.phoneLead')}
      submitLabel={t('profile.phoneConfirm')}
      onCode={change}
      onClose={onClose}
    />
  );
}
