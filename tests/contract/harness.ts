/**
 * The stores that the contract suite runs on. The NocoDB half is there when
 * TEST_NOCODB_URL and TEST_NOCODB_TOKEN say where a server is; each test file
 * gets a base of its own, removed afterwards.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { presets } from '../../lib/loyalty/presets';
import { createMemoryStore } from '../../lib/store/memory';
import { createNocoClient, type NocoRequest } from '../../lib/store/nocodb/client';
import { createNocoStore } from '../../lib/store/nocodb/connect';
import { setUp } from '../../lib/store/nocodb/setup';
import type { Store } from '../../lib/store/port';

export interface Opened {
  store: Store;
  /** Another instance over the same data, as a second server would have. */
  another(): Promise<Store>;
  close(): Promise<void>;
}

export interface StoreKind {
  name: string;
  open(): Promise<Opened>;
}

const memory: StoreKind = {
  name: 'memory',
  async open() {
    const store = createMemoryStore();
    return { store, another: async () => store, close: async () => {} };
  },
};

export interface NocoServer {
  url: string;
  token: string;
}

const { TEST_NOCODB_URL: url, TEST_NOCODB_TOKEN: token } = process.env;

/** The real server; null when the test runner did not start one. */
export const server: NocoServer | null = url && token ? { url, token } : null;

/** A fresh base on the server, set up, with a way to open stores on it. */
export async function freshBase(to: NocoServer) {
  const title = `contract ${randomUUID()}`;
  const admin = createNocoClient({ ...to, timeoutMs: 60_000 });
  const base = await setUp(admin, { baseTitle: title, program: presets.standard, say: () => {} });
  const requests: NocoRequest[] = [];
  return {
    title,
    base,
    admin,
    /** What the stores opened here have sent. */
    requests,
    open: (change: Partial<NocoServer> & { timeoutMs?: number } = {}) =>
      createNocoStore({
        ...to,
        base: title,
        onRequest: (request) => requests.push(request),
        ...change,
      }),
    async remove() {
      await admin.meta('DELETE', `/api/v2/meta/bases/${base.id}`, z.unknown());
    },
  };
}

function nocodb(to: NocoServer): StoreKind {
  return {
    name: 'nocodb',
    async open() {
      const base = await freshBase(to);
      return { store: await base.open(), another: () => base.open(), close: base.remove };
    },
  };
}

export const stores: StoreKind[] = server ? [memory, nocodb(server)] : [memory];
