'use client';
import type { ReactNode } from 'react';
import { useI18n } from '@/lib/messages/provider';
import { Footer } from './footer';
import { Header } from './header';
import { OfflineBanner } from './offline-banner';

/** Header, content and footer of the customer's pages. */
export function ShopFrame({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  return (
    <>
      <a
        href="#content"
        className="fixed start-4 -top-20 z-60 rounded-md bg-accent px-4 py-2 text-on-accent focus:top-3"
      >
        {t('nav.skip')}
      </a>
      <Header />
      <OfflineBanner />
      <main
        id="content"
        tabIndex={-1}
        // Never shorter than the screen: the footer does not jump when a skeleton gives way.
        className="mx-auto min-h-[calc(100dvh-4rem)] max-w-6xl px-4 outline-none sm:px-6"
      >
        {children}
      </main>
      <Footer />
    </>
  );
}
