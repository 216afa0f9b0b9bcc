/**
 * Keeps personal data and secrets out of logs, whoever writes the line: fields by
 * their names, and whatever in a text looks like a phone, an email, a token. Pure.
 */

const HIDDEN = '[hidden]';
const DEEPEST = 6;
const LONGEST_TEXT = 4000;

const PERSONAL = new Set(
  [
    'phone',
    'name',
    'userName',
    'customerName',
    'email',
    'address',
    'addresses',
    'deliveryAddress',
    'birthDate',
    'comment',
    'telegramId',
    'initData',
    'userAgent',
    'ip',
    'password',
    'passwordHash',
    'secret',
    'token',
    'refreshToken',
    'telegramToken',
    'devCode',
    'codeHash',
    'authorization',
    'cookie',
    'headers',
    'body',
  ].map((key) => key.toLowerCase()),
);

const patterns: [RegExp, string][] = [
  // JWTs and what follows "Bearer".
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\bBearer\s+\S+/gi, `Bearer ${HIDDEN}`],
  // User and password of an address such as redis://user:password@host.
  [/(\w+:\/\/)[^/\s@]+@/g, `$1${HIDDEN}@`],
  [/[\p{L}\d._%+-]+@[\p{L}\d-]+(\.[\p{L}\d-]+)+/gu, HIDDEN],
  // International and Russian phones, with what people put between the digits.
  [/\+\d(?:[\s()-]*\d){9,14}/g, HIDDEN],
  [/(?<![\d.:-])[78][\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?![\d.-])/g, HIDDEN],
];

/** Fields of a log line as they may be written. */
export function redact(fields: Record<string, unknown>): Record<string, unknown> {
  return clean(fields, 0) as Record<string, unknown>;
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) return cleanText(String(value));
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      PERSONAL.has(key.toLowerCase()) && inner != null ? HIDDEN : clean(inner, depth + 1),
    ]),
  );
}

function cleanText(text: string): string {
  const short = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return patterns.reduce((left, [pattern, by]) => left.replace(pattern, by), short);
}
