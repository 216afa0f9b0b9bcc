/** Loyalty_Levels: the active programme's tiers, for people who read the grid. */
import type { LoyaltyProgram } from '../../loyalty/program';
import { toRubles } from '../../money';
import type { NocoClient, WireRow } from './client';
import { type BaseMeta, tableOf } from './meta';

/** Writes the tiers of `program`; levels that it does not have become inactive. */
export async function fillLevels(
  client: NocoClient,
  base: BaseMeta,
  program: LoyaltyProgram,
  say: (line: string) => void,
): Promise<void> {
  const table = tableOf(base, 'Loyalty_Levels');
  const wanted = program.tiers.map((tier, i) => ({
    Name: tier.name,
    Title: tier.title,
    'From Spent': toRubles(tier.thresholdKopecks),
    'Earn Percent': tier.earnPercent,
    Program: program.id,
    Position: i + 1,
    Active: true,
  }));
  const fields = [
    'Id',
    'Name',
    'Title',
    'From Spent',
    'Earn Percent',
    'Program',
    'Position',
    'Active',
  ];
  const query = { fields, filter: null, sort: 'Id', limit: 100 };
  const { rows } = await client.list(table.id, query);
  const byName = new Map(rows.map((r) => [r.Name, r]));
  let written = 0;
  for (const level of wanted) {
    const old = byName.get(level.Name);
    byName.delete(level.Name);
    if (old && sameFields(old, level)) continue;
    if (old) await client.update(base.id, table.id, Number(old.Id), level);
    else await client.insert(base.id, table.id, [level]);
    written += 1;
  }
  for (const left of byName.values()) {
    if (left.Active === false) continue;
    await client.update(base.id, table.id, Number(left.Id), { Active: false });
    written += 1;
  }
  if (written > 0) say(`levels of programme "${program.id}": ${written} rows written`);
}

function sameFields(row: WireRow, wanted: WireRow): boolean {
  return Object.entries(wanted).every(([title, value]) => row[title] === value);
}
