'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { signInAddress } from '@/lib/client/after-sign-in';
import { isUnauthorized } from '@/lib/client/errors';
import { ErrorState } from '../ui/states';

/** A failed read; someone who is not signed in goes to the sign-in page. */
export function AdminFailure({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const router = useRouter();
  const out = isUnauthorized(error);
  useEffect(() => {
    if (out) router.replace(signInAddress(window.location));
  }, [out, router]);
  return out ? null : <ErrorState error={error} onRetry={onRetry} />;
}
