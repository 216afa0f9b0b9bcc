/** Structured log: one JSON object a line on standard output. */
import type { Logger } from '../context';

function write(level: string, event: string, fields: Record<string, unknown> = {}): void {
  const line = { time: new Date().toISOString(), level, event, ...fields };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** `fields` are added to every line: a request's id. */
export function createLogger(fields: Record<string, unknown> = {}): Logger {
  return {
    info: (event, more) => write('info', event, { ...fields, ...more }),
    warn: (event, more) => write('warn', event, { ...fields, ...more }),
    error: (event, more) => write('error', event, { ...fields, ...more }),
  };
}
