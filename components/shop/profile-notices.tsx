'use client';
import { useState } from 'react';
import { useSWRConfig } from 'swr';
import type { ProfileAnswer } from '@/lib/api/answers';
import { api, paths } from '@/lib/client/api';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { type NoticeKind, noticeKinds } from '@/lib/notices/kinds';
import { Switch } from '../ui/switch';
import { toast } from '../ui/toast-store';

/** Which messages the customer wants; each switch is saved as it is moved. */
export function ProfileNotices({ notices }: { notices: ProfileAnswer['notices'] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { mutate } = useSWRConfig();
  const [saving, setSaving] = useState<NoticeKind | null>(null);

  async function move(kind: NoticeKind, wanted: boolean) {
    const put = (value: boolean) =>
      mutate<ProfileAnswer>(
        paths.profile,
        (old) => old && { ...old, notices: { ...old.notices, [kind]: value } },
        { revalidate: false },
      );
    setSaving(kind);
    await put(wanted);
    try {
      await api.changeProfile({ notices: { [kind]: wanted } });
    } catch (error) {
      await put(!wanted);
      toast(problemText(i18n, error), 'bad');
    } finally {
      setSaving(null);
    }
  }

  return (
    <section aria-labelledby="notices-title" className="card p-5 sm:p-6">
      <h2 id="notices-title" className="text-lg">
        {t('notices.title')}
      </h2>
      <p className="mt-1 text-sm text-muted">{t('notices.lead')}</p>
      <div className="mt-4 grid gap-3">
        {noticeKinds.map((kind) => (
          <Switch
            key={kind}
            label={t(`notices.${kind}`)}
            hint={t(`notices.${kind}Hint`)}
            checked={notices[kind]}
            disabled={saving === kind}
            onChange={(wanted) => void move(kind, wanted)}
          />
        ))}
      </div>
    </section>
  );
}
