/** Structured log: one JSON object a line on standard output, without personal data. */
import pino from 'pino';
import type { Logger } from '../context';
import { countEvent } from './metrics';
import { redact } from './redact';

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const wanted = levels.find((level) => level === process.env.LOG_LEVEL) ?? 'info';

const root = pino(
  {
    level: wanted,
    base: null,
    messageKey: 'event',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level) => ({ level }) },
  },
  // Nothing is lost when the process ends.
  pino.destination({ dest: 1, sync: true }),
);

/** `fields` are added to every line: a request's id. Events are counted in the metrics too. */
export function createLogger(fields: Record<string, unknown> = {}): Logger {
  const own = redact(fields);
  const write =
    (level: 'info' | 'warn' | 'error'): Logger['info'] =>
    (event, more = {}) => {
      countEvent(event, more);
      if (root.isLevelEnabled(level)) root[level]({ ...own, ...redact(more) }, event);
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}
