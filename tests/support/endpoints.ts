/** Every endpoint of the document as a request that reaches it and changes nothing. */
import type { Method, Operation } from '@/lib/api/openapi/operation';
import { operations } from '@/lib/api/openapi/operations';

export interface Probe {
  name: string;
  op: Operation;
  method: Method;
  /** With parameters that are well formed and name nothing that exists. */
  path: string;
  /** Nothing is sent where no body is expected. */
  body: object | undefined;
}

const parameters: Record<string, string> = {
  id: '899999999',
  session: 'A'.repeat(22),
  slug: 'offer',
};

/** Where a number is not what the parameter is. */
const special: Record<string, string> = {
  '/api/admin/insights/what-if/{id}': 'wi-none',
};

function pathOf({ path }: Operation): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = special[path] ?? parameters[name] ?? 'none';
    return encodeURIComponent(value);
  });
}

export const probes: readonly Probe[] = operations.map((op) => ({
  name: `${op.method} ${op.path}`,
  op,
  method: op.method,
  path: pathOf(op),
  body: op.body ? { probe: true } : undefined,
}));
