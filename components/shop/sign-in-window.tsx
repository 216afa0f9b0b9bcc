'use client';
import { useState } from 'react';
import { useSWRConfig } from 'swr';
import type { UserProfile } from '@/lib/api/answers';
import { api } from '@/lib/client/api';
import { applyProfile } from '@/lib/client/profile';
import { pendingTelegram, telegramLinked } from '@/lib/client/telegram-link';
import { useI18n } from '@/lib/messages/provider';
import { toast } from '../ui/toast-store';
import { Window } from '../ui/window';
import { PhoneCodeWindow } from './phone-code-window';
import { MeetStep } from './sign-in-meet';

/** Phone, code, and for a newcomer name and birthday. The cart behind it stays as it is. */
export default function SignInWindow({ onDone }: { onDone(signedIn: boolean): void }) {
  const { t } = useI18n();
  const { mutate } = useSWRConfig();
  const [newcomer, setNewcomer] = useState<UserProfile | null>(null);
  const telegramToken = pendingTelegram();

  async function verify(phone: string, code: string) {
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
  return (
    <PhoneCodeWindow
      title={t('signIn.title')}
      lead={telegramToken ? t('signIn.telegramLead') : t('signIn.lead')}
      submitLabel={t('signIn.submit')}
      onCode={verify}
      onClose={() => onDone(false)}
    />
  );
}
