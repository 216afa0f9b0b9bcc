/** Another NocoDB server over a PostgreSQL, beside the one that the test runner started. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { given } from './base';

export interface NocoDbServer {
  url: string;
  stop(): Promise<void>;
}

/** Its first account, on a database that has none. */
export const NOCODB_ADMIN = { email: 'owner@example.com', password: 'Backup-test-1' };

/** Ends a process; resolves when it is gone. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/**
 * Starts one over the database at `address` (`postgres://...`); ready when it resolves.
 * `env`: further NC_ variables.
 */
export async function startNocoDb(
  address: string,
  port: number,
  env: Record<string, string> = {},
): Promise<NocoDbServer> {
  const db = new URL(address);
  const folder = mkdtempSync(path.join(tmpdir(), 'kopilka-nocodb-'));
  const child = fork(new URL('../../stack/serve.mjs', import.meta.url), {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      TZ: 'UTC',
      PORT: String(port),
      STACK_DIR: given('TEST_STACK_DIR'),
      NC_DB: `pg://${db.host}?u=${db.username}&p=${db.password}&d=${db.pathname.slice(1)}`,
      NC_AUTH_JWT_SECRET: 'a-secret-of-this-test-only',
      NC_TOOL_DIR: folder,
      NC_DISABLE_TELE: 'true',
      NC_DATA_PAYLOAD_LIMIT: '100',
      ...env,
    },
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`NocoDB ended: ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await ended(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
