import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { presets } from '../../lib/loyalty/presets';
import type { NocoClient } from '../../lib/store/nocodb/client';
import { createNocoClient } from '../../lib/store/nocodb/client';
import { createNocoStore, SchemaMismatch } from '../../lib/store/nocodb/connect';
import { classifyAnswer, NocoError, SetupRefused } from '../../lib/store/nocodb/errors';
import { type Condition, filterParam, where } from '../../lib/store/nocodb/filter';
import { baseSchema } from '../../lib/store/nocodb/meta';
import { endOf, place, rangesOf } from '../../lib/store/nocodb/place';
import { proveUnique } from '../../lib/store/nocodb/probe';
import { checkSchema } from '../../lib/store/nocodb/schema-check';
import { setUp } from '../../lib/store/nocodb/setup';
import { freshBase, server } from './harness';

describe('filters', () => {
  const columns = new Map([['Code', 'c1']]);

  it('refuses what NocoDB would answer with all rows', () => {
    expect(() => filterParam([where.eq('Nope', 1)], columns)).toThrow(/no column/);
    const odd = { column: 'Code', op: 'anyof', value: 1 } as unknown as Condition;
    expect(() => filterParam([odd], columns)).toThrow(/no operator/);
    expect(() => filterParam([where.eq('Code', '')], columns)).toThrow(/empty/);
    expect(() => filterParam([where.gt('Code', Number.NaN)], columns)).toThrow(RangeError);
    expect(() => filterParam([where.gt('Code', 2 ** 53)], columns)).toThrow(RangeError);
  });

  it('keeps values out of the grammar', () => {
    expect(filterParam([where.eq('Code', '(Id,gt,0)')], columns)).toBe(
      '[{"fk_column_id":"c1","comparison_op":"eq","value":"(Id,gt,0)","logical_op":"and"}]',
    );
    expect(filterParam([], columns)).toBeNull();
  });

  it('puts what must hold together into a group within "any of"', () => {
    const both = { all: [where.gte('Code', 1), where.lt('Code', 5)] };
    const of = (op: string, value: number, logical_op: string) => ({
      fk_column_id: 'c1',
      comparison_op: op,
      value,
      logical_op,
    });
    expect(JSON.parse(filterParam([where.any(both, where.eq('Code', 9))], columns) ?? '')).toEqual([
      {
        is_group: true,
        logical_op: 'and',
        children: [
          {
            is_group: true,
            logical_op: 'or',
            children: [of('gte', 1, 'and'), of('lt', 5, 'and')],
          },
          of('eq', 9, 'or'),
        ],
      },
    ]);
    expect(() => filterParam([where.any({ all: [] })], columns)).toThrow(/empty/);
    expect(() => filterParam([where.any()], columns)).toThrow(/empty/);
  });

  it('reads near parents as one range, and those without any place not at all', () => {
    const one = { from: place(3, 0), to: endOf(7) };
    expect(rangesOf([7, 3])).toEqual([one]);
    expect(rangesOf([3, 20, 4])).toEqual([
      { from: place(3, 0), to: endOf(4) },
      { from: place(20, 0), to: endOf(20) },
    ]);
    expect(rangesOf([3, 4, 6], 1)).toEqual([
      { from: place(3, 0), to: endOf(4) },
      { from: place(6, 0), to: endOf(6) },
    ]);
    expect(rangesOf([999_999_999])).toEqual([]);
    expect(rangesOf([])).toEqual([]);
  });

  it('has no place for what would not be exact', () => {
    expect(place(900_000_000, 9_999_999)).toBe(9_000_000_009_999_999);
    expect(() => place(1, 10_000_000)).toThrow(RangeError);
    expect(() => place(1_000_000_000, 1)).toThrow(RangeError);
    expect(() => place(-1, 1)).toThrow(RangeError);
    expect(() => place(1, Number.NaN)).toThrow(RangeError);
  });
});

describe("NocoDB's refusals", () => {
  it.each([
    [{ error: 'FIELD_UNIQUE_CONSTRAINT_VIOLATION', fieldName: 'Phone' }, 409, 'unique'],
    [{ error: 'ERR_DATABASE_OP_FAILED', code: '23505' }, 400, 'unique'],
    [{ error: 'ERR_DATABASE_OP_FAILED', code: '22021' }, 422, 'invalid'],
    [{ error: 'ERR_DATABASE_OP_FAILED', code: 'ECONNREFUSED' }, 400, 'unavailable'],
    [{ error: 'ERR_DATABASE_OP_FAILED', code: 'ECONNRESET' }, 400, 'unavailable'],
    [{ error: 'ERR_DATABASE_OP_FAILED', code: '57P01' }, 400, 'unavailable'],
    [{ error: 'ERR_INVALID_VALUE_FOR_FIELD' }, 422, 'invalid'],
    [{ error: 'ERR_RECORD_NOT_FOUND' }, 404, 'not-found'],
    [{ msg: "Something didn't work as expected." }, 500, 'unavailable'],
    [{ message: 'unique constraint violation' }, 409, 'unavailable'],
    [null, 502, 'unavailable'],
  ])('%j is known by its fields', (body, status, kind) => {
    expect(classifyAnswer(body, status).kind).toBe(kind);
  });
});

