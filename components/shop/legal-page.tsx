'use client';
import useSWR from 'swr';
import type { PageAnswer } from '@/lib/api/answers';
import { api, paths } from '@/lib/client/api';
import { useI18n } from '@/lib/messages/provider';
import { ErrorState } from '../ui/states';
import { PageSkeleton } from './need-sign-in';

interface Props {
  slug: 'offer' | 'privacy';
  initial: PageAnswer | null;
}

/** A text of the restaurant, as its owner wrote it. */
export function LegalPage({ slug, initial }: Props) {
  const { t, day } = useI18n();
  const page = useSWR(
    paths.page(slug),
    () => api.page(slug),
    initial ? { fallbackData: initial, revalidateOnMount: false } : {},
  );
  if (!page.data) {
    return page.error ? (
      <ErrorState error={page.error} onRetry={() => void page.mutate()} />
    ) : (
      <PageSkeleton />
    );
  }
  const { title, body, updatedAt } = page.data;
  return (
    <article className="mx-auto max-w-2xl pt-6 sm:pt-10">
      <h1 className="text-2xl sm:text-3xl">{title || t(`legal.${slug}`)}</h1>
      {updatedAt && (
        <p className="mt-2 text-sm text-muted">{t('legal.updated', { date: day(updatedAt) })}</p>
      )}
      <div className="mt-6 grid gap-4">
        {blocksOf(body).map((block) =>
          block.heading ? (
            <h2 key={block.n} className="mt-4 text-lg">
              {block.text}
            </h2>
          ) : (
            <p key={block.n} className="whitespace-pre-line">
              {block.text}
            </p>
          ),
        )}
      </div>
    </article>
  );
}

interface Block {
  n: number;
  heading: boolean;
  text: string;
}

/** Paragraphs parted by blank lines; a line that starts with `# ` is a heading. */
export function blocksOf(body: string): Block[] {
  return body
    .split(/\n\s*\n|(?<=^# .*)\n/m)
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text, n) => ({
      n,
      heading: text.startsWith('# '),
      text: text.replace(/^# /, ''),
    }));
}
