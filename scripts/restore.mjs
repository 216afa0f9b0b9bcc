/**
 * `npm run restore -- FILE [--replace]`: puts a backup into NocoDB's database. Stop the site
 * and NocoDB first; start NocoDB afterwards, then run `npm run audit`.
 *
 *   DATABASE_URL  postgres://user:password@host:port/database, where to
 *
 * A database with tables in it is left alone, unless `--replace` says that it may be dropped.
 * The file is read in one transaction: a restore that fails leaves an empty database, never half.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connectionEnv, queryValue, runTool } from './lib/postgres-tools.mjs';

const TABLES = `select count(*) from information_schema.tables
  where table_schema not in ('pg_catalog', 'information_schema')`;

/** @param {string} name */
const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

async function main() {
  const { values, positionals } = parseArgs({
    options: { replace: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [given] = positionals;
  if (!given || positionals.length > 1) throw new Error('name the one file to restore from.');
  const file = path.resolve(given);
  if (!existsSync(file)) throw new Error(`there is no ${file}.`);
  const address = process.env.DATABASE_URL;
  if (!address) throw new Error('DATABASE_URL must be set.');
  const connection = connectionEnv(address);
  // Before anything is dropped: is this a backup at all?
  await runTool('pg_restore', ['--list', file], connection);

  const database = /** @type {string} */ (connection.PGDATABASE);
  const server = { ...connection, PGDATABASE: 'postgres' };
  const literal = `'${database.replaceAll("'", "''")}'`;
  const exists = queryValue(`select 1 from pg_database where datname = ${literal}`, server) === '1';
  const tables = exists ? Number(queryValue(TABLES, connection)) : 0;
  if (tables > 0 && !values.replace)
    throw new Error(`the database ${database} has ${tables} tables: --replace drops them.`);
  if (tables > 0) await sql(`drop database ${quoted(database)} with (force)`, server);
  if (!exists || tables > 0)
    await sql(`create database ${quoted(database)} template template0`, server);
  const args = ['--no-owner', '--single-transaction', '--exit-on-error'];
  await runTool('pg_restore', [...args, `--dbname=${database}`, file], connection);
  console.log(`restored ${Number(queryValue(TABLES, connection))} tables from ${file}`);
}

/** @param {string} statement @param {Record<string, string>} connection */
const sql = (statement, connection) =>
  runTool(
    'psql',
    ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--command', statement],
    connection,
  );

main().catch((error) => {
  console.error(`restore: ${error.message}`);
  process.exitCode = 1;
});
