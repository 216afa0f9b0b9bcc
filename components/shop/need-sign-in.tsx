'use client';
import type { ReactNode } from 'react';
import { useMe } from '@/lib/client/hooks';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Skeleton } from '../ui/skeleton';
import { EmptyState } from '../ui/states';
import { useSignIn } from './sign-in';

/** Shows its content to the signed in; offers the others to sign in. */
export function NeedSignIn({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const { signedIn, isLoading } = useMe();
  const signIn = useSignIn();
  if (signedIn) return children;
  if (isLoading) return <PageSkeleton />;
  return (
    <EmptyState
      heading="h1"
      title={t('signIn.needed')}
      text={t('signIn.neededText')}
      action={<Button onClick={() => void signIn()}>{t('nav.signIn')}</Button>}
    />
  );
}

/** Holds the place of a page of cards. */
export function PageSkeleton() {
  const { t } = useI18n();
  return (
    <div role="status" className="grid gap-4 pt-10">
      <span className="sr-only">{t('common.loading')}</span>
      <Skeleton className="h-9 w-56" />
      <Skeleton className="h-36 rounded-xl" />
      <Skeleton className="h-36 rounded-xl" />
    </div>
  );
}
