'use client';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { ru } from '@/lib/messages/ru';

/** Words for what the audit found; rare kinds are named by their code. */
export function useFindingText(): (kind: string) => string {
  const { t } = useI18n();
  return (kind) => {
    const key = `finding.${kind}`;
    return key in ru ? t(key as MessageKey) : kind;
  };
}
