import type { RequestCodeAnswer } from '@/lib/api/answers';
import { requestCodeBody } from '@/lib/api/requests';
import { CODE_LIFE_SECONDS, RESEND_SECONDS, requestCode } from '@/lib/customers/sign-in';
import { route } from '@/lib/server/handler';

/** Sends a one-time code to a phone. */
export const POST = route(
  { access: 'public', body: requestCodeBody, limit: 'codes' },
  async ({ ctx, site, body }) => {
    const made = await requestCode(ctx, body.phone, site.config.JWT_SECRET);
    if (!made.ok) return made;
    const { shown } = await site.codeSender.send(body.phone, made.code);
    const answer: RequestCodeAnswer = {
      success: true,
      resendAfter: RESEND_SECONDS,
      expiresIn: CODE_LIFE_SECONDS,
      ...(shown !== null && { devCode: shown }),
    };
    return Response.json(answer);
  },
);
