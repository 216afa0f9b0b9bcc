import { pictureParams } from '@/lib/api/menu-requests';
import { loadPicture } from '@/lib/menu/pictures';
import { problem, route } from '@/lib/server/handler';

/** An uploaded picture of a dish. Its address follows from its bytes: it may be kept for ever. */
export const GET = route(
  { access: 'public', params: pictureParams },
  async ({ site, ctx, params }) => {
    const picture = await site.pictures.get(params.key, () => loadPicture(ctx, params.key));
    if (!picture) return problem('NOT_FOUND');
    return new Response(new Uint8Array(picture.bytes), {
      headers: {
        'content-type': picture.type,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'",
      },
    });
  },
);
