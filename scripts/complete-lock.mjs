/**
 * `node scripts/complete-lock.mjs`, after `npm install`: makes the lock files name the packages
 * of every platform.
 *
 * npm leaves an optional package out of the lock file when the registry it asked does not carry
 * that version (mirrors often hold one platform only). `npm ci` then refuses the lock file
 * everywhere. The missing entries follow from their parents: exact version, platform in the name.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './lib/paths.mjs';

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'aix',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'x64',
  'ia32',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'wasm32',
];

/** @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} Entry */

/** What a package's name says about where it runs; nothing if it names no platform. @param {string} name */
function platformOf(name) {
  const words = (name.split('/').pop() ?? '').split('-');
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (!cpu || (!os && cpu !== 'wasm32')) return undefined;
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined;
  return {
    cpu: [cpu],
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}

/** @param {string} file @returns {string[]} the names added */
function complete(file) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {Record<string, Entry & { dev?: boolean }>} */
  const packages = lock.packages;
  /** @type {string[]} */
  const added = [];
  for (const [parent, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = platformOf(name);
      const at = `node_modules/${name}`;
      // A range says nothing exact, and a version locked inside its parent is there already.
      if (!platform || !/^\d+\.\d+\.\d+[\w.+-]*$/.test(version)) continue;
      if (packages[at]?.version === version || packages[`${parent}/${at}`]) continue;
      const place = packages[at] ? `${parent}/${at}` : at;
      packages[place] = { version, ...platform, ...(entry.dev ? { dev: true } : {}) };
      added.push(place);
    }
  }
  if (added.length > 0) {
    lock.packages = Object.fromEntries(
      Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  }
  return added;
}

for (const file of ['package-lock.json', 'stack/package-lock.json']) {
  const full = path.resolve(process.argv[2] ?? ROOT, file);
  if (!existsSync(full)) continue;
  const added = complete(full);
  console.log(added.length > 0 ? `${file}: added ${added.join(', ')}` : `${file}: complete`);
}
