'use client';
import { useState } from 'react';
import { useSWRConfig } from 'swr';
import type { RequestCodeAnswer } from '@/lib/api/answers';
import { api, paths } from '@/lib/client/api';
import { showPhone } from '@/lib/client/phone';
import { useI18n } from '@/lib/messages/provider';
import { toast } from '../ui/toast-store';
import { Window } from '../ui/window';
import { CodeStep } from './sign-in-code';
import { PhoneStep } from './sign-in-phone';

/** Another phone for the same customer, proved by a code sent to it. */
export function PhoneWindow({ onClose }: { onClose(): void }) {
  const { t } = useI18n();
  const { mutate } = useSWRConfig();
  const [phone, setPhone] = useState('');
  const [sent, setSent] = useState<RequestCodeAnswer | null>(null);

  async function change(code: string) {
    await api.changePhone(phone, code);
    await Promise.all([mutate(paths.me), mutate(paths.profile)]);
    toast(t('profile.phoneChanged'));
    onClose();
  }

  return (
    <Window
      open
      onOpenChange={(open) => !open && onClose()}
      title={sent ? t('signIn.codeTitle') : t('profile.phoneTitle')}
      lead={sent ? t('signIn.codeLead', { phone: showPhone(phone) }) : t('profile.phoneLead')}
    >
      {sent ? (
        <CodeStep
          phone={phone}
          sent={sent}
          submitLabel={t('profile.phoneConfirm')}
          onResent={setSent}
          onChangePhone={() => setSent(null)}
          onCode={change}
        />
      ) : (
        <PhoneStep
          initial={phone}
          onSent={(number, answer) => {
            setPhone(number);
            setSent(answer);
          }}
        />
      )}
    </Window>
  );
}
