'use client';
import { type FormEvent, useEffect, useState } from 'react';
import type { RequestCodeAnswer, SignInAnswer } from '@/lib/api/answers';
import { api } from '@/lib/client/api';
import { useMenu } from '@/lib/client/hooks';
import { readLocal, writeLocal } from '@/lib/client/local';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Input } from '../ui/field';

/** Set after the first sign-in here: name and birthday are asked once. */
const KNOWN = 'kopilka.known';

interface Props {
  phone: string;
  sent: RequestCodeAnswer;
  onResent(answer: RequestCodeAnswer): void;
  onChangePhone(): void;
  onSignedIn(answer: SignInAnswer): Promise<void>;
}

/** Second step: the code, and for a newcomer name and birthday. */
export function CodeStep({ phone, sent, onResent, onChangePhone, onSignedIn }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const { data: menu } = useMenu({ revalidateOnFocus: false });
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [known] = useState(() => readLocal(KNOWN) !== null);
  const wait = useCountdown(sent);
  const gift = menu?.loyalty.birthdayPoints ?? null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!/^\d{4,8}$/.test(code)) {
      setError(t('signIn.codeBad'));
      return;
    }
    setBusy(true);
    setError(null);
    try {
      const answer = await api.verify({
        phone,
        code,
        ...(name.trim() ? { name: name.trim() } : {}),
        ...(birthDate ? { birthDate } : {}),
      });
      writeLocal(KNOWN, '1');
      await onSignedIn(answer);
    } catch (failure) {
      setError(problemText(i18n, failure));
      setBusy(false);
    }
  }

  async function resend() {
    try {
      onResent(await api.requestCode(phone));
      setError(null);
    } catch (failure) {
      setError(problemText(i18n, failure));
    }
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      {sent.devCode && (
        <div className="flex items-center justify-between gap-3 rounded-lg bg-honey-soft px-4 py-2.5 text-honey-ink">
          <span className="num" data-testid="dev-code">
            {t('signIn.devCode', { code: sent.devCode })}
          </span>
          <button
            type="button"
            className="min-h-9 rounded-md px-2 text-sm font-semibold underline underline-offset-4"
            onClick={() => setCode(sent.devCode ?? '')}
          >
            {t('signIn.useCode')}
          </button>
        </div>
      )}
      <Input
        label={t('signIn.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        maxLength={8}
        className="num text-center text-xl tracking-[0.3em]"
        value={code}
        error={error}
        onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
      />
      {!known && (
        <details className="group rounded-lg bg-sunken px-4 py-3">
          <summary className="font-medium">{t('signIn.first')}</summary>
          <div className="mt-4 grid gap-4">
            <Input
              label={t('signIn.name')}
              optional
              autoComplete="given-name"
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Input
              label={t('signIn.birthDate')}
              optional
              type="date"
              autoComplete="bday"
              min="1900-01-01"
              value={birthDate}
              hint={gift ? t('signIn.birthHint', { count: gift }) : undefined}
              onChange={(event) => setBirthDate(event.target.value)}
            />
          </div>
        </details>
      )}
      <Button type="submit" size="lg" wide busy={busy}>
        {t('signIn.submit')}
      </Button>
      <div className="flex flex-wrap justify-between gap-2 text-sm">
        <button type="button" className="min-h-9 text-accent-ink" onClick={onChangePhone}>
          {t('signIn.changePhone')}
        </button>
        <button
          type="button"
          className="num min-h-9 text-accent-ink disabled:text-muted"
          disabled={wait > 0}
          onClick={resend}
        >
          {wait > 0 ? t('signIn.resendIn', { seconds: wait }) : t('signIn.resend')}
        </button>
      </div>
    </form>
  );
}

/** Seconds until another code may be asked for; starts anew with each code. */
function useCountdown(sent: RequestCodeAnswer): number {
  const [left, setLeft] = useState(sent.resendAfter);
  useEffect(() => {
    const until = Date.now() + sent.resendAfter * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [sent]);
  return left;
}
