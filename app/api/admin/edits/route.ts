import { editsQuery } from '@/lib/api/staff-customers-requests';
import { readEdits } from '@/lib/api/staff-records';
import { route } from '@/lib/server/handler';

/** A page of `Edits`, newest first: what admins changed. */
export const GET = route({ access: 'manager', query: editsQuery }, async ({ ctx, query }) =>
  Response.json(await readEdits(ctx, query)),
);
