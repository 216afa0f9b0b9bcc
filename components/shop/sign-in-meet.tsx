'use client';
import { type FormEvent, useState } from 'react';
import { useSWRConfig } from 'swr';
import type { UserProfile } from '@/lib/api/answers';
import { api } from '@/lib/client/api';
import { problemText } from '@/lib/client/problem-text';
import { applyProfile } from '@/lib/client/profile';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { type About, AboutFields, changedAbout } from './about-fields';

const nothing: About = { name: '', birthDate: '' };

/** Third step, only for a newcomer and only once: name and birthday, both may be skipped. */
export function MeetStep({ profile, onDone }: { profile: UserProfile; onDone(): void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { mutate } = useSWRConfig();
  const [about, setAbout] = useState(nothing);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = changedAbout(nothing, about);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (Object.keys(change).length === 0) {
      onDone();
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await api.changeProfile(change);
      await applyProfile(mutate, { ...profile, ...change });
      onDone();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  return (
    <form onSubmit={save} noValidate className="grid gap-5">
      <AboutFields value={about} onChange={setAbout} />
      {error !== null && (
        <Notice tone="bad" alert>
          {problemText(i18n, error)}
        </Notice>
      )}
      <div className="grid grid-cols-2 gap-3">
        <Button look="outline" size="lg" onClick={onDone}>
          {t('signIn.skip')}
        </Button>
        <Button type="submit" size="lg" busy={busy}>
          {t('profile.save')}
        </Button>
      </div>
    </form>
  );
}
