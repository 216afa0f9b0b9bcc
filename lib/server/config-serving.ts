/** The part of the environment that says how the site stands on the internet. */
import { z } from 'zod';

const perMinute = (standard: number) => z.coerce.number().int().min(1).default(standard);

export const servingFields = {
  /** Shared caches and counters; without it each process has its own. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** off: several processes without a Redis, where one does not hear of another's writes. */
  CACHE: z.enum(['on', 'off']).default('on'),
  /** How many proxies of ours add to X-Forwarded-For; on Vercel one, otherwise none. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).optional(),
  /** Set by the platform. */
  VERCEL: z.string().optional(),
  RATE_LIMIT_CUSTOMER: perMinute(100),
  RATE_LIMIT_STAFF: perMinute(200),
  /** Where nobody is signed in; an office or a mobile operator may share one address. */
  RATE_LIMIT_ADDRESS: perMinute(300),
  /** Sign-in codes and passwords, by address. */
  RATE_LIMIT_SIGN_IN: perMinute(20),
  /** What Prometheus shows at /api/metrics; without it there is no such page. */
  METRICS_SECRET: z.string().min(16, 'at least 16 characters').optional(),
};

const SECRETS = [
  'JWT_SECRET',
  'CRON_SECRET',
  'HOOK_SECRET',
  'CLOCK_SECRET',
  'METRICS_SECRET',
] as const;

type Secrets = Partial<Record<(typeof SECRETS)[number], string>>;

/** Words of examples, which people copy. */
const EXAMPLE = /change.?me|example|placeholder|your.?(secret|key)|secret|password|demo|test|1234/i;
const FEWEST_SIGNS = 8;

/**
 * Secrets that can be guessed, by name. Words of examples are let through on
 * loopback, where the demo and the tests run.
 */
export function weakSecrets(
  environment: Secrets,
  isPublic: boolean,
): { name: string; message: string }[] {
  const seen = new Map<string, string>();
  return SECRETS.flatMap((name) => {
    const value = environment[name];
    if (value === undefined) return [];
    const twin = seen.get(value);
    seen.set(value, name);
    const message =
      twin !== undefined
        ? `the same as ${twin}: each needs a value of its own`
        : new Set(value).size < FEWEST_SIGNS
          ? 'too few different characters; make one with `openssl rand -base64 32`'
          : isPublic && EXAMPLE.test(value)
            ? 'looks like an example; make one with `openssl rand -base64 32`'
            : null;
    return message === null ? [] : [{ name, message }];
  });
}

/** How many entries at the end of X-Forwarded-For are proxies of ours. */
export function trustedProxies(config: {
  TRUSTED_PROXIES?: number | undefined;
  VERCEL?: string | undefined;
}): number {
  return config.TRUSTED_PROXIES ?? (config.VERCEL ? 1 : 0);
}
