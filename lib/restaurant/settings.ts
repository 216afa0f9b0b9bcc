/**
 * The settings as staff edit them, in groups that are changed together. Each
 * group is a row of its own in `Edits`; the values in `Settings` are copies.
 */
import type { z } from 'zod';
import type { Context } from '../context';
import {
  type Changed,
  type EditedWhole,
  editWhole,
  readWhole,
  type Versioned,
} from '../edits/whole';
import { settingsSchema } from '../settings';

const groups = {
  delivery: settingsSchema.pick({ delivery: true, minimumOrderKopecks: true, leadMinutes: true }),
  hours: settingsSchema.pick({ hours: true, closedDates: true }),
  pause: settingsSchema.pick({ paused: true }),
  loyalty: settingsSchema.pick({ loyaltyEnabled: true }),
} as const;

export type SettingsGroup = keyof typeof groups;
export type GroupValue<G extends SettingsGroup> = z.infer<(typeof groups)[G]>;

function isGroup(name: string): name is SettingsGroup {
  return name in groups;
}

/** Key in `Settings` of the edit's number that the group's values show. */
const shownKey = (group: string) => `edit:${group}`;

function edited<G extends SettingsGroup>(): EditedWhole<GroupValue<G>> {
  return {
    table: 'Settings',
    async read({ store }, group) {
      if (!isGroup(group)) return null;
      const all = await store.settings.all();
      const shown = all[shownKey(group)];
      const value = groups[group].parse(all) as GroupValue<G>;
      return { rowId: group, value, version: typeof shown === 'number' ? shown : 0 };
    },
    version: ({ version }) => version,
    async show({ store }, { rowId }, value, n) {
      const all = await store.settings.all();
      for (const [key, after] of Object.entries(value ?? {})) {
        if (JSON.stringify(all[key]) !== JSON.stringify(after)) {
          await store.settings.put(key, after);
        }
      }
      // Last: until then the next look shows the values again.
      await store.settings.put(shownKey(rowId), n);
    },
    logged: () => null,
  };
}

/** All groups, for the reconcile job. */
export const settingsGroups = edited<SettingsGroup>();

/** A group with its last edit shown. */
export function readGroup<G extends SettingsGroup>(
  ctx: Context,
  group: G,
): Promise<Versioned<GroupValue<G>>> {
  return readWhole(ctx, edited<G>(), group);
}

/** Changes a whole group (lib/edits/whole.ts: `version`, refusals). */
export function editGroup<G extends SettingsGroup>(
  ctx: Context,
  group: G,
  adminId: number,
  version: number | null,
  after: GroupValue<G>,
): Promise<Changed<GroupValue<G>>> {
  return editWhole(ctx, edited<G>(), group, { adminId, version, after });
}
