/** What a site does at its start when it cannot work as it is set up. */

/** Named rather than imported: Next may load a module once per bundle. */
const SET_UP_WRONGLY = ['ConfigError', 'SchemaMismatch'];

/**
 * Says why, and ends the process when somebody has to change its setting; a store that is
 * away comes back by itself, and the site then works.
 */
export function refuseToStart(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${why}\n`);
  if (error instanceof Error && SET_UP_WRONGLY.includes(error.name)) process.exit(1);
}
