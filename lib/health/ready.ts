/** Can the site serve? Asked often, by machines: the store is looked at once in a while. */
import type { Store } from '../store/port';

const KEEP_MS = 2000;
const LONGEST_MS = 4000;

export interface Readiness {
  isReady(): Promise<boolean>;
}

/** `open` gives the store; it throws while the store cannot be reached. */
export function createReadiness(open: () => Promise<Store>, ticks: () => number): Readiness {
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<boolean> = Promise.resolve(false);
  return {
    isReady() {
      if (ticks() - asked >= KEEP_MS) {
        asked = ticks();
        answer = inTime(open().then((store) => store.settings.all()));
      }
      return answer;
    },
  };
}

async function inTime(look: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), LONGEST_MS);
  });
  const looked = look.then(
    () => true,
    () => false,
  );
  return Promise.race([looked, late]).finally(() => clearTimeout(timer));
}
