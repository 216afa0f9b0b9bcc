'use client';
/** A page that crashed. Loaded with every page, so it takes little along. */
import { Pot } from '@/components/ui/pot';
import { useI18n } from '@/lib/messages/provider';

export default function CrashPage({ reset }: { reset(): void }) {
  const { t } = useI18n();
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col items-center justify-center px-4 py-16 text-center">
      <Pot className="size-36" />
      <h1 className="mt-6 text-2xl">{t('crash.title')}</h1>
      <p className="mt-2 text-muted">{t('crash.text')}</p>
      <div className="mt-7 flex flex-wrap justify-center gap-3 font-semibold">
        <button
          type="button"
          onClick={reset}
          className="min-h-11 rounded-md bg-accent px-5 text-on-accent hover:bg-accent-hover"
        >
          {t('common.retry')}
        </button>
        <a
          href="/"
          className="inline-flex min-h-11 items-center rounded-md bg-accent-soft px-5 text-accent-ink"
        >
          {t('notFound.action')}
        </a>
      </div>
    </main>
  );
}
