'use client';
import type { ReactNode } from 'react';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button } from './button';
import { Pot } from './pot';

interface EmptyProps {
  title: string;
  text?: string | undefined;
  action?: ReactNode;
  /** The page's own heading is this one. */
  heading?: 'h1' | 'h2';
}

/** Nothing here yet: says so kindly and offers the next step. */
export function EmptyState({ title, text, action, heading: Heading = 'h2' }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center py-16 text-center">
      <Pot className="size-32" />
      <Heading className="mt-6 text-xl">{title}</Heading>
      {text && <p className="mt-2 text-muted">{text}</p>}
      {action && <div className="mt-6">{action}</div>}
    </div>
  );
}

/** Something could not be read: why, and a second try. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const i18n = useI18n();
  return (
    <div role="alert" className="mx-auto flex max-w-sm flex-col items-center py-16 text-center">
      <Pot className="size-28 opacity-60" />
      <h2 className="mt-6 text-xl">{i18n.t('error.title')}</h2>
      <p className="mt-2 text-muted">{problemText(i18n, error)}</p>
      <Button className="mt-6" look="soft" onClick={onRetry}>
        {i18n.t('common.retry')}
      </Button>
    </div>
  );
}
