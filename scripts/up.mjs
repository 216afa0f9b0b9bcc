/**
 * `npm run up`: from a clean clone to a running demo restaurant with its own NocoDB.
 *
 *   npm run up -- [--fresh] [--large] [--port N] [--program NAME] [--data DIR] [--dev]
 *
 * With NOCODB_URL and NOCODB_TOKEN set, that server is used and none is started.
 */
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  eraseDataFolder,
  newSecret,
  openDataFolder,
  readState,
  writeState,
} from './lib/data-folder.mjs';
import { ensureSitePackages, ensureStack } from './lib/install.mjs';
import { ROOT } from './lib/paths.mjs';
import { nextFreePort } from './lib/ports.mjs';
import { endOwned, endRunning, runQuietly, say, spawnOwned } from './lib/run.mjs';
import { buildSite, serveSite } from './lib/site.mjs';
import { startStack } from './lib/stack.mjs';
import { welcome } from './lib/welcome.mjs';

const USAGE = `npm run up -- [options]
  --fresh          erase the data folder first
  --large          10 000 more customers with 50 000 orders in the demo
  --port N         port of the site (default 3000, or the next free one)
  --program NAME   loyalty programme (sets LOYALTY_PROGRAM)
  --data DIR       data folder (default .kopilka in the project)
  --dev            serve the sources with hot reloading instead of a build
`;

const given = new AbortController();
/** @type {import('node:child_process').ChildProcess | undefined} */
let site;
/** @type {import('node:child_process').ChildProcess | undefined} */
let scheduler;
/** @type {import('./lib/stack.mjs').Stack | undefined} */
let stack;
let stopping = false;

/** Stop the site first, so that its last requests still find the database. @param {number} code */
async function stopEverything(code) {
  if (stopping) return;
  stopping = true;
  given.abort(new Error('stopped'));
  await endRunning();
  if (scheduler) await endOwned(scheduler);
  if (site) await endOwned(site);
  await stack?.stop();
  process.exitCode = code;
}

function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stopping) {
        // Asked twice: do not wait. The keeper notices and stops the database by itself.
        if (site?.pid) site.kill('SIGKILL');
        process.exit(1);
      }
      say('\nStopping ...');
      void stopEverything(0);
    });
  }
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      port: { type: 'string', default: '3000' },
      program: { type: 'string' },
      data: { type: 'string', default: path.join(ROOT, '.kopilka') },
      dev: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`--port ${values.port} is not a port number.`);
  // npm changes the working folder to the project; a relative --data means where the user stands.
  return {
    ...values,
    port,
    dataDir: path.resolve(process.env.INIT_CWD ?? process.cwd(), values.data),
  };
}

/**
 * The site's secrets, generated once: sessions and curl lines stay good over restarts.
 * @param {string} dataDir
 */
function siteSecrets(dataDir) {
  const state = readState(dataDir);
  const names = ['JWT_SECRET', 'CRON_SECRET', 'CLOCK_SECRET', 'HOOK_SECRET'];
  const secrets = Object.fromEntries(
    names.map((name) => [name, state.site?.[name] ?? newSecret()]),
  );
  writeState(dataDir, { ...state, site: secrets });
  return secrets;
}

/** @param {string} dataDir @returns {Promise<{ url: string, token: string }>} */
async function database(dataDir) {
  const { NOCODB_URL: url, NOCODB_TOKEN: token } = process.env;
  if (url && token) {
    say(`Using the NocoDB at ${url}`);
    return { url, token };
  }
  if (url || token) throw new Error('Set both NOCODB_URL and NOCODB_TOKEN, or neither.');
  const stackDir = await ensureStack();
  say('Starting the database ...');
  stack = await startStack({
    dataDir,
    stackDir,
    signal: given.signal,
    onProgress: (text) => say(`  ${text}`),
  });
  return { url: stack.nocodbUrl, token: stack.token };
}

/** The cron endpoints are called at their times, and once now. @param {NodeJS.ProcessEnv} env @param {string} logFile */
function startScheduler(env, logFile) {
  const log = openSync(logFile, 'w');
  const command = [process.execPath, path.join('scripts', 'cron.mjs'), '--now'];
  const child = spawnOwned(command, { env, stdio: ['ignore', log, log] });
  closeSync(log);
  return child;
}

async function main() {
  const options = readOptions();
  if (options.help) return say(USAGE);
  stopOnSignals();
  const { dataDir } = options;
  if (options.fresh) eraseDataFolder(dataDir);
  openDataFolder(dataDir);
  await ensureSitePackages();
  const { url, token } = await database(dataDir);

  const port = await nextFreePort(options.port);
  if (port !== options.port) say(`Port ${options.port} is in use; the site gets ${port}.`);
  const origin = `http://localhost:${port}`;
  const secrets = siteSecrets(dataDir);
  const env = {
    ...process.env,
    ...secrets,
    // A NocoDB elsewhere does not reach a site on this machine.
    HOOK_SECRET: stack ? secrets.HOOK_SECRET : process.env.HOOK_SECRET,
    NOCODB_URL: url,
    NOCODB_TOKEN: token,
    ...(options.program ? { LOYALTY_PROGRAM: options.program } : {}),
    CODE_SENDER: 'screen',
    APP_ORIGIN: origin,
    BIND_HOST: '127.0.0.1',
    KOPILKA_DATA: dataDir,
  };
  /** @param {string} label @param {string} script @param {string[]} more */
  const script = (label, script, ...more) =>
    runQuietly(
      label,
      [process.execPath, '--import', 'tsx', path.join('scripts', script), ...more],
      {
        env,
        logFile: path.join(dataDir, 'logs', `${script}.log`),
      },
    );
  await script('Preparing the tables', 'setup.ts');
  await script('Filling the demo restaurant', 'seed.ts', ...(options.large ? ['--large'] : []));
  if (!options.dev) await buildSite();
  given.signal.throwIfAborted();
  say('Starting the site ...');
  site = await serveSite({
    port,
    env,
    dev: options.dev,
    logFile: path.join(dataDir, 'logs', 'site.log'),
    signal: given.signal,
  });
  site.once('exit', (code) => {
    if (stopping) return;
    console.error(
      `The site ended unexpectedly (${code}); see ${path.join(dataDir, 'logs', 'site.log')}`,
    );
    void stopEverything(1);
  });
  scheduler = startScheduler({ ...env, SITE_URL: origin }, path.join(dataDir, 'logs', 'cron.log'));
  const nocodbSignIn = stack && { email: stack.adminEmail, password: stack.adminPassword };
  say(
    `\n${welcome({
      origin,
      dataDir,
      nocodbUrl: url,
      nocodbSignIn,
      cronSecret: secrets.CRON_SECRET ?? '',
      clockSecret: secrets.CLOCK_SECRET ?? '',
    })}`,
  );
}

main().catch(async (error) => {
  if (stopping) return;
  console.error(`\n${error.message}`);
  await stopEverything(1);
});
