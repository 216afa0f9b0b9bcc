'use client';
import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { SWRConfig } from 'swr';
import { ApiError } from '@/lib/client/errors';
import { MessagesProvider } from '@/lib/messages/provider';
import { SignInProvider } from './shop/sign-in';
import { Telegram } from './shop/telegram';

const StaffMessages = dynamic(() => import('@/lib/messages/staff-messages'));
const Toaster = dynamic(() => import('./ui/toaster'), { ssr: false });

const swr = {
  // A definite refusal will not change by asking again; a broken line may.
  shouldRetryOnError: (error: unknown) => !(error instanceof ApiError) || error.status >= 500,
  errorRetryCount: 3,
  errorRetryInterval: 4000,
};

/** Pages that say more than a customer's page does. */
const WORDY = /^\/(admin|docs|api\/docs)(\/|$)/;

/** Everything that pages share: language, data cache, sign-in window, messages. */
export function Providers({ children }: { children: ReactNode }) {
  const Messages = WORDY.test(usePathname()) ? StaffMessages : MessagesProvider;
  return (
    <Messages>
      <SWRConfig value={swr}>
        <SignInProvider>
          {children}
          <Telegram />
          <Toaster />
        </SignInProvider>
      </SWRConfig>
    </Messages>
  );
}