describe('the probe of unique fields', () => {
  /** A server whose tables take anything: what NocoDB on SQLite does. */
  function fakeClient(keepsHalf: boolean): NocoClient {
    const rows: { Id: number; 'Try Key': unknown }[] = [];
    const no = () => Promise.reject(new Error('not asked for'));
    return {
      async list() {
        return { rows: rows.map((r) => ({ ...r })), total: rows.length, isLast: true };
      },
      async insert(_base, _table, sent) {
        const [first] = sent;
        if (keepsHalf && sent.length > 1) {
          rows.push({ Id: rows.length + 1, 'Try Key': first?.['Try Key'] });
          throw new NocoError({ kind: 'unique', field: null }, 'insert');
        }
        for (const row of sent) rows.push({ Id: rows.length + 1, 'Try Key': row['Try Key'] });
        return rows.slice(-sent.length);
      },
      async remove(_base, _table, id) {
        rows.splice(
          rows.findIndex((r) => r.Id === id),
          1,
        );
      },
      attach: no,
      download: no,
      update: no,
      sum: no,
      meta: no,
    };
  }
  const column = { id: 'c', title: 'Try Key', uidt: 'SingleLineText', unique: true };
  const table = { id: 't', title: 'Sign_In_Tries', columns: [column] };
  const base = { id: 'b', title: 'Kopilka', tables: [table] };

  it.each([false, true])('refuses a server that does not keep the promises (%s)', async (half) => {
    const client = fakeClient(half);
    const probe = proveUnique(client, base, () => {});
    await expect(probe).rejects.toThrow(SetupRefused);
    await expect(probe).rejects.toThrow(/PostgreSQL/);
    expect((await client.list('t', { fields: [], filter: null, sort: 'Id', limit: 1 })).total).toBe(
      0,
    );
  });
});

describe.runIf(server)('setup of a base', () => {
  let base: Awaited<ReturnType<typeof freshBase>>;
  beforeAll(async () => {
    if (server) base = await freshBase(server);
  });
  afterAll(() => base?.remove());

  const again = async (program = presets.standard) => {
    const lines: string[] = [];
    const options = { baseTitle: base.title, program, say: (line: string) => lines.push(line) };
    await setUp(base.admin, options);
    return lines;
  };

  it('does nothing the second time', async () => {
    expect(await again()).toEqual([
      `base "${base.title}" (${base.base.id}): found`,
      'unique fields: enforced, inserts are all or nothing',
    ]);
    expect(await checkSchema(base.admin, base.title)).toEqual({ ok: true, missing: [] });
  });

  it('follows the programme', async () => {
    expect((await again(presets['rolling-tiers'])).at(-1)).toMatch(/levels.*rolling-tiers/);
    expect(await again(presets['rolling-tiers'])).toHaveLength(2);
  });

  it('names what is missing, and brings it back', async () => {
    const orders = base.base.tables.find((t) => t.title === 'Orders');
    const total = orders?.columns.find((c) => c.title === 'Total');
    await base.admin.meta('DELETE', `/api/v2/meta/columns/${total?.id}`, z.unknown());
    const missing = ['column Orders.Total'];
    expect(await checkSchema(base.admin, base.title)).toEqual({ ok: false, missing });
    await expect(base.open()).rejects.toThrow(SchemaMismatch);
    await expect(base.open()).rejects.toThrow(/Orders\.Total/);
    expect(await again()).toContain('column Orders.Total: added');
    await base.open();
  });

  it('makes an older column unique, and leaves other tables alone', async () => {
    const title = `contract old ${randomUUID()}`;
    const { id } = await base.admin.meta('POST', '/api/v2/meta/bases', baseSchema, { title });
    const column = { title: 'Phone', column_name: 'phone', uidt: 'SingleLineText' };
    const old = { title: 'Users', table_name: 'users', columns: [column] };
    await base.admin.meta('POST', `/api/v2/meta/bases/${id}/tables`, z.unknown(), old);
    const foreign = { title: 'Mine', table_name: 'mine', columns: [column] };
    await base.admin.meta('POST', `/api/v2/meta/bases/${id}/tables`, z.unknown(), foreign);
    const lines: string[] = [];
    const say = (line: string) => lines.push(line);
    await setUp(base.admin, { baseTitle: title, program: presets.standard, say });
    expect(lines).toContain('column Users.Phone: made unique');
    const config = { url: server?.url ?? '', token: server?.token ?? '', base: title };
    const store = await createNocoStore(config);
    const user = { phone: '+79990000003', name: null, birthDate: null, joinedAt: 1 };
    expect((await store.users.insert(user)).won).toBe(true);
    expect((await store.users.insert(user)).won).toBe(false);
    await base.admin.meta('DELETE', `/api/v2/meta/bases/${id}`, z.unknown());
  });

  it('refuses a column of another type', async () => {
    const title = `contract odd ${randomUUID()}`;
    const { id } = await base.admin.meta('POST', '/api/v2/meta/bases', baseSchema, { title });
    const column = { title: 'Phone', column_name: 'phone', uidt: 'Number' };
    const odd = { title: 'Users', table_name: 'users', columns: [column] };
    await base.admin.meta('POST', `/api/v2/meta/bases/${id}/tables`, z.unknown(), odd);
    const run = setUp(base.admin, { baseTitle: title, program: presets.standard, say: () => {} });
    await expect(run).rejects.toThrow(/Users\.Phone is of type Number/);
    await base.admin.meta('DELETE', `/api/v2/meta/bases/${id}`, z.unknown());
  });

  it('says which base is missing, and that a token is wrong', async () => {
    const title = `nobody ${randomUUID()}`;
    expect((await checkSchema(base.admin, title)).missing).toEqual([`base ${title}`]);
    const stranger = createNocoClient({ url: server?.url ?? '', token: 'wrong' });
    await expect(checkSchema(stranger, base.title)).rejects.toMatchObject({
      failure: { kind: 'invalid' },
    });
  });
});
