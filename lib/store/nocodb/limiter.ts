/** At most `slots` tasks at once; the rest wait in line. */
export function createLimiter(slots: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = slots;
  const waiting: (() => void)[] = [];

  return async (task) => {
    if (free > 0) free -= 1;
    // A finished task hands its slot straight to the one that waits longest.
    else await new Promise<void>((resume) => waiting.push(resume));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** Waits a random time of up to `ms` x 2^attempt, so that rivals do not meet again. */
export function jitter(ms: number, attempt: number): Promise<void> {
  const wait = Math.random() * ms * 2 ** attempt;
  return new Promise((resolve) => setTimeout(resolve, wait));
}
