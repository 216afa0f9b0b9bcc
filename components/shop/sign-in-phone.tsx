'use client';
import { type FormEvent, useState } from 'react';
import type { RequestCodeAnswer } from '@/lib/api/answers';
import { api } from '@/lib/client/api';
import { isWholePhone, maskPhone, phoneDigits, toE164 } from '@/lib/client/phone';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Input } from '../ui/field';

interface Props {
  /** E.164, when the customer comes back to correct it. */
  initial: string;
  onSent(phone: string, answer: RequestCodeAnswer): void;
}

/** First step: the phone, under a mask. */
export function PhoneStep({ initial, onSent }: Props) {
  const i18n = useI18n();
  const [digits, setDigits] = useState(phoneDigits(initial));
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  function type(text: string) {
    const next = phoneDigits(text);
    const erased = text.length < maskPhone(digits).length;
    // Erasing a bracket or dash of the mask must erase the digit before it.
    setDigits(erased && next === digits ? digits.slice(0, -1) : next);
    setError(null);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!isWholePhone(digits)) {
      setError(i18n.t('signIn.phoneBad'));
      return;
    }
    setBusy(true);
    try {
      const phone = toE164(digits);
      onSent(phone, await api.requestCode(phone));
    } catch (failure) {
      setError(problemText(i18n, failure));
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Input
        label={i18n.t('signIn.phone')}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        autoFocus
        placeholder="+7 (900) 000-00-00"
        className="num text-lg"
        value={maskPhone(digits)}
        error={error}
        onChange={(event) => type(event.target.value)}
      />
      <Button type="submit" size="lg" wide busy={busy}>
        {i18n.t('signIn.sendCode')}
      </Button>
    </form>
  );
}
