/**
 * Proof that this NocoDB keeps the two promises on which everything stands: a
 * unique field refuses the second row, and a refused insert leaves nothing.
 */
import { randomUUID } from 'node:crypto';
import type { NocoClient } from './client';
import { isFailure, SetupRefused } from './errors';
import { filterParam, where } from './filter';
import { type BaseMeta, tableOf } from './meta';

const why =
  'The site would then give points twice. Run NocoDB on PostgreSQL ' +
  '(NC_DB=pg://host:port?u=…&p=…&d=…), version 0.301.3 or newer, and run setup again.';

/** Throws `SetupRefused` when either promise does not hold. Leaves no row behind. */
export async function proveUnique(
  client: NocoClient,
  base: BaseMeta,
  say: (line: string) => void,
): Promise<void> {
  const table = tableOf(base, 'Sign_In_Tries');
  const columnIds = new Map(table.columns.map((c) => [c.title, c.id]));
  const name = `probe:${randomUUID()}`;
  const keys = [name, `${name}:2`];
  const insert = (rows: string[]) =>
    client.insert(
      base.id,
      table.id,
      rows.map((key) => ({ 'Try Key': key })),
    );
  const stored = async () => {
    const query = { fields: ['Id', 'Try Key'], sort: 'Id', limit: 10 };
    const filter = filterParam([where.in('Try Key', keys)], columnIds);
    return (await client.list(table.id, { ...query, filter })).rows;
  };
  try {
    await insert([name]);
    // The second row of this insert breaks the unique field, so the first must not stay either.
    const refused = await insert([`${name}:2`, name]).then(
      () => false,
      (e: unknown) => {
        if (isFailure(e, 'unique')) return true;
        throw e;
      },
    );
    const rows = await stored();
    if (!refused)
      throw new SetupRefused(`This NocoDB accepts equal values in a unique field. ${why}`);
    if (rows.length !== 1) {
      throw new SetupRefused(
        `This NocoDB keeps part of a refused insert (${rows.length} rows instead of 1). ${why}`,
      );
    }
    say('unique fields: enforced, inserts are all or nothing');
  } finally {
    for (const row of await stored()) await client.remove(base.id, table.id, Number(row.Id));
  }
}
