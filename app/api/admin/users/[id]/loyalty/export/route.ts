import { z } from 'zod';
import { idParam } from '@/lib/api/requests';
import { exportEntries } from '@/lib/api/staff-customers';
import { entriesExportQuery } from '@/lib/api/staff-customers-requests';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

/** All rows of a customer as CSV for a spreadsheet. */
export const GET = route(
  { access: 'operator', params, query: entriesExportQuery },
  async ({ ctx, params, query }) => {
    const csv = await exportEntries(ctx, params.id, query.type);
    if (csv === null) return problem('NOT_FOUND');
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="points-${params.id}.csv"`,
        'cache-control': 'no-store',
      },
    });
  },
);
