import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '@/lib/messages/en';
import { formatDate, formatMoney, formatSigned } from '@/lib/messages/format';
import { makeI18n } from '@/lib/messages/make';
import { type MessageKey, ru } from '@/lib/messages/ru';
import { ruShop } from '@/lib/messages/ru-shop';
import { translate } from '@/lib/messages/translate';
import type { Message } from '@/lib/messages/types';

const keys = Object.keys(ru) as MessageKey[];

/** The placeholders of every form of a message. */
function placeholders(message: Message): Set<string> {
  const texts = typeof message === 'string' ? [message] : Object.values(message);
  return new Set(texts.flatMap((text) => text.match(/\{\w+\}/g) ?? []));
}

describe('catalogues', () => {
  test('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  test('use the same placeholders', () => {
    for (const key of keys)
      expect([key, placeholders(en[key])]).toEqual([key, placeholders(ru[key])]);
  });

  test('every Russian plural has all of its forms', () => {
    for (const key of keys) {
      const message: Message = ru[key];
      if (typeof message === 'string') continue;
      expect([key, Object.keys(message).sort()]).toEqual([key, ['few', 'many', 'one', 'other']]);
    }
  });

  test('no text is left empty', () => {
    for (const message of [...Object.values(ru), ...Object.values(en)] as Message[]) {
      const texts = typeof message === 'string' ? [message] : Object.values(message);
      for (const text of texts) expect(text.trim()).not.toBe('');
    }
  });
});

test("customers' pages use only texts that they load", () => {
  const folders = ['components/shop', 'components/loyalty', 'components/ui'];
  const files = folders.flatMap((folder) =>
    readdirSync(folder).map((name) => path.join(folder, name)),
  );
  for (const file of files) {
    const used = readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g);
    for (const [, key = ''] of used) expect([file, key, key in ruShop]).toEqual([file, key, true]);
  }
});

describe('plural forms', () => {
  test.each([
    [0, '0 баллов'],
    [1, '1 балл'],
    [2, '2 балла'],
    [5, '5 баллов'],
    [11, '11 баллов'],
    [12, '12 баллов'],
    [21, '21 балл'],
    [24, '24 балла'],
    [111, '111 баллов'],
    [1001, '1\u202f001 балл'],
  ])('%i in Russian', (count, text) => {
    expect(translate('ru', ru['points.count'], { count })).toBe(text);
  });

  test.each([
    [1, '1 point'],
    [2, '2 points'],
    [21, '21 points'],
  ])('%i in English', (count, text) => {
    expect(translate('en', en['points.count'], { count })).toBe(text);
  });
});

describe('numbers and dates', () => {
  test('kopecks are shown only where there are any', () => {
    expect(formatMoney('ru', 1240)).toBe('1\u202f240\u00a0₽');
    expect(formatMoney('ru', 0.5)).toBe('0,50\u00a0₽');
    expect(makeI18n('ru', ru).kopecks(199_00)).toBe('199\u00a0₽');
  });

  test('signs are real ones', () => {
    expect(formatSigned('ru', 97)).toBe('+97');
    expect(formatSigned('ru', -23)).toBe('\u221223');
    expect(formatSigned('ru', 0)).toBe('0');
  });

  test("a date is the restaurant's, whatever the reader's time zone", () => {
    // 22:30 UTC on the 14th is already the 15th in Moscow.
    expect(formatDate('ru', '2026-03-14T22:30:00Z')).toBe('15.03.2026');
  });
});
