'use client';
import { ExternalLink } from 'lucide-react';
import { useForm } from 'react-hook-form';
import useSWR from 'swr';
import type { PageEditAnswer } from '@/lib/api/staff-answers';
import { staffAdminApi, staffPaths } from '@/lib/client/staff-admin';
import { useFilters } from '@/lib/client/use-filters';
import { useI18n } from '@/lib/messages/provider';
import { Input, TextArea } from '../../ui/field';
import { Skeleton } from '../../ui/skeleton';
import { toast } from '../../ui/toast-store';
import { AdminFailure } from '../failure';
import { Chips } from '../list-parts';
import { useSaving } from '../use-saving';
import { SaveBar } from './save-bar';
import { SettingsConflict } from './settings-conflict';
import { useVersioned } from './use-versioned';

type Page = PageEditAnswer['page'];
const slugs = ['offer', 'privacy'] as const;
const spec = { text: slugs };

/** The texts that customers consent to. */
export function TextsTab() {
  const { t } = useI18n();
  const { filters, set } = useFilters(spec);
  const slug = filters.text;
  const { data, error, mutate } = useSWR<Page>(staffPaths.page(slug), staffAdminApi.page);
  return (
    <div className="grid max-w-3xl gap-4">
      <Chips
        label={t('settings.textChoice')}
        options={slugs.map((value) => ({ value, name: t(`settings.text.${value}`) }))}
        value={slug}
        onChange={(text) => set({ text })}
      />
      {data ? (
        <TextForm
          key={slug}
          page={data}
          reread={() => mutate()}
          onSaved={(page) => void mutate(page)}
        />
      ) : error ? (
        <AdminFailure error={error} onRetry={() => void mutate()} />
      ) : (
        <Skeleton className="h-96 rounded-xl" />
      )}
    </div>
  );
}

interface Props {
  page: Page;
  reread(): Promise<Page | undefined>;
  onSaved(page: Page): void;
}

const textForm = ({ title, body }: Page) => ({ title, body });

function TextForm({ page, reread, onSaved }: Props) {
  const { t } = useI18n();
  const saving = useSaving();
  const form = useForm({ defaultValues: textForm(page) });
  const { base, show, merge } = useVersioned(page, form, textForm);
  const { errors, isDirty } = form.formState;

  const submit = form.handleSubmit(({ title, body }) =>
    saving.send(
      async () => {
        const saved = await staffAdminApi.savePage(page.slug, {
          title,
          body,
          version: base.version,
        });
        show(saved);
        onSaved(saved);
        toast(t('settings.saved'));
      },
      async () => {
        const fresh = await reread();
        if (fresh) merge(fresh);
      },
    ),
  );
  const filled = (text: string) => text.trim() !== '';
  const short = (value: unknown) => {
    const text = String(value);
    return text.length > 160 ? `${text.slice(0, 160)}…` : text;
  };

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <section className="card grid gap-4 p-5 sm:p-6">
        <div className="flex flex-wrap items-center justify-between gap-x-4">
          <p className="text-sm text-muted">{t('settings.textLead')}</p>
          <a
            href={`/${page.slug}`}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-accent-ink"
          >
            {t('settings.textOpen')}
            <ExternalLink aria-hidden="true" className="size-4.5" />
          </a>
        </div>
        <Input
          label={t('settings.textTitle')}
          maxLength={200}
          error={errors.title && t('settings.bad.title')}
          {...form.register('title', { validate: filled })}
        />
        <TextArea
          label={t('settings.textBody')}
          hint={t('settings.textHint')}
          rows={20}
          maxLength={50_000}
          error={errors.body && t('settings.bad.body')}
          {...form.register('body', { validate: filled })}
        />
      </section>
      {saving.conflict && (
        <SettingsConflict
          conflict={saving.conflict}
          fields={[
            { name: 'title', label: t('settings.textTitle') },
            { name: 'body', label: t('settings.textBody'), show: short },
          ]}
        />
      )}
      <SaveBar
        dirty={isDirty}
        busy={saving.busy}
        refusal={saving.refusal}
        onReset={() => form.reset(textForm(base))}
      />
    </form>
  );
}
