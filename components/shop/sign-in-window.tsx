'use client';
import { useState } from 'react';
import { useSWRConfig } from 'swr';
import type { RequestCodeAnswer, SignInAnswer } from '@/lib/api/answers';
import { showPhone } from '@/lib/client/phone';
import { applyProfile } from '@/lib/client/profile';
import { useI18n } from '@/lib/messages/provider';
import { toast } from '../ui/toast-store';
import { Window } from '../ui/window';
import { CodeStep } from './sign-in-code';
import { PhoneStep } from './sign-in-phone';

/** Phone, then code. The cart behind it stays as it is. */
export default function SignInWindow({ onDone }: { onDone(signedIn: boolean): void }) {
  const { t } = useI18n();
  const { mutate } = useSWRConfig();
  const [phone, setPhone] = useState('');
  const [sent, setSent] = useState<RequestCodeAnswer | null>(null);

  async function finish(answer: SignInAnswer) {
    await applyProfile(mutate, answer.userProfile);
    toast(
      answer.welcomePoints > 0
        ? t('signIn.welcome', { count: answer.welcomePoints })
        : t('signIn.hello'),
    );
    onDone(true);
  }

  return (
    <Window
      open
      onOpenChange={(open) => !open && onDone(false)}
      title={sent ? t('signIn.codeTitle') : t('signIn.title')}
      lead={sent ? t('signIn.codeLead', { phone: showPhone(phone) }) : t('signIn.lead')}
    >
      {sent ? (
        <CodeStep
          phone={phone}
          sent={sent}
          onResent={setSent}
          onChangePhone={() => setSent(null)}
          onSignedIn={finish}
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
