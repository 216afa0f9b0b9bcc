/** Settings, edits and admins. */

import { z } from 'zod';
import { staffRoles } from '../../customers/roles';
import type { Admin, AdminStore, Edit, EditStore, SettingsStore } from '../port';
import { where, within } from './filter';
import type { NocoTable } from './table';
import { flag, forPeople, id, inserted, insertMarked, int, jsonText, reader, text } from './wire';

const MAX_SETTINGS = 1000;
const EDITS_AT_ONCE = 20;
const MAX_EDITS = 10_000;

const readSetting = reader({ Id: id, Key: text, Value: z.unknown() }, (row) => row);

export function nocoSettings(table: NocoTable): SettingsStore {
  async function find(key: string) {
    const row = await table.one([where.eq('Key', key)]);
    return row && readSetting(row);
  }

  return {
    async all() {
      const rows = await table.find([], { sort: 'Id', limit: MAX_SETTINGS });
      return Object.fromEntries(rows.map(readSetting).map((s) => [s.Key, s.Value]));
    },
    async put(key, value) {
      const Value = jsonText(value);
      let old = await find(key);
      if (!old) {
        const made = await table.insert([{ Key: key, Value }], { readOwn: async () => null });
        if (made) return;
        old = await find(key);
      }
      if (!old) throw new Error(`setting ${key} is there and is not`);
      await table.update(old.Id, { Value });
    },
  };
}

const readEdit = reader(
  {
    'Table Name': text,
    'Row ID': text,
    Number: int,
    'Admin ID': int,
    'Edited At Ms': int,
    Before: z.unknown(),
    After: z.unknown(),
  },
  (row): Edit => ({
    table: row['Table Name'],
    rowId: row['Row ID'],
    n: row.Number,
    adminId: row['Admin ID'],
    at: row['Edited At Ms'],
    before: row.Before,
    after: row.After,
  }),
);

export function nocoEdits(table: NocoTable): EditStore {
  return {
    async insert(edit) {
      const row = await insertMarked(table, 'Edit Key', {
        'Edit Key': `${edit.table}:${edit.rowId}:${edit.n}`,
        'Table Name': edit.table,
        'Row ID': edit.rowId,
        Number: edit.n,
        'Admin ID': edit.adminId,
        'Edited At': forPeople(edit.at),
        'Edited At Ms': edit.at,
        Before: jsonText(edit.before),
        After: jsonText(edit.after),
      });
      return inserted(row, readEdit);
    },
    async last(name, rowId) {
      const own = [where.eq('Table Name', name), where.eq('Row ID', rowId)];
      const [row] = await table.find(own, { sort: '-Number', limit: 1 });
      return row ? readEdit(row) : null;
    },
    async after(name, rowId, n) {
      // The numbers have no gaps: the next ones are looked up by their unique keys.
      const keys = Array.from({ length: EDITS_AT_ONCE }, (_, i) => `${name}:${rowId}:${n + i + 1}`);
      const rows = await table.find([where.in('Edit Key', keys)], {
        sort: 'Number',
        limit: EDITS_AT_ONCE,
      });
      return rows.map(readEdit);
    },
    async find({ table: name, rowId, adminId, from, until, page, limit }) {
      const wanted = [
        ...(name === null ? [] : [where.eq('Table Name', name)]),
        ...(rowId === null ? [] : [where.eq('Row ID', rowId)]),
        ...(adminId === null ? [] : [where.eq('Admin ID', adminId)]),
        ...within('Edited At Ms', from, until),
      ];
      const { rows, total } = await table.leaf(wanted, { sort: '-Id', page, limit });
      return { rows: rows.map(readEdit), total };
    },
    async editedSince(name, at) {
      const since = [where.eq('Table Name', name), where.gte('Edited At Ms', at)];
      const rows = await table.find(since, { sort: 'Id', limit: MAX_EDITS });
      return [...new Set(rows.map((row) => readEdit(row).rowId))];
    },
  };
}

const readAdmin = reader(
  {
    Id: id,
    Email: text,
    Name: text,
    Role: z.enum(staffRoles),
    'Password Hash': text,
    Active: flag,
    Version: int.nullable(),
  },
  (row): Admin => ({
    id: row.Id,
    email: row.Email,
    name: row.Name,
    role: row.Role,
    passwordHash: row['Password Hash'],
    active: row.Active,
    // Accounts from before there was any edit.
    version: row.Version ?? 0,
  }),
);

const MAX_ADMINS = 1000;

export function nocoAdmins(table: NocoTable): AdminStore {
  return {
    async insert(admin) {
      const row = await insertMarked(table, 'Email', {
        Email: admin.email,
        Name: admin.name,
        Role: admin.role,
        'Password Hash': admin.passwordHash,
        Active: admin.active,
      });
      return inserted(row, readAdmin);
    },
    async byEmail(email) {
      const row = await table.one([where.eq('Email', email)]);
      return row && readAdmin(row);
    },
    async byId(adminId) {
      const row = await table.one([where.eq('Id', adminId)]);
      return row && readAdmin(row);
    },
    async byIds(ids) {
      const rows = await table.findIn('Id', [...new Set(ids)], { sort: 'Id', limit: ids.length });
      return rows.map(readAdmin);
    },
    async all() {
      return (await table.find([], { sort: 'Id', limit: MAX_ADMINS })).map(readAdmin);
    },
    async update(adminId, { name, role, passwordHash, active, version }) {
      const columns = { Name: name, Role: role, 'Password Hash': passwordHash };
      const fields = Object.entries({ ...columns, Active: active, Version: version });
      const given = fields.filter(([, value]) => value !== undefined);
      return readAdmin(await table.update(adminId, Object.fromEntries(given)));
    },
  };
}
