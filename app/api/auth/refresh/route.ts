import type { RefreshAnswer } from '@/lib/api/answers';
import { refreshBody } from '@/lib/api/requests';
import { refreshSession } from '@/lib/customers/sessions';
import { isCrossSite, problem, route } from '@/lib/server/handler';
import { forgetSession, handOver, refreshCookies } from '@/lib/server/sign-in-cookies';
import { ACCESS_SECONDS } from '@/lib/server/tokens';

const kinds = ['customer', 'admin'] as const;

/**
 * Gives new tokens for a refresh token: for the one in the body, or for each session
 * (customer's, staff's) that the browser's cookies hold. 401 when none can go on.
 */
export const POST = route(
  { access: 'public', body: refreshBody, bodyOptional: true },
  async (call) => {
    const { ctx, site, request, body } = call;
    if (body.refreshToken === undefined && isCrossSite(request)) return problem('CROSS_SITE');
    const held = kinds.map((kind) => request.cookies.get(refreshCookies[kind])?.value);
    const tokens = body.refreshToken === undefined ? held : [body.refreshToken];
    const headers = new Headers();
    const renewed: RefreshAnswer[] = [];
    for (const [i, refreshToken] of tokens.entries()) {
      if (!refreshToken) continue;
      const refreshed = await refreshSession(ctx, site.config.JWT_SECRET, refreshToken);
      if (refreshed.ok) {
        const next = await handOver(call, refreshed.account, refreshed, headers);
        renewed.push({ success: true, ...next, expiresIn: ACCESS_SECONDS });
      } else if (body.refreshToken === undefined) {
        forgetSession(headers, request, kinds[i] ?? 'customer');
      }
    }
    const [answer] = renewed;
    return answer ? Response.json(answer, { headers }) : problem('UNAUTHORIZED', { headers });
  },
);
