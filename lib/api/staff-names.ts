/** Who of the staff is meant by an id that a row carries. */
import type { Context } from '../context';
import type { Admin } from '../store/port';

/** The accounts of these ids; nobody is asked for when there are none. 0 is nobody: the demo, a command. */
export async function staffOf(
  ctx: Context,
  ids: Iterable<number | null | undefined>,
): Promise<Map<number, Admin>> {
  const wanted = new Set<number>();
  for (const id of ids) if (id) wanted.add(id);
  const admins = wanted.size > 0 ? await ctx.store.admins.byIds([...wanted]) : [];
  return new Map(admins.map((admin) => [admin.id, admin]));
}
