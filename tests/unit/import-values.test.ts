import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { csvRecords } from '@/lib/import/csv';
import { folderSource } from '@/lib/import/files';
import { readLegacyEntry, readLegacyOrder, readLegacyUser } from '@/lib/import/legacy';
import {
  readDay,
  readExpiry,
  readId,
  readKopecks,
  readMoment,
  readNumber,
  readPoints,
} from '@/lib/import/values';

const TZ = 'Europe/Moscow';

describe('values of an older base', () => {
  it.each([
    [12, 12],
    ['-150', -150],
    ['1 234,50', 1234.5],
    ['1\u00a0000', 1000],
    ['', null],
    [null, null],
  ])('reads the number %j', (value, expected) => {
    expect(readNumber(value)).toBe(expected);
  });

  it.each(['abc', '1.2.3', '1e3', Number.NaN, {}])('refuses the number %j', (value) => {
    expect(() => readNumber(value)).toThrow(/not a number/);
  });

  it('refuses parts of a point and negative money', () => {
    expect(() => readPoints(1.5)).toThrow(/whole/);
    expect(() => readKopecks(-1)).toThrow(/money/);
    expect(readKopecks('19,99')).toBe(1999);
  });

  it('reads ids, also of linked records', () => {
    expect([readId('7'), readId({ Id: 8 }), readId(null)]).toEqual([7, 8, null]);
    expect(() => readId(0)).toThrow(/not an id/);
    expect(() => readId([])).toThrow(/not an id/);
  });

  it.each([
    ['2026-03-04 05:06:07+00:00', '2026-03-04T05:06:07Z'],
    ['2026-03-04T05:06:07.123Z', '2026-03-04T05:06:07.123Z'],
    ['2026-03-04 05:06', '2026-03-04T05:06:00+03:00'],
    ['2026-03-04', '2026-03-04T00:00:00+03:00'],
    ['04.03.2026 05:06:07', '2026-03-04T05:06:07+03:00'],
    [Date.parse('2026-03-04T05:06:07Z'), '2026-03-04T05:06:07Z'],
  ])('reads the moment %j', (value, expected) => {
    expect(readMoment(value, TZ)).toBe(Date.parse(expected));
  });

  it.each(['2026-13-45', '31.06.2026', 'yesterday', '2026-03-04 25:00', 5])(
    'refuses the moment %j',
    (value) => {
      expect(() => readMoment(value, TZ)).toThrow(/not a date/);
    },
  );

  it('takes a day of expiry to its end, and a birth date as a local day', () => {
    expect(readExpiry('2026-03-04', TZ)).toBe(Date.parse('2026-03-05T00:00:00+03:00'));
    expect(readExpiry('04.03.2026 10:00', TZ)).toBe(Date.parse('2026-03-04T10:00:00+03:00'));
    expect(readDay('1990-05-16T21:00:00Z', TZ)).toBe('1990-05-17');
    expect(readDay('17.05.1990', TZ)).toBe('1990-05-17');
  });
});

describe('rows of an older base', () => {
  it('finds columns by letters alone and normalises the phone', () => {
    const row = { Id: 3, phone: '8 (999) 123-45-67', birth_date: '1990-05-17', LoyaltyPoints: '5' };
    expect(readLegacyUser(row, TZ)).toMatchObject({
      ok: true,
      row: { id: 3, phone: '+79991234567', birthDate: '1990-05-17', storedPoints: 5 },
      warnings: [],
    });
  });

  it('keeps a customer whose birth date is nonsense, with a warning', () => {
    const row = { Id: 3, Phone: '+79991234567', 'Birth Date': '2026-13-45' };
    expect(readLegacyUser(row, TZ)).toMatchObject({
      ok: true,
      row: { birthDate: null },
      warnings: ['birthDate: not a date: "2026-13-45"'],
    });
  });

  it('names everything that is wrong with a row', () => {
    expect(readLegacyUser({ Phone: '12' }, TZ)).toEqual({
      ok: false,
      id: null,
      problems: ['id: empty', 'phone: not a phone: "12"'],
    });
    expect(readLegacyOrder({ Id: 1, Total: '-5' }, TZ)).toMatchObject({ ok: false, id: 1 });
    const odd = { Id: 9, 'User ID': 1, Points: 1.5, 'Transaction Status': 'maybe' };
    expect(readLegacyEntry(odd, TZ)).toEqual({
      ok: false,
      id: 9,
      problems: ['points: not whole points: 1.5', 'status: unknown status "maybe"'],
    });
  });

  it.each([
    [null, 'counts'],
    ['', 'counts'],
    ['completed', 'counts'],
    ['Pending', 'pending'],
    ['cancelled', 'void'],
    ['settled', 'void'],
  ])('takes the status %j as %s', (status, state) => {
    const row = { Id: 1, 'User ID': 1, Points: 5, 'Transaction Status': status };
    expect(readLegacyEntry(row, TZ)).toMatchObject({ ok: true, row: { state } });
  });

  it('says when a type and a sign disagree', () => {
    const row = { Id: 1, 'User ID': 1, Points: 5, 'Transaction Type': 'used' };
    expect(readLegacyEntry(row, TZ)).toMatchObject({ ok: true, warnings: [/sign was taken/] });
  });
});

describe('files of an older base', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-import-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function records(...chunks: string[]): Promise<string[][]> {
    const out: string[][] = [];
    for await (const r of csvRecords(
      (async function* () {
        yield* chunks;
      })(),
    )) {
      out.push(r);
    }
    return out;
  }

  it('reads quotes, line breaks in cells, either separator and pieces of any size', async () => {
    const text = '\ufeffId;Name\r\n1;"a;""b""\r\nc"\r\n\r\n2;\n';
    const expected = [
      ['Id', 'Name'],
      ['1', 'a;"b"\r\nc'],
      ['2', ''],
    ];
    expect(await records(text)).toEqual(expected);
    // Cut anywhere behind the heading: quotes and line ends in two pieces.
    for (let i = 9; i < text.length; i++) {
      expect(await records(text.slice(0, i), text.slice(i))).toEqual(expected);
    }
    await expect(records('a,b\n"x')).rejects.toThrow(/does not end/);
  });

  it('gives pages of 1000, and numbers to rows without ids', async () => {
    const lines = Array.from({ length: 2500 }, (_, i) => `${1 + (i % 3)},${i}`);
    writeFileSync(join(folder, 'Users.json'), JSON.stringify({ list: [{ Id: 1, Phone: '1' }] }));
    writeFileSync(
      join(folder, 'Loyalty_Points_Transactions.csv'),
      `User ID,Points\n${lines.join('\n')}`,
    );
    const source = folderSource(folder);
    const sizes: number[] = [];
    let last: unknown;
    for await (const page of source.pages('Loyalty_Points_Transactions') ?? []) {
      sizes.push(page.length);
      last = page.at(-1);
    }
    expect(sizes).toEqual([1000, 1000, 500]);
    expect(last).toEqual({ 'User ID': '1', Points: '2499', Id: 2500 });
    expect(source.pages('Orders')).toBeNull();
  });

  it('says what is missing', () => {
    expect(() => folderSource(join(folder, 'nowhere'))).toThrow(/neither an address nor a folder/);
    rmSync(join(folder, 'Users.json'));
    expect(() => folderSource(folder)).toThrow(/no Users\.csv or Users\.json/);
  });
});
