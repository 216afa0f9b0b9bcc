/** The OpenAPI 3.1 document, made from the schemas that requests and answers are checked by. */

import { z } from 'zod';
import { isStaffRole } from '../../customers/roles';
import { problemStatuses } from '../../server/problems';
import { names, problemSchema } from './answers-common';
import { type Access, type Operation, problemsOf } from './operation';

type Json = Record<string, unknown>;
type Direction = 'input' | 'output';

const staff: Json[] = [{ adminCookie: [] }, { bearer: [] }];
const security: Record<Access, Json[]> = {
  public: [],
  customer: [{ customerCookie: [] }, { bearer: [] }],
  operator: staff,
  manager: staff,
  owner: staff,
  cron: [{ cronSecret: [] }],
  clock: [{ clockSecret: [] }],
  hook: [{ hookSecret: [] }],
  metrics: [{ metricsSecret: [] }],
};

const securitySchemes: Json = {
  customerCookie: { type: 'apiKey', in: 'cookie', name: 'kopilka_session' },
  adminCookie: { type: 'apiKey', in: 'cookie', name: 'kopilka_admin' },
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  cronSecret: { type: 'http', scheme: 'bearer', description: 'CRON_SECRET' },
  clockSecret: { type: 'http', scheme: 'bearer', description: 'CLOCK_SECRET; demo and tests only' },
  hookSecret: { type: 'http', scheme: 'bearer', description: 'HOOK_SECRET' },
  metricsSecret: { type: 'http', scheme: 'bearer', description: 'METRICS_SECRET' },
};

const DESCRIPTION = `JSON over HTTP. Money is in rubles as numbers with at most two decimals, points are whole, times are ISO 8601.
Unknown fields and control characters are refused. Errors are problem documents (RFC 9457) with a stable \`code\`.`;

/** The whole document. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const components = new Components();
  const paths: Record<string, Json> = {};
  for (const op of operations) {
    paths[op.path] = { ...paths[op.path], [op.method.toLowerCase()]: operation(op, components) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Kopilka', version: '1', description: DESCRIPTION },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: components.schemas, securitySchemes },
  };
}

function operation(op: Operation, components: Components): Json {
  return {
    operationId: operationId(op),
    tags: [op.tag],
    summary: op.summary,
    security: security[op.access],
    ...(isStaffRole(op.access) && { 'x-least-role': op.access }),
    parameters: parameters(op),
    ...(op.body && {
      requestBody: {
        required: op.bodyOptional !== true,
        content: { 'application/json': { schema: components.schemaOf(op.body, 'input') } },
      },
    }),
    ...(op.file && {
      requestBody: {
        required: true,
        content: Object.fromEntries(op.file.types.map((type) => [type, { schema: {} }])),
      },
    }),
    responses: { ...problems(op, components), ...answers(op, components) },
  };
}

/** `GET /api/orders/{id}` -> `getOrdersId`: stable and unique, for generated clients. */
function operationId({ method, path }: Operation): string {
  const words = path.replace('/api/', '').split(/[^a-zA-Z0-9]+/);
  const name = words.map((w) => w.charAt(0).toUpperCase() + w.slice(1)).join('');
  return method.toLowerCase() + name;
}

function parameters(op: Operation): Json[] {
  const header = op.idempotencyKey
    ? [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description: 'The same key gives the same result',
          schema: { type: 'string', minLength: 8, maxLength: 200 },
        },
      ]
    : [];
  return [...fields(op.params, 'path'), ...fields(op.query, 'query'), ...header];
}

function fields(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Record<string, z.ZodType> = schema.shape;
  return Object.entries(shape).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !field.safeParse(undefined).success,
    schema: parameterSchema(field),
  }));
}

/** Texts become numbers on the way: what comes out says more than what goes in. */
function parameterSchema(field: z.ZodType): Json {
  const out = bare(jsonSchema(field, 'output'));
  return Object.keys(out).length > 0 ? out : bare(jsonSchema(field, 'input'));
}

/** Where a status has both, the answer's own form goes first. */
function answers(op: Operation, components: Components): Json {
  return Object.fromEntries(
    Object.entries(op.answers).map(([status, schema]) => {
      if (schema === null) return [status, { description: 'Done' }];
      const content =
        typeof schema === 'string'
          ? { [schema]: { schema: { type: 'string' } } }
          : { 'application/json': { schema: components.schemaOf(schema, 'output') } };
      return [status, { description: op.summary, content }];
    }),
  );
}

function problems(op: Operation, components: Components): Json {
  const byStatus = new Map<number, string[]>();
  for (const code of problemsOf(op)) {
    const status = problemStatuses[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const base = components.schemaOf(problemSchema, 'output');
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        status,
        {
          description: codes.join(', '),
          content: {
            'application/problem+json': {
              schema: { allOf: [base, { properties: { code: { enum: codes } } }] },
            },
          },
        },
      ]),
  );
}

/** Named schemas, each once. */
class Components {
  readonly schemas: Record<string, Json> = {};

  schemaOf(schema: z.ZodType, io: Direction): Json {
    const name = names.get(schema)?.id;
    const { $defs = {}, ...own } = jsonSchema(schema, io);
    for (const [key, value] of Object.entries($defs as Record<string, Json>)) {
      this.schemas[key] ??= tidy(value);
    }
    if (!name) return tidy(own);
    this.schemas[name] ??= tidy(own);
    return { $ref: `#/components/schemas/${name}` };
  }
}

function jsonSchema(schema: z.ZodType, io: Direction): Json {
  return z.toJSONSchema(schema, {
    metadata: names,
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema: made }) => {
      // Answers may grow: a client must bear fields that it does not know.
      if (io === 'output') delete made.additionalProperties;
      // Long number patterns say nothing to a reader.
      if (made.type === 'integer' && made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
      if (made.type === 'integer' && made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
    },
  }) as Json;
}

function bare({ $schema: _schema, ...rest }: Json): Json {
  return rest;
}

/** References into components; nothing that only a stand-alone schema needs. */
function tidy(value: Json): Json {
  const text = JSON.stringify(bare(value)).replaceAll('#/$defs/', '#/components/schemas/');
  const { id: _id, ...rest } = JSON.parse(text) as Json;
  return rest;
}
