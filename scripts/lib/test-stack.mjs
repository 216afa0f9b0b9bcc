/** A throw-away stack for tests and benchmarks, and the variables by which they find it. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { eraseDataFolder } from './data-folder.mjs';
import { ensureStack } from './install.mjs';
import { say } from './run.mjs';
import { startStack } from './stack.mjs';
import { serveStackControl } from './stack-control.mjs';

export class TestStack {
  /** @type {import('./stack.mjs').Stack | undefined} */
  stack;
  /** @type {{ close: () => void } | undefined} */
  #control;

  constructor() {
    this.workDir = mkdtempSync(path.join(os.tmpdir(), 'kopilka-test-'));
    // Open to PostgreSQL's user when we are root; nothing secret lies in it unprotected.
    chmodSync(this.workDir, 0o755);
  }

  get #dataDir() {
    return path.join(this.workDir, 'data');
  }

  /**
   * @param {AbortSignal} signal gives the start up
   * @returns {Promise<NodeJS.ProcessEnv>} TEST_NOCODB_URL, TEST_NOCODB_TOKEN, TEST_PG_URL,
   *   TEST_STACK_DIR, TEST_STACK_CONTROL
   */
  async start(signal) {
    const stackDir = await ensureStack();
    const stack = await startStack({
      dataDir: this.#dataDir,
      stackDir,
      durable: false,
      signal,
      onProgress: (text) => say(`  ${text}`),
    });
    this.stack = stack;
    const control = await serveStackControl(stack);
    this.#control = control;
    const { host, port, user, password, database } = stack.postgres;
    return {
      TEST_NOCODB_URL: stack.nocodbUrl,
      TEST_NOCODB_TOKEN: stack.token,
      TEST_PG_URL: `postgres://${user}:${password}@${host}:${port}/${database}`,
      TEST_STACK_DIR: stackDir,
      TEST_STACK_CONTROL: control.url,
    };
  }

  /** Stops it and leaves nothing behind. */
  async stop() {
    this.#control?.close();
    await this.stack?.stop();
    this.stack = undefined;
    try {
      eraseDataFolder(this.#dataDir); // PostgreSQL's files may be elsewhere (as root)
    } finally {
      rmSync(this.workDir, { recursive: true, force: true });
    }
  }
}
