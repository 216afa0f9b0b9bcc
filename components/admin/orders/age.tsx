'use client';
import { useEffect, useState } from 'react';
import { useI18n } from '@/lib/messages/provider';

const TICK_MS = 15_000;

/** This moment by the site's clock, moving on by itself. */
export function useSiteNow(aheadMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now + aheadMs;
}

/** "12 мин", "1 ч 5 мин", "3 дн." */
export function useAge(): (sinceIso: string, now: number) => string {
  const { t } = useI18n();
  return (sinceIso, now) => {
    const minutes = Math.max(0, Math.floor((now - Date.parse(sinceIso)) / 60_000));
    if (minutes < 60) return t('board.minutes', { count: minutes });
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return t('board.hours', { hours, minutes: minutes % 60 });
    return t('board.days', { count: Math.floor(hours / 24) });
  };
}
