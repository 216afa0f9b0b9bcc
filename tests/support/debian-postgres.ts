/**
 * A private PostgreSQL with its client programs, from the system's packages: the one that
 * npm brings has no pg_dump.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ended } from './nocodb-server';

const USER = 'kopilka';
const PASSWORD = 'backup-test-password';
const DATABASE = 'nocodb';

export interface PrivatePostgres {
  /** For DATABASE_URL. */
  address: string;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to be root. */
function runAs(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

/** Starts one in a folder of its own; `bin` holds initdb and postgres. */
export async function startPostgres(bin: string, port: number): Promise<PrivatePostgres> {
  const as = runAs();
  const home = mkdtempSync(path.join(tmpdir(), 'kopilka-pg-'));
  const data = path.join(home, 'data');
  const secret = path.join(home, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(secret, PASSWORD, { mode: 0o600 });
  if (as.uid !== undefined && as.gid !== undefined) {
    for (const file of [home, data, secret]) chownSync(file, as.uid, as.gid);
  }
  const initdb = [
    `--pgdata=${data}`,
    `--username=${USER}`,
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ];
  const quiet = { ...as, cwd: home, env: { ...process.env, LC_ALL: 'C' } };
  execFileSync(path.join(bin, 'initdb'), initdb, { ...quiet, stdio: 'ignore' });
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((s) => ['-c', s])],
    { ...quiet, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (chunk) => {
      if (String(chunk).includes('ready to accept connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`postgres ended: ${code}`)));
  });
  return {
    address: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${DATABASE}`,
    async stop() {
      await ended(server, 'SIGINT');
      rmSync(home, { recursive: true, force: true });
    },
  };
}
