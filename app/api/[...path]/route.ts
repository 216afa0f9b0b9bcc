import { problem, route } from '@/lib/server/handler';

/** Whatever is not an endpoint answers with a problem document too. */
const notFound = route({ access: 'public' }, async () => problem('NOT_FOUND'));

export {
  notFound as DELETE,
  notFound as GET,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
};
