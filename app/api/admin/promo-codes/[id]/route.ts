import { z } from 'zod';
import { editPromoBody, promoFields } from '@/lib/api/promo-requests';
import { promoCodeView, promoConflict } from '@/lib/api/promo-views';
import { idParam } from '@/lib/api/requests';
import type { Context } from '@/lib/context';
import type { EditedMeanwhile } from '@/lib/edits/chain';
import { deleteCode, editCode, readCode } from '@/lib/promo/manage';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

async function conflict(ctx: Context, meanwhile: EditedMeanwhile) {
  return problem('EDIT_CONFLICT', { conflict: await promoConflict(ctx, meanwhile) });
}

export const GET = route({ access: 'manager', params }, async ({ ctx, params }) => {
  const code = await readCode(ctx, params.id);
  return code ? Response.json({ code: promoCodeView(code, ctx) }) : problem('NOT_FOUND');
});

/** The second of two admins at once gets 409 EDIT_CONFLICT with what the first changed. */
export const PATCH = route(
  { access: 'manager', params, body: editPromoBody },
  async ({ ctx, params, body, userId }) => {
    const { version, ...terms } = body;
    // A value alone is in the unit of the code's own type.
    const needsType = terms.value !== undefined && terms.discountType === undefined;
    const known = needsType ? await readCode(ctx, params.id) : null;
    const typed = known ? { discountType: known.discountType, ...terms } : terms;
    const patch = promoFields(typed, ctx.timeZone);
    const edited = await editCode(ctx, userId, params.id, version, patch);
    if (edited.ok) return Response.json({ code: promoCodeView(edited.code, ctx) });
    return 'edits' in edited ? conflict(ctx, edited) : edited;
  },
);

/** Only a code that was never claimed; any other can be switched off. */
export const DELETE = route({ access: 'manager', params }, async ({ ctx, params, userId }) => {
  const deleted = await deleteCode(ctx, userId, params.id);
  if (deleted.ok) return Response.json({ success: true });
  return 'edits' in deleted ? conflict(ctx, deleted) : deleted;
});
