/** The window "Корректировка баланса": what it accepts and what it shows beforehand. Pure. */
import { z } from 'zod';
import type { MessageKey } from '../messages/ru';

const AMOUNT_BAD: MessageKey = 'customers.adjust.amountBad';
const REASON_BAD: MessageKey = 'customers.adjust.reasonBad';

/** Messages are keys of the catalogue. */
export const adjustForm = z.object({
  type: z.enum(['earn', 'spend']),
  amount: z
    .string()
    .transform((text) => text.replace(/\s/g, ''))
    .refine((text) => /^\d{1,7}$/.test(text) && amountIn(text) !== null, AMOUNT_BAD),
  reason: z
    .string()
    .transform((text) => text.trim())
    .refine((text) => text.length >= 3 && text.length <= 300, REASON_BAD),
});

export type AdjustValues = z.input<typeof adjustForm>;

const MOST = 1_000_000;

/** A whole number of points that may be given or taken; null for anything else. */
export function amountIn(text: string): number | null {
  const digits = text.replace(/\s/g, '');
  const amount = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  return amount >= 1 && amount <= MOST ? amount : null;
}

/** What would be available afterwards; null while nothing sensible is typed. */
export function availableAfter(
  values: Pick<AdjustValues, 'type' | 'amount'>,
  account: { available: number; debt: number },
): number | null {
  const amount = amountIn(values.amount);
  if (amount === null) return null;
  // Points given pay the debt first.
  if (values.type === 'earn') return account.available + Math.max(0, amount - account.debt);
  return account.available - amount;
}
