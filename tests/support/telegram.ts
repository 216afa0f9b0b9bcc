/** A stand-in for the Bot API's `sendMessage`: checks the call and keeps what was said. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const BOT_TOKEN = '123456:test-bot-token';

export type TelegramStandIn = Awaited<ReturnType<typeof startTelegram>>;

export async function startTelegram() {
  const messages: { chatId: string; text: string }[] = [];
  const blockedBy = new Set<string>();
  const faults: ('busy' | 'broken' | 'lost')[] = [];

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const say = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const fail = (code: number, description: string, more: object = {}) =>
      say(code, { ok: false, error_code: code, description, ...more });
    if (request.url !== `/bot${BOT_TOKEN}/sendMessage`) return fail(404, 'Not Found');
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const chatId = String(body.chat_id ?? '');
    if (typeof body.text !== 'string' || body.text === '') {
      return fail(400, 'Bad Request: message text is empty');
    }
    if (body.text.length > 4096) return fail(400, 'Bad Request: message is too long');
    if (!/^\d+$/.test(chatId)) return fail(400, 'Bad Request: chat not found');
    if (blockedBy.has(chatId)) return fail(403, 'Forbidden: bot was blocked by the user');
    const fault = faults.shift();
    if (fault === 'busy') {
      return fail(429, 'Too Many Requests: retry after 600', { parameters: { retry_after: 600 } });
    }
    if (fault === 'broken') return fail(502, 'Bad Gateway');
    messages.push({ chatId, text: body.text });
    // The message went out, the answer did not come back.
    if (fault === 'lost') return void request.socket.destroy();
    say(200, { ok: true, result: { message_id: messages.length, chat: { id: Number(chatId) } } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    to: (chatId: string) => messages.filter((m) => m.chatId === chatId).map((m) => m.text),
    blockedBy,
    faults,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
