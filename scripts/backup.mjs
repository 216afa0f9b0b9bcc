/**
 * `npm run backup -- [--to FOLDER] [--keep N]`: one file with everything that NocoDB holds:
 * the restaurant's tables and NocoDB's own. Taken while the site works: it is one moment's
 * view of the database.
 *
 *   DATABASE_URL  postgres://user:password@host:port/database of NocoDB's database
 *
 * The file appears under its name only when it is whole and was read back. `--keep N` then
 * removes all but the N newest backups of the folder.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connectionEnv, runTool } from './lib/postgres-tools.mjs';

const NAME = /^kopilka-\d{8}T\d{6}Z\.dump$/;

function readOptions() {
  const { values } = parseArgs({
    options: { to: { type: 'string', default: 'backups' }, keep: { type: 'string' } },
  });
  const keep = values.keep === undefined ? undefined : Number(values.keep);
  if (keep !== undefined && !(Number.isInteger(keep) && keep > 0))
    throw new Error('--keep takes a whole number above 0.');
  return { folder: path.resolve(values.to), keep };
}

async function main() {
  const { folder, keep } = readOptions();
  const address = process.env.DATABASE_URL;
  if (!address) throw new Error('DATABASE_URL must be set.');
  const connection = connectionEnv(address);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const file = path.join(folder, `kopilka-${stamp}.dump`);
  const draft = `${file}.part`;
  process.umask(0o077); // customers' phones are in it
  try {
    await runTool('pg_dump', ['--format=custom', '--no-owner', `--file=${draft}`], connection);
    await runTool('pg_restore', ['--list', draft], connection);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  console.log(`${file} (${statSync(file).size} bytes)`);
  if (keep === undefined) return;
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  for (const name of names.sort().reverse().slice(keep)) {
    rmSync(path.join(folder, name));
    console.log(`removed ${name}`);
  }
}

main().catch((error) => {
  console.error(`backup: ${error.message}`);
  process.exitCode = 1;
});
