import type { PictureAnswer } from '@/lib/api/menu-answers';
import { MOST_PICTURE_BYTES, pictureTypes } from '@/lib/menu/image';
import { savePicture } from '@/lib/menu/pictures';
import { route } from '@/lib/server/handler';

/** The body is the picture itself; what it is, its bytes say. */
export const POST = route(
  { access: 'manager', file: { types: pictureTypes, mostBytes: MOST_PICTURE_BYTES } },
  async ({ ctx, file, userId }) => {
    const saved = await savePicture(ctx, userId, file);
    if (!saved.ok) return saved;
    const answer: PictureAnswer = { image: saved.image };
    return Response.json(answer, { status: 201 });
  },
);
