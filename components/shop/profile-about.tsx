'use client';
import { type FormEvent, useState } from 'react';
import { useSWRConfig } from 'swr';
import type { ProfileAnswer, UserProfile } from '@/lib/api/answers';
import { api, paths } from '@/lib/client/api';
import { problemText } from '@/lib/client/problem-text';
import { storeProfile } from '@/lib/client/profile';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { toast } from '../ui/toast-store';
import { AboutFields, changedAbout } from './about-fields';

/** Name and birthday, saved together. */
export function ProfileAbout({ profile }: { profile: UserProfile }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { mutate } = useSWRConfig();
  const known = { name: profile.name ?? '', birthDate: profile.birthDate ?? '' };
  const [about, setAbout] = useState(known);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = changedAbout(known, about);
  const changed = Object.keys(change).length > 0;

  async function save(event: FormEvent) {
    event.preventDefault();
    if (busy || !changed) return;
    setBusy(true);
    setError(null);
    try {
      await api.changeProfile(change);
      const fresh = { ...profile, ...change };
      storeProfile(fresh);
      await mutate<ProfileAnswer>(
        paths.profile,
        (old) => old && { ...old, profile: { ...old.profile, ...change } },
        { revalidate: false },
      );
      void mutate(paths.me);
      toast(t('profile.saved'));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section aria-labelledby="about-title" className="card p-5 sm:p-6">
      <h2 id="about-title" className="text-lg">
        {t('profile.about')}
      </h2>
      <form onSubmit={save} noValidate className="mt-4 grid gap-5">
        <AboutFields value={about} onChange={setAbout} />
        {error !== null && (
          <Notice tone="bad" alert>
            {problemText(i18n, error)}
          </Notice>
        )}
        <Button type="submit" busy={busy} disabled={!changed} className="justify-self-start">
          {t('profile.save')}
        </Button>
      </form>
    </section>
  );
}
