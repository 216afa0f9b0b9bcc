import { openApiDocument } from '@/lib/api/openapi/document';
import { operations } from '@/lib/api/openapi/operations';
import { route } from '@/lib/server/handler';

/** The OpenAPI document of this site's API; `/api/docs` shows it. */
export const GET = route({ access: 'public' }, async () =>
  Response.json(openApiDocument(operations)),
);
