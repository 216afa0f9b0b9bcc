'use client';
import * as Radix from '@radix-ui/react-toast';
import clsx from 'clsx';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useI18n } from '@/lib/messages/provider';
import { dismissToast, type ToastMessage, toasts } from './toast-store';

const none: readonly ToastMessage[] = [];

/** Shows the messages of `toast()`; they are read out and go by themselves. */
export default function Toaster() {
  const { t } = useI18n();
  const messages = useSyncExternalStore(toasts.subscribe, toasts.get, () => none);
  return (
    <Radix.Provider duration={5000} label={t('toast.region')}>
      {messages.map(({ id, text, tone }) => (
        <Radix.Root
          key={id}
          onOpenChange={(open) => !open && dismissToast(id)}
          className="flex items-center gap-3 rounded-lg bg-ink px-4 py-3 text-paper shadow-float animate-rise"
        >
          {tone === 'good' ? (
            <CircleCheck aria-hidden="true" className="size-5 shrink-0" />
          ) : (
            <CircleAlert aria-hidden="true" className="size-5 shrink-0" />
          )}
          <Radix.Title className="grow text-sm font-medium">{text}</Radix.Title>
          <Radix.Close aria-label={t('common.close')} className="-me-1 rounded-full p-1 opacity-70">
            <X aria-hidden="true" className="size-4" />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport
        label={t('toast.region')}
        className={clsx(
          'fixed inset-x-4 top-4 z-60 mx-auto flex max-w-sm flex-col gap-2 outline-none',
        )}
      />
    </Radix.Provider>
  );
}
