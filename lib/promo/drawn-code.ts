/** Codes drawn from a pattern. Pure. */
import { createHash } from 'node:crypto';
import { DRAWN_SIGNS } from './code-text';

/** The i-th code of a pattern under a secret seed: always the same, never foreseeable without it. */
export function drawnCode(pattern: string, seed: string, i: number): string {
  const digest = createHash('sha256').update(`${seed}:${i}`).digest('hex');
  let number = BigInt(`0x${digest}`);
  const base = BigInt(DRAWN_SIGNS.length);
  return pattern.replace(/#/g, () => {
    const sign = DRAWN_SIGNS[Number(number % base)] ?? '';
    number /= base;
    return sign;
  });
}
