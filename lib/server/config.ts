/** The environment, parsed once; a bad value stops the start with the variable's name. */
import { z } from 'zod';
import { presetNames } from '../loyalty/presets';
import { DEFAULT_BASE } from '../store/nocodb/meta';
import { servingFields, weakSecrets } from './config-serving';
import { noticeProblems, noticeVariables } from './notices';
import { paymentProblems, paymentVariables } from './payments';

const secret = z.string().min(32, 'at least 32 characters');
const isLoopback = (host: string) => ['127.0.0.1', 'localhost', '::1'].includes(host);

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('ru', { timeZone: zone }));
  } catch {
    return false;
  }
}

/** Where the data is and by which rules: all that a script needs. */
const restaurantSchema = z.object({
  NOCODB_URL: z.url({ protocol: /^https?$/ }),
  NOCODB_TOKEN: z.string().min(1),
  NOCODB_BASE: z.string().min(1).default(DEFAULT_BASE),
  LOYALTY_PROGRAM: z.enum(presetNames).default('standard'),
  BUSINESS_TZ: z.string().default('Europe/Moscow').refine(isTimeZone, 'not a time zone'),
});

const siteSchema = restaurantSchema
  .extend({
    ...servingFields,
    /** Host that the site listens on; `npm start` and `npm run up` pass it to Next. */
    BIND_HOST: z.string().default('0.0.0.0'),
    JWT_SECRET: secret,
    CRON_SECRET: z.string().min(16, 'at least 16 characters'),
    /** What NocoDB's webhooks show; without it edits in the grid wait for the reconcile job. */
    HOOK_SECRET: z.string().min(16, 'at least 16 characters').optional(),
    /** How sign-in codes travel: to a webhook, or (loopback only) onto the screen. */
    CODE_SENDER: z.enum(['webhook', 'screen']).default('webhook'),
    CODE_WEBHOOK_URL: z.url().optional(),
    CODE_WEBHOOK_TOKEN: z.string().optional(),
    /** Of the bot that opens the site as a Mini App; without it there is no Telegram sign-in. */
    TELEGRAM_BOT_TOKEN: z
      .string()
      .regex(/^\d+:[\w-]+$/, 'not a bot token')
      .optional(),
    /** Lets the clock be moved; loopback only. */
    CLOCK_SECRET: z.string().min(16).optional(),
    /** Minutes after which an unpaid online order gives back the points and the code it holds. */
    PROMO_HOLD_MINUTES: z.coerce
      .number()
      .int()
      .min(5)
      .max(24 * 60)
      .default(30),
    ...paymentVariables,
    ...noticeVariables,
    /** Set by Next: `production` for a built site. */
    NODE_ENV: z.string().optional(),
    /** Seconds a cron call may take. */
    JOB_SECONDS: z.coerce.number().int().min(1).max(900).default(50),
  })
  .superRefine((e, issues) => {
    for (const { name, message } of weakSecrets(e, !isLoopback(e.BIND_HOST))) {
      issues.addIssue({ code: 'custom', path: [name], message });
    }
  })
  .refine((e) => e.CODE_SENDER !== 'screen' || isLoopback(e.BIND_HOST), {
    path: ['CODE_SENDER'],
    message: 'screen shows codes to everybody: allowed only with BIND_HOST on loopback',
  })
  .refine((e) => e.CODE_SENDER !== 'webhook' || e.CODE_WEBHOOK_URL !== undefined, {
    path: ['CODE_WEBHOOK_URL'],
    message: 'needed with CODE_SENDER=webhook',
  })
  .refine((e) => e.CLOCK_SECRET === undefined || isLoopback(e.BIND_HOST), {
    path: ['CLOCK_SECRET'],
    message: 'moves the clock of the site: allowed only with BIND_HOST on loopback',
  })
  .superRefine((e, issues) => {
    const open = e.NODE_ENV === 'production' && !isLoopback(e.BIND_HOST);
    for (const { variable, message } of [...paymentProblems(e, open), ...noticeProblems(e)]) {
      issues.addIssue({ code: 'custom', path: [variable], message });
    }
  });

export type RestaurantConfig = z.infer<typeof restaurantSchema>;
export type Config = z.infer<typeof siteSchema>;

/** The environment is not usable; the message names each variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Record<string, string | undefined>;

/** The site's whole environment. Throws `ConfigError`. */
export function parseConfig(environment: Environment): Config {
  return parseWith(siteSchema, environment);
}

/** The part of the environment that scripts need. Throws `ConfigError`. */
export function parseRestaurantConfig(environment: Environment): RestaurantConfig {
  return parseWith(restaurantSchema, environment);
}

function parseWith<T>(schema: z.ZodType<T>, environment: Environment): T {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (i) => `  ${i.path.join('.') || 'environment'}: ${i.message}`,
  );
  throw new ConfigError(`The environment is not usable (see .env.example):\n${lines.join('\n')}`);
}
