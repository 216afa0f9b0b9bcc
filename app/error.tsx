'use client';
import { Button, ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/states';
import { useI18n } from '@/lib/messages/provider';

export default function CrashPage({ reset }: { reset(): void }) {
  const { t } = useI18n();
  return (
    <main className="px-4">
      <EmptyState
        heading="h1"
        title={t('crash.title')}
        text={t('crash.text')}
        action={
          <div className="flex flex-wrap justify-center gap-3">
            <Button onClick={reset}>{t('common.retry')}</Button>
            <ButtonLink href="/" look="soft">
              {t('notFound.action')}
            </ButtonLink>
          </div>
        }
      />
    </main>
  );
}
