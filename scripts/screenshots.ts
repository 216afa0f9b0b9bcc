/**
 * `npm run screenshots -- [--url http://localhost:3000] [--data DIR] [--only menu,cart]
 * [--size phone] [--theme dark] [--readme]`: every page of the demo site, the customers' and the staff's,
 * in each size and both themes, as PNG files in screenshots/ (ignored by git). `--only` takes the names of
 * pictures, `customers` or `staff`.
 *
 * With `--readme` the pictures of the README are taken anew instead, as high as a phone's screen.
 *
 * The site has to run with demo data and codes shown on screen: `npm run up` does both. The staff's
 * password is read from its data folder (`--data`, as for `npm run up`); a few orders are placed and
 * moved along where none is under way.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumPath, flags, sizes } from './demo-browser';
import { CUSTOMER, fillCart, signedIn, signedOut } from './screenshots/customer';
import { beginShift, type Cookies, ownerOf, session } from './screenshots/shift';
import { type Round, type Shot, shootAll } from './screenshots/shoot';
import { staffShots, staffSignedOut } from './screenshots/staff';

const themes = ['light', 'dark'] as const;
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    data: { type: 'string', default: '.kopilka' },
    only: { type: 'string' },
    size: { type: 'string' },
    theme: { type: 'string' },
    readme: { type: 'boolean', default: false },
  },
});
const { url } = values;
const asked = values.only?.split(',');

/** Those of a side that are wanted. */
function wanted(side: 'customers' | 'staff', shots: Record<string, Shot>): Record<string, Shot> {
  if (!asked || asked.includes(side)) return shots;
  return Object.fromEntries(Object.entries(shots).filter(([name]) => asked.includes(name)));
}

type Frame = Omit<Round, 'shots' | 'before'>;

/** A size and a theme of the folder screenshots/. */
function frame(size: keyof typeof sizes, theme: (typeof themes)[number]): Frame {
  return {
    url,
    options: { ...sizes[size], colorScheme: theme },
    file: (name) => path.resolve('screenshots', `${name}-${size}-${theme}.png`),
  };
}

/** Pages of a customer, with the cart filled even where its own picture is not wanted. */
function customersRound(round: Frame, cookies: Cookies, shots: Record<string, Shot>): Round {
  return {
    ...round,
    shots,
    before: async (page) => {
      await page.context().addCookies(cookies);
      if (!('menu-cart' in shots)) await fillCart(page);
    },
  };
}

/** Every theme and size that is wanted. */
async function everyFrame(
  of: readonly (keyof typeof sizes)[],
  shoot: (round: Frame) => Promise<void>,
): Promise<void> {
  for (const theme of themes) {
    if (values.theme && values.theme !== theme) continue;
    for (const size of of) {
      if (!values.size || values.size === size) await shoot(frame(size, theme));
    }
  }
}

async function shootCustomers(browser: Browser): Promise<void> {
  const open = wanted('customers', signedOut);
  const own = wanted('customers', signedIn);
  const cookies = Object.keys(own).length > 0 ? await session(browser, url, CUSTOMER) : [];
  await everyFrame(['phone', 'desktop'], async (round) => {
    await shootAll(browser, { ...round, shots: open });
    await shootAll(browser, customersRound(round, cookies, own));
  });
}

async function shootStaff(browser: Browser): Promise<void> {
  const open = wanted('staff', staffSignedOut);
  // Which there are does not hang on the orders they show.
  const any = wanted('staff', staffShots({ open: 0, paid: 0 }));
  let own: Record<string, Shot> = {};
  let cookies: Cookies = [];
  if (Object.keys(any).length > 0) {
    cookies = await session(browser, url, ownerOf(values.data));
    own = wanted('staff', staffShots(await beginShift(browser, url, cookies)));
  }
  await everyFrame(['phone', 'tablet', 'desktop'], async (round) => {
    await shootAll(browser, { ...round, shots: open });
    const before = async (page: Page) => page.context().addCookies(cookies);
    await shootAll(browser, { ...round, shots: own, before });
  });
}

/** Four pages side by side in the README: one size, one theme, one screen high. */
async function forReadme(browser: Browser): Promise<void> {
  const round: Frame = {
    url,
    options: { ...sizes.phone, deviceScaleFactor: 1.5, colorScheme: 'light' },
    oneScreen: true,
    file: (name) => path.resolve('docs/images', `${name}.png`),
  };
  const { menu } = signedOut;
  const { payment, 'order-new': orderNew, bonuses } = signedIn;
  if (!menu || !payment || !orderNew || !bonuses) throw new Error('a picture has no way to it');
  await shootAll(browser, { ...round, shots: { menu } });
  const cookies = await session(browser, url, CUSTOMER);
  const own = { payment, 'order-new': orderNew, bonuses };
  await shootAll(browser, customersRound(round, cookies, own));
}

mkdirSync('screenshots', { recursive: true });
const browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
try {
  if (values.readme) await forReadme(browser);
  else {
    await shootCustomers(browser);
    await shootStaff(browser);
  }
} finally {
  await browser.close();
}
