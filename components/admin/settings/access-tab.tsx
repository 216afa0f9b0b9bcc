'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { type FieldError, useForm } from 'react-hook-form';
import { useSWRConfig } from 'swr';
import { hasCode } from '@/lib/client/errors';
import { problemText } from '@/lib/client/problem-text';
import { type PasswordForm, passwordFormSchema } from '@/lib/client/settings-forms';
import { staffAdminApi, staffPaths } from '@/lib/client/staff-admin';
import { useStaff } from '@/lib/client/use-staff';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { LanguageChoice, ThemeChoice } from '../../shop/preferences';
import { Button } from '../../ui/button';
import { ConfirmWindow } from '../../ui/confirm-window';
import { Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { toast } from '../../ui/toast-store';
import { SessionsList } from './sessions-list';

/** One's own password, sessions, theme and language. */
export function AccessTab() {
  const { t } = useI18n();
  const { mutate } = useSWRConfig();
  const [asking, setAsking] = useState(false);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <section aria-labelledby="sessions-title" className="card p-5 sm:p-6">
        <h2 id="sessions-title" className="text-lg">
          {t('access.sessions')}
        </h2>
        <p className="mt-1 text-sm text-muted">{t('access.sessionsLead')}</p>
        <div className="mt-2">
          <SessionsList path={staffPaths.ownSessions} />
        </div>
        <Button look="soft" className="mt-4" onClick={() => setAsking(true)}>
          {t('access.endOthers')}
        </Button>
      </section>
      <div className="grid gap-4">
        <Password />
        <section aria-labelledby="look-title" className="card p-5 sm:p-6">
          <h2 id="look-title" className="text-lg">
            {t('access.look')}
          </h2>
          <div className="mt-3 flex flex-wrap gap-5 text-sm">
            <ThemeChoice />
            <LanguageChoice />
          </div>
        </section>
      </div>
      {asking && (
        <ConfirmWindow
          title={t('access.endOthersTitle')}
          lead={t('access.endOthersLead')}
          action={t('access.endOthers')}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await staffAdminApi.endOtherSessions();
            await mutate(staffPaths.ownSessions);
            toast(t('access.endedOthers'));
          }}
        />
      )}
    </div>
  );
}

const empty: PasswordForm = { current: '', next: '', again: '' };

function Password() {
  const i18n = useI18n();
  const { t } = i18n;
  const { who } = useStaff();
  const { mutate } = useSWRConfig();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<PasswordForm>({
    resolver: zodResolver(passwordFormSchema),
    defaultValues: empty,
  });
  const { errors, isSubmitting } = form.formState;
  const said = (error: FieldError | undefined) =>
    error && (error.type === 'server' ? error.message : t(error.message as MessageKey));

  const submit = form.handleSubmit(async ({ current, next }) => {
    setRefusal(null);
    try {
      await staffAdminApi.changePassword(current, next);
      form.reset(empty);
      toast(t('access.changed'));
      await mutate(staffPaths.ownSessions);
    } catch (failure) {
      const message = problemText(i18n, failure);
      if (hasCode(failure, 'PASSWORD_WRONG')) {
        form.setError('current', { type: 'server', message }, { shouldFocus: true });
      } else if (hasCode(failure, 'PASSWORD_WEAK')) {
        form.setError('next', { type: 'server', message }, { shouldFocus: true });
      } else {
        setRefusal(message);
      }
    }
  });

  return (
    <section aria-labelledby="password-title" className="card p-5 sm:p-6">
      <h2 id="password-title" className="text-lg">
        {t('access.password')}
      </h2>
      <p className="mt-1 text-sm text-muted">{t('access.passwordLead')}</p>
      <form onSubmit={submit} noValidate className="mt-4 grid gap-4">
        {/* Tells a password manager whose password it is. */}
        <input type="hidden" autoComplete="username" value={who?.email ?? ''} readOnly />
        <Input
          label={t('access.current')}
          type="password"
          autoComplete="current-password"
          error={said(errors.current)}
          {...form.register('current')}
        />
        <Input
          label={t('access.next')}
          hint={t('access.nextHint')}
          type="password"
          autoComplete="new-password"
          error={said(errors.next)}
          {...form.register('next')}
        />
        <Input
          label={t('access.again')}
          type="password"
          autoComplete="new-password"
          error={said(errors.again)}
          {...form.register('again')}
        />
        {refusal && (
          <Notice tone="bad" alert>
            {refusal}
          </Notice>
        )}
        <Button type="submit" busy={isSubmitting} className="justify-self-start">
          {t('access.change')}
        </Button>
      </form>
    </section>
  );
}
