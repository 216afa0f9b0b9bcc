'use client';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { SWRConfig } from 'swr';
import { ApiError } from '@/lib/client/errors';
import { MessagesProvider } from '@/lib/messages/provider';
import { SignInProvider } from './shop/sign-in';

const Toaster = dynamic(() => import('./ui/toaster'), { ssr: false });

const swr = {
  // A definite refusal will not change by asking again; a broken line may.
  shouldRetryOnError: (error: unknown) => !(error instanceof ApiError) || error.status >= 500,
  errorRetryCount: 3,
  errorRetryInterval: 4000,
};

/** Everything that pages share: language, data cache, sign-in window, messages. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <MessagesProvider>
      <SWRConfig value={swr}>
        <SignInProvider>
          {children}
          <Toaster />
        </SignInProvider>
      </SWRConfig>
    </MessagesProvider>
  );
}
