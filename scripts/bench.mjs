/**
 * `npm run bench -- [--only placing,balance] [--write]`: the benchmarks of tests/bench on a real
 * NocoDB of their own. Prints tables; `--write` puts them into docs/benchmarks.md.
 *
 * Run it on a quiet machine. Ratios hold on any; single figures are those of the machine.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureSitePackages } from './lib/install.mjs';
import { ROOT } from './lib/paths.mjs';
import { endOwned, localCommand, say, spawnOwned } from './lib/run.mjs';
import { buildSite } from './lib/site.mjs';
import { TestStack } from './lib/test-stack.mjs';

const DOCUMENT = path.join(ROOT, 'docs', 'benchmarks.md');
const given = new AbortController();
/** @type {import('node:child_process').ChildProcess | undefined} */
let running;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    given.abort(new Error('stopped'));
    if (running) void endOwned(running);
  });
}

/** @typedef {{ title: string, note: string, rows: Record<string, string | number>[] }} Section */

/** @returns {string[]} */
function allBenches() {
  const names = readdirSync(path.join(ROOT, 'tests', 'bench'));
  return names.filter((name) => name.endsWith('.bench.ts')).map((name) => name.split('.')[0] ?? '');
}

/** @param {string[]} names @param {NodeJS.ProcessEnv} env */
async function runBenches(names, env) {
  const files = names.map((name) => `tests/bench/${name}.bench.ts`);
  const command = [...localCommand('vitest'), 'run', '--project', 'bench', ...files];
  running = spawnOwned(command, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const child = running;
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error('A benchmark failed.');
}

function machine() {
  const cpus = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GiB`;
  return `${cpus.length} x ${cpus[0]?.model.trim() ?? 'unknown processor'}, ${memory}, Node ${process.versions.node}, ${os.type()}`;
}

/** @param {Section} section */
function markdown({ title, note, rows }) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (/** @type {(string | number)[]} */ cells) => `| ${cells.join(' | ')} |`;
  const table = [
    line(names),
    line(names.map(() => '---')),
    ...rows.map((row) => line(names.map((name) => row[name] ?? ''))),
  ];
  const stamp = `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}.`;
  return `## ${title}\n\n${note}\n\n${table.join('\n')}\n\n${stamp}\n`;
}

/** Replaces the sections of the document that were measured now; the others stay. @param {Section[]} sections */
function write(sections) {
  const [head = '', ...old] = existsSync(DOCUMENT)
    ? readFileSync(DOCUMENT, 'utf8').split(/^(?=## )/m)
    : ['# Benchmarks\n\nMade by `npm run bench -- --write`.\n\n'];
  const parts = new Map(old.map((part) => [part.split('\n')[0], `${part.trimEnd()}\n`]));
  for (const section of sections) parts.set(`## ${section.title}`, markdown(section));
  writeFileSync(DOCUMENT, `${head.trimEnd()}\n\n${[...parts.values()].join('\n')}`);
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, write: { type: 'boolean', default: false } },
});
const stack = new TestStack();
const folder = mkdtempSync(path.join(os.tmpdir(), 'kopilka-bench-'));
try {
  const known = allBenches();
  const names = values.only?.split(',') ?? known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  await ensureSitePackages();
  await buildSite();
  const env = { ...process.env, ...(await stack.start(given.signal)), BENCH_DIR: folder };
  await runBenches(names, env);
  const report = path.join(folder, 'sections.jsonl');
  const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
  if (values.write) {
    write(lines.map((line) => JSON.parse(line)));
    say(`written to ${path.relative(process.cwd(), DOCUMENT)}`);
  }
} catch (error) {
  console.error(`bench: ${/** @type {Error} */ (error).message}`);
  process.exitCode = 1;
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}
