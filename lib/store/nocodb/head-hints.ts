/**
 * Where each customer's chain was last seen to end, in this process. Only a hint
 * about where to look: what is read there decides, so an old one costs a request
 * and never gives an old head.
 */
export interface HeadHints {
  get(userId: number): number | undefined;
  put(userId: number, seq: number): void;
}

const MAX_CUSTOMERS = 50_000;

export function createHeadHints(max = MAX_CUSTOMERS): HeadHints {
  const seqs = new Map<number, number>();
  return {
    get: (userId) => seqs.get(userId),
    put(userId, seq) {
      seqs.delete(userId);
      seqs.set(userId, seq);
      if (seqs.size <= max) return;
      for (const oldest of seqs.keys()) {
        seqs.delete(oldest);
        return;
      }
    },
  };
}
