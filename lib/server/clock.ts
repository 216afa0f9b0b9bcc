/** The site's one clock. On a demo or test site it can be moved forward. */

export interface Clock {
  now(): number;
  /** Sets the moment, or goes forward from the present one. */
  move(to: { now: number } | { advanceMs: number }): void;
}

export function createClock(): Clock {
  let offsetMs = 0;
  return {
    now: () => Date.now() + offsetMs,
    move: (to) => {
      offsetMs = 'now' in to ? to.now - Date.now() : offsetMs + to.advanceMs;
    },
  };
}
