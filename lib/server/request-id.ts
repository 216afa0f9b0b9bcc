/** The id under which one request is found in every log, from the edge to NocoDB. */

const ALLOWED = /^[\w.:-]{1,100}$/;

/** The caller's id where it is a plain word, otherwise a new one: logs take no other text. */
export function requestIdOf(given: string | null): string {
  return given !== null && ALLOWED.test(given) ? given : crypto.randomUUID();
}
