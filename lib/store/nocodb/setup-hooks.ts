/**
 * Webhooks by which NocoDB tells the site of edits in its grid (docs/grid.md).
 * They fire for the site's own writes too, get lost and are never repeated:
 * hints, and the reconcile job finds what they missed.
 */
import { z } from 'zod';
import type { NocoClient } from './client';
import { type BaseMeta, tableOf } from './meta';
import type { TableTitle } from './schema';

export interface HookOptions {
  /** Where the site is reached from NocoDB, such as `https://shop.example`. */
  origin: string;
  /** Sent as `Authorization: Bearer ...`. */
  secret: string;
}

/** Tables whose edits mean something. A dish's price needs no telling: it is read anew. */
export const hookTables = ['Orders', 'Promo_Codes'] as const satisfies TableTitle[];

export const HOOK_PATH = '/api/hooks/nocodb';

const hookSchema = z.object({
  id: z.string(),
  title: z.string(),
  event: z.string(),
  operation: z.unknown(),
  version: z.string(),
  active: z.union([z.boolean(), z.number()]),
  notification: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
});
type HookMeta = z.infer<typeof hookSchema>;

/** Ids alone: whole rows would not fit into a request, and the site reads them again anyway. */
const BODY =
  '{"table":"{{event.data.table_name}}","ids":[{{#each event.data.rows}}' +
  '{{#unless @first}},{{/unless}}{{Id}}{{/each}}]}';

function titleOf(table: string): string {
  return `Kopilka: ${table}`;
}

function hookBody(table: string, { origin, secret }: HookOptions) {
  return {
    title: titleOf(table),
    event: 'after',
    operation: ['update'],
    version: 'v3',
    active: true,
    notification: {
      type: 'URL',
      payload: {
        method: 'POST',
        path: `${origin.replace(/\/+$/, '')}${HOOK_PATH}`,
        headers: [
          { name: 'Authorization', value: `Bearer ${secret}`, enabled: true },
          { name: 'Content-Type', value: 'application/json', enabled: true },
        ],
        parameters: [],
        body: BODY,
      },
    },
  };
}

/** Creates the hooks or brings them up to date; one of ours too many is removed. */
export async function ensureHooks(
  client: NocoClient,
  base: BaseMeta,
  options: HookOptions,
  say: (line: string) => void,
): Promise<void> {
  const list = z.object({ list: z.array(hookSchema) });
  for (const table of hookTables) {
    const path = `/api/v2/meta/tables/${tableOf(base, table).id}/hooks`;
    const wanted = hookBody(table, options);
    const hooks = (await client.meta('GET', path, list)).list;
    const [ours, ...more] = hooks.filter((hook) => hook.title === wanted.title);
    for (const { id } of more) await client.meta('DELETE', `/api/v2/meta/hooks/${id}`, z.unknown());
    if (!ours) {
      await client.meta('POST', path, z.unknown(), wanted);
      say(`webhook of ${table}: created, to ${wanted.notification.payload.path}`);
    } else if (!isSame(ours, wanted)) {
      await client.meta('PATCH', `/api/v2/meta/hooks/${ours.id}`, z.unknown(), wanted);
      say(`webhook of ${table}: changed, to ${wanted.notification.payload.path}`);
    }
  }
}

function isSame(hook: HookMeta, wanted: ReturnType<typeof hookBody>): boolean {
  const { notification } = hook;
  const is = typeof notification === 'string' ? notification : JSON.stringify(notification);
  return (
    hook.event === wanted.event &&
    JSON.stringify(hook.operation) === JSON.stringify(wanted.operation) &&
    hook.version === wanted.version &&
    Boolean(hook.active) &&
    is === JSON.stringify(wanted.notification)
  );
}
