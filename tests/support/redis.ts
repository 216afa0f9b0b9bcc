/** A Redis of a test file's own, which can die and come back at the same place. */
import type { ChildProcess } from 'node:child_process';

export interface TestRedis {
  url: string;
  /** At once, with everything in it. */
  die(): Promise<void>;
  comeBack(): Promise<void>;
}

interface Scripts {
  startRedis(port: number): Promise<ChildProcess>;
  freePort(): Promise<number>;
  endOwned(child: ChildProcess): Promise<void>;
}

export async function startTestRedis(): Promise<TestRedis> {
  const from = (file: string) => import(new URL(`../../scripts/lib/${file}`, import.meta.url).href);
  const [redis, ports, run] = await Promise.all(['redis.mjs', 'ports.mjs', 'run.mjs'].map(from));
  const { startRedis, freePort, endOwned }: Scripts = { ...redis, ...ports, ...run };
  const port = await freePort();
  let server = await startRedis(port);
  return {
    url: `redis://127.0.0.1:${port}`,
    die: () => endOwned(server),
    async comeBack() {
      server = await startRedis(port);
    },
  };
}
