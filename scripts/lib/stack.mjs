/**
 * A real NocoDB on a real PostgreSQL, private to the caller: for `npm run up` and for tests.
 * The processes live under a keeper (keeper.mjs), which stops them when the caller is gone.
 */
import { fork } from 'node:child_process';
import path from 'node:path';
import { readState, writeState } from './data-folder.mjs';
import { ensureStack } from './install.mjs';
import { apiToken, closeSignUp, signIn } from './nocodb-admin.mjs';
import { IS_WINDOWS, ROOT } from './paths.mjs';
import { DATABASE, USER } from './postgres.mjs';
import { tail } from './run.mjs';

/**
 * @typedef {object} Stack
 * @property {string} nocodbUrl
 * @property {string} token for the header `xc-token`
 * @property {string} adminEmail
 * @property {string} adminPassword
 * @property {{ host: string, port: number, user: string, password: string, database: string }} postgres
 * @property {string} stackDir the folder whose node_modules hold NocoDB (and the driver `pg`)
 * @property {() => Promise<void>} stop stops both; nothing is left when it resolves
 * @property {() => Promise<void>} stopPostgres
 * @property {() => Promise<void>} startPostgres on the same port
 * @property {() => Promise<void>} restartPostgres
 * @property {() => Promise<void>} restartNocodb resolves when NocoDB is ready again
 */

/**
 * Start a stack on free loopback ports over the given data folder, which is made when missing.
 * @param {{ dataDir: string, stackDir?: string, env?: Record<string, string>, durable?: boolean,
 *   signal?: AbortSignal, onProgress?: (text: string) => void }} options `env`: further NC_ variables;
 *   `durable: false` for throw-away data: much faster, does not survive a power cut.
 *   aborting `signal` gives the start up and stops what had been started;
 *   `onProgress` also hears later of a server that died and is being started again.
 * @returns {Promise<Stack>}
 * @throws {Error} the folder is in use or not ours, or a server did not start; nothing is left running
 */
export async function startStack({
  dataDir,
  stackDir,
  env = {},
  durable = true,
  signal,
  onProgress = () => {},
}) {
  const folder = path.resolve(dataDir);
  const installed = stackDir ?? (await ensureStack());
  signal?.throwIfAborted();
  const keeper = new KeeperClient(onProgress);
  signal?.addEventListener('abort', () => void keeper.stop());
  try {
    const ports = await keeper.call('start', {
      dataDir: folder,
      stackDir: installed,
      env,
      durable,
    });
    const state = readState(folder);
    const nocodbUrl = `http://127.0.0.1:${ports.nocodbPort}`;
    const session = await signIn(nocodbUrl, state.adminEmail, state.adminPassword);
    await closeSignUp(nocodbUrl, session);
    const token = await apiToken(nocodbUrl, session, state.apiToken);
    if (token !== state.apiToken) writeState(folder, { ...state, apiToken: token });
    return {
      nocodbUrl,
      token,
      adminEmail: state.adminEmail,
      adminPassword: state.adminPassword,
      postgres: {
        host: '127.0.0.1',
        port: ports.postgresPort,
        user: USER,
        password: state.postgresPassword,
        database: DATABASE,
      },
      stackDir: installed,
      stop: () => keeper.stop(),
      stopPostgres: () => keeper.call('stopPostgres'),
      startPostgres: () => keeper.call('startPostgres'),
      restartPostgres: () => keeper.call('restartPostgres'),
      restartNocodb: () => keeper.call('restartNocodb'),
    };
  } catch (error) {
    await keeper.stop();
    const { message } = /** @type {Error} */ (error);
    const log = message.startsWith('NocoDB')
      ? `\n${tail(path.join(folder, 'logs', 'nocodb.log'), 15)}`
      : '';
    throw new Error(message + log);
  }
}

/** The caller's end of the IPC channel to a keeper process. */
class KeeperClient {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  #lastId = 0;

  /** @param {(text: string) => void} onProgress */
  constructor(onProgress) {
    // Its own process group: Ctrl-C reaches it only through us, after the site has stopped.
    this.process = fork(path.join(ROOT, 'scripts', 'lib', 'keeper.mjs'), {
      detached: !IS_WINDOWS,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.on('message', (/** @type {any} */ message) => {
      if (message.event) return onProgress(message.text);
      const call = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error !== undefined) call?.reject(new Error(message.error));
      else call?.resolve(message.result);
    });
    this.process.once('exit', () => {
      for (const call of this.#waiting.values())
        call.reject(new Error('The keeper of the stack ended.'));
      this.#waiting.clear();
    });
  }

  /** @param {string} op @param {unknown} [argument] @returns {Promise<any>} */
  call(op, argument) {
    return new Promise((resolve, reject) => {
      if (!this.process.connected) return reject(new Error('The stack has been stopped.'));
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      this.process.send({ id, op, argument }, (error) => error && reject(error));
    });
  }

  /** Closing the channel is the order to stop: the same thing that happens when we are killed. */
  async stop() {
    if (this.process.connected) this.process.disconnect();
    await this.gone;
  }
}
