/** Values that never change once they are there, kept in this process's memory up to a size. */

interface Sized {
  bytes: { byteLength: number };
}

export interface Kept<T extends Sized> {
  /** The value of a key; asked for once, however many want it at the same time. */
  get(key: string, read: () => Promise<T | null>): Promise<T | null>;
}

/** Keeps what was used last, `mostBytes` of it in all. What is not there is asked for each time. */
export function keepLast<T extends Sized>(mostBytes: number): Kept<T> {
  // A Map keeps the order of insertion: the first is the longest unused.
  const values = new Map<string, T>();
  const asked = new Map<string, Promise<T | null>>();
  let bytes = 0;

  function keep(key: string, value: T): void {
    values.set(key, value);
    bytes += value.bytes.byteLength;
    for (const [old, { bytes: size }] of values) {
      if (bytes <= mostBytes) return;
      values.delete(old);
      bytes -= size.byteLength;
    }
  }

  return {
    async get(key, read) {
      const known = values.get(key);
      if (known) {
        values.delete(key);
        values.set(key, known);
        return known;
      }
      const running = asked.get(key);
      if (running) return running;
      const reading = read().then((value) => {
        if (value) keep(key, value);
        return value;
      });
      asked.set(key, reading);
      try {
        return await reading;
      } finally {
        asked.delete(key);
      }
    },
  };
}
