'use client';
import { useState } from 'react';
import { useSWRConfig } from 'swr';
import type { RequestCodeAnswer, UserProfile } from '@/lib/api/answers';
import { api } from '@/lib/client/api';
import { showPhone } from '@/lib/client/phone';
import { applyProfile } from '@/lib/client/profile';
import { pendingTelegram, telegramLinked } from '@/lib/client/telegram-link';
import { useI18n } from '@/lib/messages/provider';
import { toast } from '../ui/toast-store';
import { Window } from '../ui/window';
import { CodeStep } from './sign-in-code';
import { MeetStep } from './sign-in-meet';
import { PhoneStep } from './sign-in-phone';

/** Phone, code, and for a newcomer name and birthday. The cart behind it stays as it is. */
export default function SignInWindow({ onDone }: { onDone(signedIn: boolean): void }) {
  const { t } = useI18n();
  const { mutate } = useSWRConfig();
  const [phone, setPhone] = useState('');
  const [sent, setSent] = useState<RequestCodeAnswer | null>(null);
  const [newcomer, setNewcomer] = useState<UserProfile | null>(null);
  const telegramToken = pendingTelegram();

  async function verify(code: string) {
    const answer = await api.verify({
      phone,
      code,
      ...(telegramToken ? { telegramToken } : {}),
    });
    telegramLinked();
    await applyProfile(mutate, answer.userProfile);
    toast(
      answer.welcomePoints > 0
        ? t('signIn.welcome', { count: answer.welcomePoints })
        : t('signIn.hello'),
    );
    if (answer.isNew && !answer.userProfile.name) setNewcomer(answer.userProfile);
    else onDone(true);
  }

  if (newcomer) {
    return (
      <Window
        // Another window than the one before: a reader hears its title.
        key="meet"
        open
        onOpenChange={(open) => !open && onDone(true)}
        title={t('signIn.meetTitle')}
        lead={t('signIn.meetLead')}
      >
        <MeetStep profile={newcomer} onDone={() => onDone(true)} />
      </Window>
    );
  }
  const lead = telegramToken ? t('signIn.telegramLead') : t('signIn.lead');
  return (
    <Window
      open
      onOpenChange={(open) => !open && onDone(false)}
      title={sent ? t('signIn.codeTitle') : t('signIn.title')}
      lead={sent ? t('signIn.codeLead', { phone: showPhone(phone) }) : lead}
    >
      {sent ? (
        <CodeStep
          phone={phone}
          sent={sent}
          submitLabel={t('signIn.submit')}
          onResent={setSent}
          onChangePhone={() => setSent(null)}
          onCode={verify}
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
