/** Where the project, its caches and its data live. No path of any particular machine. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

export const IS_WINDOWS = process.platform === 'win32';
/** PostgreSQL refuses to run as root, so root needs special care in several places. */
export const IS_ROOT = process.getuid?.() === 0;

/** Per-user cache: `$XDG_CACHE_HOME/kopilka`, `~/.cache/kopilka` or `%LOCALAPPDATA%\kopilka`. */
export function cacheDir() {
  const base =
    process.env.XDG_CACHE_HOME ||
    (IS_WINDOWS && process.env.LOCALAPPDATA) ||
    path.join(os.homedir(), '.cache');
  return path.join(path.resolve(base), 'kopilka');
}

/** Short, stable name of some text. @param {...(string | Buffer)} parts */
export function shortHash(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
}

/**
 * Can any user walk down to this folder? PostgreSQL runs as another user when we are root,
 * and `/root` is closed to it. Folders that do not exist yet are judged by their parents.
 * @param {string} folder
 */
export function isOpenToOthers(folder) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    try {
      if ((statSync(at).mode & 0o001) === 0) return false;
    } catch {
      // Not there yet: it will be made by us, with an open mode.
    }
    if (at === path.dirname(at)) return true;
  }
}

/** A place for root's shared files: `/var/lib/kopilka`, outside of any closed home folder. */
export function sharedStateDir() {
  const varLib = '/var/lib';
  return path.join(isOpenToOthers(varLib) ? varLib : os.tmpdir(), 'kopilka');
}
