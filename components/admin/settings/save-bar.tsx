'use client';
import clsx from 'clsx';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';

interface Props {
  dirty: boolean;
  busy: boolean;
  onReset(): void;
  /** Why the last try was refused. */
  refusal: string | null;
}

/** The end of a settings form: stays in sight while there is something to save. */
export function SaveBar({ dirty, busy, onReset, refusal }: Props) {
  const { t } = useI18n();
  return (
    // No element around both: the bar could not leave it, and would not stick.
    <>
      {refusal && (
        <Notice tone="bad" alert>
          {refusal}
        </Notice>
      )}
      <div
        className={clsx(
          '-mx-4 flex flex-wrap items-center gap-3 px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:mx-0 sm:px-0',
          dirty && 'sticky bottom-0 z-10 bg-paper/92 backdrop-blur-md',
        )}
      >
        <Button type="submit" busy={busy} disabled={!dirty}>
          {t('settings.save')}
        </Button>
        {dirty && (
          <>
            <Button look="ghost" onClick={onReset}>
              {t('settings.reset')}
            </Button>
            <span className="text-sm text-muted">{t('settings.unsaved')}</span>
          </>
        )}
      </div>
    </>
  );
}
