/**
 * Creates or upgrades the tables in NocoDB: `npx tsx scripts/setup.ts`.
 * NOCODB_URL and NOCODB_TOKEN say where, NOCODB_BASE the base's title (default
 * "Kopilka"), LOYALTY_PROGRAM whose tiers go to Loyalty_Levels (default standard).
 * With APP_ORIGIN and HOOK_SECRET NocoDB is told to report edits in its grid there.
 */
import { z } from 'zod';
import { presetNames, presets } from '../lib/loyalty/presets';
import { createNocoClient } from '../lib/store/nocodb/client';
import { DEFAULT_BASE } from '../lib/store/nocodb/meta';
import { setUp } from '../lib/store/nocodb/setup';

const environment = z.object({
  NOCODB_URL: z.url({ protocol: /^https?$/ }),
  NOCODB_TOKEN: z.string().min(1),
  NOCODB_BASE: z.string().min(1).default(DEFAULT_BASE),
  LOYALTY_PROGRAM: z.enum(presetNames).default('standard'),
  APP_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  HOOK_SECRET: z.string().min(16).optional(),
});

async function main(): Promise<void> {
  // An empty line in an env file is a variable that was not set.
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  const env = environment.safeParse(Object.fromEntries(given));
  if (!env.success) throw new Error(`environment:\n${z.prettifyError(env.error)}`);
  const { NOCODB_URL, NOCODB_TOKEN, NOCODB_BASE, LOYALTY_PROGRAM, APP_ORIGIN, HOOK_SECRET } =
    env.data;
  // Making a table takes NocoDB longer than a row.
  const client = createNocoClient({ url: NOCODB_URL, token: NOCODB_TOKEN, timeoutMs: 60_000 });
  await setUp(client, {
    baseTitle: NOCODB_BASE,
    program: presets[LOYALTY_PROGRAM],
    say: (line) => console.log(line),
    ...(APP_ORIGIN && HOOK_SECRET ? { hooks: { origin: APP_ORIGIN, secret: HOOK_SECRET } } : {}),
  });
  console.log('setup: done');
}

main().catch((e: unknown) => {
  console.error(`setup: ${e instanceof Error ? e.message : String(e)}`);
  process.exitCode = 1;
});
