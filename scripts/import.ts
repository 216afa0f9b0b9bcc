/**
 * `npm run import -- --from URL_OR_DIR [--token T] [--base TITLE] [--apply]
 * [--limit N] [--report FILE]`: brings an older base in (docs/import.md). Without
 * `--apply` it only shows what it would do. NOCODB_URL, NOCODB_TOKEN, NOCODB_BASE,
 * LOYALTY_PROGRAM and BUSINESS_TZ say where to; IMPORT_TOKEN may give the token.
 * Exit code 1 when it could not run, 2 when a row or a customer needs a person's look.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { folderSource } from '../lib/import/files';
import { needsAttention, reportLines } from '../lib/import/report';
import { runImport } from '../lib/import/run';
import { type LegacySource, SourceError } from '../lib/import/source';
import { presets } from '../lib/loyalty/presets';
import { createSandboxProvider } from '../lib/payments/sandbox';
import { parseRestaurantConfig } from '../lib/server/config';
import { createLogger } from '../lib/server/log';
import { createNocoStore } from '../lib/store/nocodb/connect';
import { nocoSource } from '../lib/store/nocodb/legacy-source';

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    token: { type: 'string' },
    base: { type: 'string' },
    apply: { type: 'boolean', default: false },
    limit: { type: 'string' },
    report: { type: 'string', default: 'import-report.json' },
  },
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function openSource(from: string): Promise<LegacySource> {
  if (!/^https?:\/\//.test(from)) return folderSource(from);
  // Our own token goes to our own NocoDB only.
  const { NOCODB_URL, NOCODB_TOKEN } = process.env;
  const isOurs = URL.canParse(NOCODB_URL ?? '') && sameOrigin(from, NOCODB_URL ?? '');
  const token = values.token ?? process.env.IMPORT_TOKEN ?? (isOurs ? NOCODB_TOKEN : undefined);
  if (!token) throw new SourceError('Give a token of the older NocoDB: --token or IMPORT_TOKEN.');
  return nocoSource({ url: from, token, base: values.base ?? null });
}

function sameOrigin(a: string, b: string): boolean {
  return new URL(a).origin === new URL(b).origin;
}

let stopping = false;
process.on('SIGINT', () => {
  if (stopping) process.exit(130);
  stopping = true;
  say('stopping after the customers at hand; run it again to go on');
});

async function main(): Promise<void> {
  const limit = values.limit === undefined ? null : Number(values.limit);
  if (!values.from || (limit !== null && !(Number.isInteger(limit) && limit > 0))) {
    throw new SourceError(
      'usage: npm run import -- --from URL_OR_DIR [--token T] [--base TITLE] [--apply] [--limit N]',
    );
  }
  const config = parseRestaurantConfig(process.env);
  const source = await openSource(values.from);
  const store = await createNocoStore({
    url: config.NOCODB_URL,
    token: config.NOCODB_TOKEN,
    base: config.NOCODB_BASE,
  });
  const ctx = {
    store,
    program: presets[config.LOYALTY_PROGRAM],
    timeZone: config.BUSINESS_TZ,
    payments: createSandboxProvider(),
    now: Date.now,
    ticks: () => performance.now(),
    random: Math.random,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    later: (task: () => Promise<void>) => void task(),
    log: { ...createLogger(), info: () => {} },
  };
  const report = await runImport(ctx, source, {
    apply: values.apply,
    limit,
    stop: () => stopping,
    say,
  });
  await writeFile(values.report, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  for (const line of reportLines(report)) say(line);
  say(`\nThe whole report: ${values.report}`);
  if (!values.apply) say('Nothing was written. Run it again with --apply.');
  if (report.customers.failed > 0) process.exitCode = 1;
  else if (needsAttention(report)) process.exitCode = 2;
}

main().catch((error: unknown) => {
  process.stderr.write(`import: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
