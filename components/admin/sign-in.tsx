'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useState } from 'react';
import { useSWRConfig } from 'swr';
import { adminApi } from '@/lib/client/admin-api';
import { pageAfter } from '@/lib/client/after-sign-in';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Input } from '../ui/field';
import { Notice } from '../ui/notice';
import { Pot } from '../ui/pot';

/** Email and password; then the page that was asked for, or the orders. */
export function AdminSignIn() {
  const i18n = useI18n();
  const { t } = i18n;
  const router = useRouter();
  const { mutate } = useSWRConfig();
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  // Before that a press would send the form nowhere, and lose the page that was asked for.
  useEffect(() => setReady(true), []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    // From the fields: a password manager may have filled them before this code ran.
    const [email = '', password = ''] = Array.from(
      event.currentTarget.querySelectorAll('input'),
      (input) => input.value,
    );
    setBusy(true);
    setError(null);
    try {
      await adminApi.signIn(email.trim(), password);
      // Whoever was here before: nothing of theirs is shown.
      await mutate(() => true, undefined, { revalidate: false });
      router.push(pageAfter(window.location.search));
    } catch (failure) {
      setError(problemText(i18n, failure));
      setBusy(false);
    }
  }

  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-4 py-10">
      <Pot className="size-20" />
      <h1 className="mt-5 text-2xl">{t('admin.signIn')}</h1>
      <form onSubmit={submit} className="mt-6 grid gap-4">
        <Input label={t('admin.email')} type="email" autoComplete="username" required />
        <Input
          label={t('admin.password')}
          type="password"
          autoComplete="current-password"
          required
        />
        {error && (
          <Notice tone="bad" alert>
            {error}
          </Notice>
        )}
        <Button type="submit" size="lg" wide busy={busy} disabled={!ready}>
          {t('admin.enter')}
        </Button>
      </form>
    </main>
  );
}
