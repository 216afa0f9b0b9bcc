'use client';
import { type ReactNode, useState } from 'react';
import type { RequestCodeAnswer } from '@/lib/api/answers';
import { showPhone } from '@/lib/client/phone';
import { useI18n } from '@/lib/messages/provider';
import { Window } from '../ui/window';
import { CodeStep } from './sign-in-code';
import { PhoneStep } from './sign-in-phone';

interface Props {
  /** Of the step of the phone. */
  title: string;
  lead: ReactNode;
  /** What the code's button says. */
  submitLabel: string;
  /** A code that is wrong is refused by throwing. */
  onCode(phone: string, code: string): Promise<void>;
  onClose(): void;
}

/** A phone number, then the code that was sent to it. */
export function PhoneCodeWindow({ title, lead, submitLabel, onCode, onClose }: Props) {
  const { t } = useI18n();
  const [phone, setPhone] = useState('');
  const [sent, setSent] = useState<RequestCodeAnswer | null>(null);
  return (
    <Window
      open
      onOpenChange={(open) => !open && onClose()}
      title={sent ? t('signIn.codeTitle') : title}
      lead={sent ? t('signIn.codeLead', { phone: showPhone(phone) }) : lead}
    >
      {sent ? (
        <CodeStep
          phone={phone}
          sent={sent}
          submitLabel={submitLabel}
          onResent={setSent}
          onChangePhone={() => setSent(null)}
          onCode={(code) => onCode(phone, code)}
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
