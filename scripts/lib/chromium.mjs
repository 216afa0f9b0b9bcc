/** Finding a Chromium for the browser test, or installing one. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { IS_WINDOWS, ROOT } from './paths.mjs';
import { localCommand, runQuietly } from './run.mjs';
import { installDebianPackages, onPath } from './system-packages.mjs';

/** Chromium without windows, as Playwright itself uses it: about half the work of a whole browser. */
const SHELL = 'chromium-headless-shell';
const NAMES = [
  SHELL,
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

/** Where installers put Chrome on systems that do not use PATH for it. */
function usualPlaces() {
  if (process.platform === 'darwin') {
    return [
      'Chromium.app/Contents/MacOS/Chromium',
      'Google Chrome.app/Contents/MacOS/Google Chrome',
    ].flatMap((app) => [
      path.join('/Applications', app),
      path.join(process.env.HOME ?? '', 'Applications', app),
    ]);
  }
  if (!IS_WINDOWS) return [];
  const { PROGRAMFILES, LOCALAPPDATA } = process.env;
  return [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      path.join(folder, 'Chromium', 'Application', 'chrome.exe'),
    ]);
}

/** The browser that Playwright would download, if it has. */
function playwrightsOwn() {
  const require = createRequire(path.join(ROOT, 'package.json'));
  const file = require('playwright-core').chromium.executablePath();
  return file && existsSync(file) ? file : undefined;
}

function findChromium() {
  return onPath(NAMES) ?? usualPlaces().find((file) => existsSync(file)) ?? playwrightsOwn();
}

/**
 * An installed Chromium's program file. CHROMIUM_PATH wins; where there is none it is
 * installed: Debian's packages as root, otherwise the browser Playwright brings.
 * @returns {Promise<string>}
 */
export async function ensureChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!existsSync(chosen))
      throw new Error(`CHROMIUM_PATH names ${chosen}, which does not exist.`);
    return chosen;
  }
  const label = 'Installing Chromium for the browser test';
  // Older systems do not have it; then a whole browser serves as well.
  if (!onPath([SHELL])) await installDebianPackages(label, [SHELL]).catch(() => false);
  const found = findChromium();
  if (found) return found;
  if (!(await installDebianPackages(label, ['chromium']))) {
    const install = [...localCommand('playwright-core'), 'install', 'chromium'];
    await runQuietly('Downloading Chromium for the browser test', install);
  }
  const installed = findChromium();
  if (!installed) throw new Error('Chromium was installed but cannot be found; set CHROMIUM_PATH.');
  return installed;
}
