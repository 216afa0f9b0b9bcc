/** The built site, running for one test file on a base of its own. */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hashPassword } from '@/lib/customers/admin-sign-in';
import type { PresetName } from '@/lib/loyalty/presets';
import type { Store } from '@/lib/store/port';
import { createBase, type TestBase } from './base';

export const SECRETS = {
  jwt: 'test-jwt-secret-of-at-least-32-characters',
  cron: 'test-cron-secret-1234',
  clock: 'test-clock-secret-1234',
  hook: 'test-hook-secret-1234',
  metrics: 'test-metrics-secret-1234',
};

export const ADMIN = { email: 'staff@example.com', password: 'correct horse battery' };

export interface TestSite {
  url: string;
  base: TestBase;
  /** The same data, past the site. */
  store: Store;
  program: PresetName;
  adminId: number;
  /** A second process of the site over the same base; `more` is set beside the site's own environment. Throws, with its log, when it does not start. */
  sibling(more?: Record<string, string>): Promise<{ url: string }>;
  /** Ends the first process without a word, and starts it again at the same address. */
  killAndRestart(): Promise<void>;
  /** What the site has logged so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Every site's own limits on requests, which tests otherwise lift. */
export const USUAL_LIMITS = {
  RATE_LIMIT_CUSTOMER: '',
  RATE_LIMIT_STAFF: '',
  RATE_LIMIT_ADDRESS: '',
  RATE_LIMIT_SIGN_IN: '',
};

interface SiteScripts {
  serveSite(options: {
    port: number;
    env: NodeJS.ProcessEnv;
    dev: boolean;
    logFile: string;
    signal: AbortSignal;
  }): Promise<ChildProcess>;
  endOwned(child: ChildProcess): Promise<void>;
  freePort(): Promise<number>;
}

/** The starter's own functions; plain JavaScript without types, so imported by address. */
async function siteScripts(): Promise<SiteScripts> {
  const from = (file: string) => import(new URL(`../../scripts/lib/${file}`, import.meta.url).href);
  const [site, run, ports] = await Promise.all([
    from('site.mjs'),
    from('run.mjs'),
    from('ports.mjs'),
  ]);
  return { serveSite: site.serveSite, endOwned: run.endOwned, freePort: () => ports.freePort() };
}

/**
 * Starts the site under a programme, with an admin to sign in as; ready when it
 * resolves. `{origin}` in a value of `env` stands for the site's own address.
 */
export async function startSite(
  program: PresetName,
  env: Record<string, string> = {},
): Promise<TestSite> {
  const [base, scripts] = await Promise.all([createBase(program), siteScripts()]);
  const admin = await base.store.admins.insert({
    email: ADMIN.email,
    passwordHash: await hashPassword(ADMIN.password),
    role: 'owner',
    name: 'Смена',
    active: true,
  });
  if (!admin.won) throw new Error('the admin exists already');
  const folder = mkdtempSync(path.join(tmpdir(), 'kopilka-site-'));
  const running: ChildProcess[] = [];
  let started = 0;
  const serve = async (port: number, more: Record<string, string> = {}) => {
    const url = `http://127.0.0.1:${port}`;
    const own = Object.entries({ ...env, ...more }).map(
      ([name, value]) => [name, value.replace('{origin}', url)] as const,
    );
    const child = await scripts.serveSite({
      port,
      env: {
        ...process.env,
        NOCODB_URL: base.url,
        NOCODB_TOKEN: base.token,
        NOCODB_BASE: base.title,
        LOYALTY_PROGRAM: program,
        BUSINESS_TZ: 'Europe/Moscow',
        BIND_HOST: '127.0.0.1',
        JWT_SECRET: SECRETS.jwt,
        CRON_SECRET: SECRETS.cron,
        CODE_SENDER: 'screen',
        CLOCK_SECRET: SECRETS.clock,
        // Tests ask more in a minute than people do, and write past the site.
        RATE_LIMIT_CUSTOMER: '1000000',
        RATE_LIMIT_STAFF: '1000000',
        RATE_LIMIT_ADDRESS: '1000000',
        RATE_LIMIT_SIGN_IN: '1000000',
        CACHE: 'off',
        ...Object.fromEntries(own),
      },
      dev: false,
      logFile: path.join(folder, `${started++}.log`),
      signal: new AbortController().signal,
    });
    running.push(child);
    return { url };
  };
  const sibling = async (more?: Record<string, string>) => serve(await scripts.freePort(), more);
  const stop = async () => {
    await Promise.all(running.map((child) => scripts.endOwned(child)));
    await base.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = await scripts.freePort();
    const { url } = await serve(port);
    return {
      url,
      base,
      store: base.store,
      program,
      adminId: admin.row.id,
      sibling,
      async killAndRestart() {
        const [first] = running;
        if (!first?.pid) throw new Error('no process');
        const gone = new Promise((resolve) => first.once('exit', resolve));
        // All of it: the process leads a group of its own.
        process.kill(-first.pid, 'SIGKILL');
        await gone;
        await serve(port);
        running[0] = running.pop() ?? first;
      },
      log: () =>
        readdirSync(folder)
          .map((file) => readFileSync(path.join(folder, file), 'utf8'))
          .join(''),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
