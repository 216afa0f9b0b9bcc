'use client';
import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';
import { isTelegram, TELEGRAM_STORE } from '@/lib/client/telegram-link';

const TelegramApp = dynamic(() => import('./telegram-app'), { ssr: false });

const never = () => () => undefined;

function detect(): boolean {
  try {
    return isTelegram(window.location.hash, window.sessionStorage.getItem(TELEGRAM_STORE));
  } catch {
    return false;
  }
}
let inside: boolean | undefined;

/** Inside Telegram, and only there, loads what makes the page a mini app. */
export function Telegram() {
  const found = useSyncExternalStore(
    never,
    () => {
      inside ??= detect();
      return inside;
    },
    () => false,
  );
  return found ? <TelegramApp /> : null;
}
