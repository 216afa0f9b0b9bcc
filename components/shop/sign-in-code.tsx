'use client';
import { type FormEvent, useEffect, useState } from 'react';
import type { RequestCodeAnswer } from '@/lib/api/answers';
import { api } from '@/lib/client/api';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Input } from '../ui/field';

interface Props {
  phone: string;
  sent: RequestCodeAnswer;
  submitLabel: string;
  onResent(answer: RequestCodeAnswer): void;
  onChangePhone(): void;
  /** Uses the code; what it throws is told under the field. */
  onCode(code: string): Promise<void>;
}

/** Second step: the code that came by message; pasted or filled in by the phone itself. */
export function CodeStep(props: Props) {
  const { phone, sent, submitLabel, onResent, onChangePhone, onCode } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const [code, setCode] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const wait = useCountdown(sent);

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
      await onCode(code);
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
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-5">
      {sent.devCode && (
        <div className="flex flex-wrap items-center justify-between gap-x-3 rounded-lg bg-honey-soft px-4 py-2.5 text-honey-ink">
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
        // A pasted "Ваш код: 123 456" is longer than the code in it.
        maxLength={60}
        className="num text-center text-xl tracking-[0.3em]"
        value={code}
        error={error}
        onChange={(event) => setCode(event.target.value.replace(/\D/g, '').slice(0, 8))}
      />
      <Button type="submit" size="lg" wide busy={busy}>
        {submitLabel}
      </Button>
      <div className="flex flex-wrap justify-between gap-2 text-sm">
        <button type="button" className="min-h-9 text-accent-ink" onClick={onChangePhone}>
          {t('signIn.changePhone')}
        </button>
        <button
          type="button"
          className="min-h-9 text-accent-ink disabled:text-muted"
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
