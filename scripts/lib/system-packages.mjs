/** Programs of the operating system that some tests need: found, or installed where that is possible. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { IS_ROOT, IS_WINDOWS } from './paths.mjs';
import { runQuietly } from './run.mjs';

/** The first of these programs on PATH. @param {string[]} names */
export function onPath(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const ending = IS_WINDOWS ? '.exe' : '';
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name + ending);
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}

/**
 * Install packages of Debian's, as root on a system that has apt-get.
 * @param {string} label what is told meanwhile
 * @param {string[]} names
 * @returns {Promise<boolean>} false: this is not such a system, nothing was done
 */
export async function installDebianPackages(label, names) {
  const aptGet = IS_ROOT && onPath(['apt-get']);
  if (!aptGet) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runQuietly('Updating the list of system packages', [aptGet, 'update', '-q'], { env });
  const install = [aptGet, 'install', '-y', '-q', '--no-install-recommends', ...names];
  await runQuietly(label, install, { env });
  return true;
}
