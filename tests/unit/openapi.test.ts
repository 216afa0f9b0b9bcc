/** The OpenAPI document against the routes: none is missing, none is invented, none has other fields. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { assertConforms, nonconformities, operationAt } from '@/lib/api/openapi/conforms';
import { openApiDocument } from '@/lib/api/openapi/document';
import { operations } from '@/lib/api/openapi/operations';

interface RouteSpec {
  access: string;
  body?: z.ZodType;
  query?: z.ZodType;
  params?: z.ZodType;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const root = fileURLToPath(new URL('../../app/', import.meta.url));
/** What answers "not found" to everything else. */
const CATCH_ALL = 'api/[...path]/route.ts';

const files = readdirSync(path.join(root, 'api'), { recursive: true })
  .map((file) => `api/${String(file).replaceAll(path.sep, '/')}`)
  .filter((file) => file.endsWith('/route.ts') && file !== CATCH_ALL);

/** What each route says it accepts; null: it is not made by `route` and says nothing. */
const routes = new Map<string, RouteSpec | null>();

beforeAll(async () => {
  for (const file of files) {
    const module = (await import(pathToFileURL(path.join(root, file)).href)) as Record<
      string,
      { spec?: RouteSpec } | undefined
    >;
    const address = `/${file.replace('/route.ts', '').replaceAll(/\[(\w+)\]/g, '{$1}')}`;
    for (const method of METHODS) {
      const handler = module[method];
      if (handler) routes.set(`${method} ${address}`, handler.spec ?? null);
    }
  }
}, 60_000);

function fieldsOf(schema: z.ZodType | undefined): unknown {
  return schema && z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

describe('the document', () => {
  test('has every route and no other', () => {
    const documented = operations.map((op) => `${op.method} ${op.path}`);
    expect(documented.sort()).toEqual([...routes.keys()].sort());
  });

  test('says of each who may call it and with what', () => {
    for (const [name, spec] of routes) {
      if (!spec) continue;
      const op = operations.find((o) => `${o.method} ${o.path}` === name);
      const said = { access: op?.access, body: fieldsOf(op?.body), query: fieldsOf(op?.query) };
      const is = { access: spec.access, body: fieldsOf(spec.body), query: fieldsOf(spec.query) };
      expect({ name, ...said }).toEqual({ name, ...is });
      expect([name, op?.params !== undefined]).toEqual([name, spec.params !== undefined]);
    }
  });

  test('is whole: references lead somewhere, names are unique, nothing is undefined', () => {
    const document = openApiDocument(operations);
    const text = JSON.stringify(document);
    const { schemas } = document.components as { schemas: Record<string, unknown> };
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(Object.keys(schemas)).toContain(name);
    }
    expect(text).not.toContain('$defs');
    const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(operations.length);
    expect(document.openapi).toMatch(/^3\.1/);
    expect(schemas).toHaveProperty('Order.properties.loyalty');
    expect(schemas).toHaveProperty('Problem.properties.code');
  });

  test('gives parameters with their limits and says what is required', () => {
    const { paths } = openApiDocument(operations) as {
      paths: Record<string, Record<string, { parameters: Record<string, unknown>[] }>>;
    };
    expect(paths['/api/client/loyalty/history']?.get?.parameters).toMatchObject([
      { name: 'page', in: 'query', required: false, schema: { type: 'integer', minimum: 1 } },
      { name: 'limit', required: false, schema: { maximum: 50, default: 50 } },
    ]);
    expect(paths['/api/orders']?.post?.parameters).toMatchObject([
      { name: 'Idempotency-Key', in: 'header', required: true },
    ]);
    expect(paths['/api/orders/{id}']?.get?.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
    ]);
  });
});

describe('conformity', () => {
  const ok = { success: true };

  test('finds the endpoint of an address', () => {
    expect(operationAt('GET', '/api/orders/12')?.path).toBe('/api/orders/{id}');
    expect(operationAt('GET', '/api/orders?before=3')?.path).toBe('/api/orders');
    expect(operationAt('GET', '/api/orders/12/lines')).toBeUndefined();
  });

  test('accepts what is described and nothing else', () => {
    assertConforms('POST', '/api/auth/logout', 200, ok);
    expect(nonconformities('POST', '/api/auth/logout', 200, { ...ok, more: 1 })).toHaveLength(1);
    expect(nonconformities('POST', '/api/auth/logout', 200, {})).toHaveLength(1);
    expect(nonconformities('GET', '/api/nowhere', 200, ok)).toHaveLength(1);
    expect(() => assertConforms('POST', '/api/auth/logout', 201, ok)).toThrow();
  });

  test('a problem has a code that the endpoint is known to answer', () => {
    const problem = {
      type: 'about:blank',
      title: 'NOT_FOUND',
      status: 404,
      code: 'NOT_FOUND',
      detail: 'Не найдено',
      instance: '/api/orders/1',
    };
    assertConforms('GET', '/api/orders/1', 404, problem);
    expect(nonconformities('GET', '/api/orders', 404, problem)).toHaveLength(1);
    expect(nonconformities('GET', '/api/orders/1', 409, problem)).toHaveLength(2);
  });
});
