/** Does the base have the tables and columns that the site needs? */
import type { NocoClient } from './client';
import { DEFAULT_BASE, findBase, missingFrom } from './meta';

export interface SchemaCheck {
  ok: boolean;
  /** Such as `table Orders` or `column Users.Phone (unique)`. */
  missing: string[];
}

/** Throws `NocoError` when NocoDB cannot be asked. */
export async function checkSchema(
  client: NocoClient,
  baseTitle = DEFAULT_BASE,
): Promise<SchemaCheck> {
  const base = await findBase(client, baseTitle);
  const missing = base ? missingFrom(base) : [`base ${baseTitle}`];
  return { ok: missing.length === 0, missing };
}
