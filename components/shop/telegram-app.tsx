'use client';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useSWRConfig } from 'swr';
import { api } from '@/lib/client/api';
import { applyProfile } from '@/lib/client/profile';
import {
  isDark,
  type Launch,
  onEvent,
  postEvent,
  readLaunch,
  themeTokens,
} from '@/lib/client/telegram';
import { linkTelegram, TELEGRAM_STORE } from '@/lib/client/telegram-link';

/** The page as a Telegram Mini App: its colours, its back button, sign-in by its word. */
export default function TelegramApp() {
  const path = usePathname();
  const router = useRouter();
  const { mutate } = useSWRConfig();
  const [launch] = useState(rememberedLaunch);

  useEffect(() => {
    if (!launch) return;
    wear(launch.theme);
    postEvent('iframe_ready', { reload_supported: false });
    postEvent('web_app_ready');
    postEvent('web_app_expand');
    api.telegram(launch.initData).then(
      (answer) => {
        if ('needsPhone' in answer) linkTelegram(answer.telegramToken);
        else return applyProfile(mutate, answer.userProfile);
      },
      // Old data or no bot: the customer signs in by phone, as everywhere.
      () => undefined,
    );
  }, [launch, mutate]);

  useEffect(() => {
    postEvent('web_app_setup_back_button', { is_visible: path !== '/' });
    return onEvent((type, data) => {
      if (type === 'back_button_pressed') router.back();
      if (type === 'theme_changed') wear((data as { theme_params?: Launch['theme'] }).theme_params);
    });
  }, [path, router]);

  return null;
}

/** From the address, or from this window's memory after a move inside the page. */
function rememberedLaunch(): Launch | null {
  const kept = sessionStorage.getItem(TELEGRAM_STORE) ?? '';
  const hash = window.location.hash.includes('tgWebAppData=') ? window.location.hash : kept;
  if (hash) sessionStorage.setItem(TELEGRAM_STORE, hash);
  return readLaunch(hash);
}

function wear(theme: Launch['theme'] = {}) {
  const root = document.documentElement;
  if (theme.bg_color) root.dataset.theme = isDark(theme.bg_color) ? 'dark' : 'light';
  for (const [name, value] of Object.entries(themeTokens(theme))) {
    root.style.setProperty(name, value);
  }
}
