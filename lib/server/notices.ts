/** How notices reach customers, from the environment (docs/notices.md). */
import { z } from 'zod';
import {
  byTelegramFirst,
  logSender,
  type NoticeSender,
  telegramSender,
  webhookSender,
} from '../notices/sender';
import { createLogger } from './log';

/** Variables about notices; a part of the site's environment (config.ts). */
export const noticeVariables = {
  /** off: none are made; log: only written down; webhook: to a gateway. Telegram comes first. */
  NOTICES: z.enum(['off', 'log', 'webhook']).default('log'),
  NOTICE_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  NOTICE_WEBHOOK_TOKEN: z.string().optional(),
  TELEGRAM_API_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://api.telegram.org'),
};

const variables = z.object({ ...noticeVariables, TELEGRAM_BOT_TOKEN: z.string().optional() });
type NoticeConfig = z.infer<typeof variables>;

/** What is missing, by variable. */
export function noticeProblems(
  config: NoticeConfig,
): { variable: keyof NoticeConfig; message: string }[] {
  if (config.NOTICES !== 'webhook' || config.NOTICE_WEBHOOK_URL !== undefined) return [];
  return [{ variable: 'NOTICE_WEBHOOK_URL', message: 'needed with NOTICES=webhook' }];
}

export function createNotices(config: NoticeConfig): NoticeSender | null {
  const { NOTICES, NOTICE_WEBHOOK_URL: url, NOTICE_WEBHOOK_TOKEN: token } = config;
  if (NOTICES === 'off') return null;
  const others =
    NOTICES === 'webhook' && url !== undefined
      ? webhookSender(url, token)
      : logSender((fields) => createLogger().info('notice.logged', fields));
  const bot = config.TELEGRAM_BOT_TOKEN;
  return bot ? byTelegramFirst(telegramSender(config.TELEGRAM_API_URL, bot), others) : others;
}
