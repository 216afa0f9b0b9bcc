'use client';
import { WifiOff } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useI18n } from '@/lib/messages/provider';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says that the connection is gone, and that nothing is lost; goes by itself. */
export function OfflineBanner() {
  const { t } = useI18n();
  const offline = useSyncExternalStore(
    subscribe,
    () => !navigator.onLine,
    () => false,
  );
  useOfflinePage();
  return (
    <div role="status" className="sticky top-16 z-25">
      {offline && (
        <p className="flex items-center justify-center gap-2.5 bg-ink px-4 py-2 text-sm font-medium text-paper">
          <WifiOff aria-hidden="true" className="size-4.5 shrink-0" />
          {t('offline.banner')}
        </p>
      )}
    </div>
  );
}

/** Registers the service worker that keeps the offline page; after the page has loaded. */
function useOfflinePage(): void {
  useEffect(() => {
    // While developing it would show yesterday's page.
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return;
    navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  }, []);
}
