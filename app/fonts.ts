/** Onest, drawn for Cyrillic, from the package's own files: nothing is fetched from outside. */
import localFont from 'next/font/local';

/*
 * Three subsets as three families with unicode ranges, so that a Russian page
 * loads what it shows. Only the last carries a fallback: a fallback in between
 * would draw the letters that belong to the next subset.
 */
const cyrillic = localFont({
  src: '../node_modules/@fontsource-variable/onest/files/onest-cyrillic-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-cyrillic',
  adjustFontFallback: false,
  declarations: [
    { prop: 'unicode-range', value: 'U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116' },
  ],
});

/** Holds the ruble sign. */
const latinExt = localFont({
  src: '../node_modules/@fontsource-variable/onest/files/onest-latin-ext-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-latin-ext',
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0100-02BA,U+20A0-20AB,U+20AD-20C0' }],
});

const latin = localFont({
  src: '../node_modules/@fontsource-variable/onest/files/onest-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-latin',
  declarations: [
    { prop: 'unicode-range', value: 'U+0000-00FF,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212' },
  ],
});

export const fontClasses = `${cyrillic.variable} ${latinExt.variable} ${latin.variable}`;
