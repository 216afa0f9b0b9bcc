'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { LogView } from '@/lib/api/openapi/answers-customers';
import { type EntryType, entryTypes } from '@/lib/loyalty/entry';
import { useI18n } from '@/lib/messages/provider';
import { useFindingText } from '../customers/finding-text';

/** Said elsewhere in the line, or of use to programs only. */
const silent = new Set([
  'adminId',
  'status',
  'spendKopecks',
  'lot',
  'promoCodeId',
  'userId',
  'claimId',
  'orderKey',
]);

/** What else a line of the log knows, in words where there are some. */
export function LogDetails({ log: { metadata } }: { log: LogView }) {
  const { t, signed } = useI18n();
  const findingText = useFindingText();
  const said: { key: string; text: ReactNode }[] = [];
  for (const [key, value] of Object.entries(metadata)) {
    if (silent.has(key) || value === null || value === '') continue;
    said.push({ key, text: wordsOf(key, value) });
  }

  function wordsOf(key: string, value: unknown): ReactNode {
    if (key === 'type' && isEntryType(value)) return t(`entry.${value}`);
    if (key === 'points' && typeof value === 'number') return signed(value);
    if (key === 'seq') return t('customers.findingRow', { seq: String(value) });
    if (key === 'kind') return findingText(String(value));
    if (key === 'reason' || key === 'code' || key === 'field') return String(value);
    if (key === 'orderId' && typeof value === 'number') {
      return (
        <Link
          href={`/admin/orders/${value}`}
          className="text-accent-ink underline underline-offset-4"
        >
          {t('customers.findingOrder', { id: value })}
        </Link>
      );
    }
    return `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  }

  if (said.length === 0) return null;
  return (
    <ul className="flex max-w-72 flex-wrap gap-x-2 text-sm text-muted">
      {said.map(({ key, text }, i) => (
        <li key={key} className="num max-w-full break-words whitespace-normal">
          {text}
          {i < said.length - 1 && ' ·'}
        </li>
      ))}
    </ul>
  );
}

function isEntryType(value: unknown): value is EntryType {
  return entryTypes.some((type) => type === value);
}
