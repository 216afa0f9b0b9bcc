'use client';
import { useRef, useState } from 'react';
import type { EditConflict } from '@/lib/api/answers';
import { ApiError } from '@/lib/client/errors';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';

interface Saving {
  busy: boolean;
  conflict: EditConflict | null;
  refusal: string | null;
  /** One request at a time; on a conflict `onConflict` brings the others' values in. */
  send(work: () => Promise<void>, onConflict: () => Promise<unknown>): Promise<void>;
}

/** What a form that is saved under a version number goes through. */
export function useSaving(): Saving {
  const i18n = useI18n();
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<EditConflict | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const sending = useRef(false);

  async function send(work: () => Promise<void>, onConflict: () => Promise<unknown>) {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setRefusal(null);
    setConflict(null);
    try {
      await work();
    } catch (failure) {
      const told = failure instanceof ApiError ? failure.problem.conflict : undefined;
      if (told) {
        // First the values, then the words that they are there.
        await onConflict();
        setConflict(told);
      } else {
        setRefusal(problemText(i18n, failure));
      }
    } finally {
      sending.current = false;
      setBusy(false);
    }
  }

  return { busy, conflict, refusal, send };
}
