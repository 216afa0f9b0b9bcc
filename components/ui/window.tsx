'use client';
import * as Dialog from '@radix-ui/react-dialog';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useI18n } from '@/lib/messages/provider';

interface Props {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  /** Read with the title; shown under it. */
  lead?: ReactNode;
  children: ReactNode;
  /** Stays at the bottom while the content scrolls. */
  footer?: ReactNode;
  /** Over the content, without a title bar: the dish window's picture. */
  picture?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
}

const widths = { sm: 'sm:max-w-md', md: 'sm:max-w-lg', lg: 'sm:max-w-2xl' };

/** A modal window: a sheet from below on a phone, a card in the middle on a desktop. */
export function Window(props: Props) {
  const { open, onOpenChange, title, lead, children, footer, picture, size = 'sm' } = props;
  const { t } = useI18n();
  // Windows here have no Radix trigger: who had the focus gets it back.
  const [opener] = useState(() =>
    typeof document === 'undefined' ? null : document.activeElement,
  );
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim animate-fade" />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-end justify-center sm:items-center sm:p-6">
          <Dialog.Content
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              if (opener instanceof HTMLElement) opener.focus();
            }}
            {...(lead ? {} : { 'aria-describedby': undefined })}
            className={clsx(
              'pointer-events-auto relative flex max-h-[92dvh] w-full flex-col overflow-hidden rounded-t-xl bg-surface shadow-float outline-none animate-rise sm:rounded-xl',
              widths[size],
            )}
          >
            {/* `relative`: hidden inputs scroll with what is around them, not the window. */}
            <div className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain">
              {picture}
              <div className="px-5 pt-5 sm:px-7 sm:pt-6">
                <Dialog.Title className="pe-12 text-xl">{title}</Dialog.Title>
                {lead && (
                  <Dialog.Description className="mt-1.5 text-sm text-muted">
                    {lead}
                  </Dialog.Description>
                )}
              </div>
              <div className="px-5 pt-4 pb-6 sm:px-7">{children}</div>
            </div>
            {footer && (
              <div className="border-t border-line bg-surface px-5 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:px-7">
                {footer}
              </div>
            )}
            <Dialog.Close
              aria-label={t('common.close')}
              className="absolute end-3 top-3 flex size-11 items-center justify-center rounded-full bg-surface/85 text-muted transition-colors hover:text-ink"
            >
              <X aria-hidden="true" className="size-5.5" />
            </Dialog.Close>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
