/** Before every page: its request id and its Content-Security-Policy. */
import { type NextRequest, NextResponse } from 'next/server';
import { contentPolicy, newNonce } from './lib/server/content-policy';
import { requestIdOf } from './lib/server/request-id';

export function proxy(request: NextRequest): NextResponse {
  const policy = contentPolicy({
    nonce: newNonce(),
    telegram: Boolean(process.env.TELEGRAM_BOT_TOKEN),
    dev: process.env.NODE_ENV === 'development',
  });
  const requestId = requestIdOf(request.headers.get('x-request-id'));
  const headers = new Headers(request.headers);
  headers.set('x-request-id', requestId);
  // Next reads the nonce from here and puts it on the scripts it writes.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-request-id', requestId);
  return response;
}

/**
 * Pages only: the API answers no page and reads bodies itself, files need no
 * policy, and the offline page carries its own.
 */
export const config = {
  matcher: ['/api/docs', '/((?!api/|_next/static|_next/image|offline$|.*\\.[a-z0-9]+$).*)'],
};
