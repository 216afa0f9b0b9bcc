/** The endpoints as the API's own document lists them, for tests that go through all of them. */
import type { Operation } from '@/lib/api/openapi/operation';
import { operations } from '@/lib/api/openapi/operations';
import { hashPassword } from '@/lib/customers/admin-sign-in';
import { isStaffRole, type StaffRole, staffRoles } from '@/lib/customers/roles';
import { signToken } from '@/lib/server/tokens';
import { SECRETS, type TestSite } from './site';

export { operations };

export const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

/** The address of an endpoint; every parameter is `value`. */
export function addressOf({ path }: Operation, value: string | number): string {
  return path.replace(/\{\w+\}/g, encodeURIComponent(String(value)));
}

/** Somebody of each role, and a customer. */
export interface Tokens {
  customer: string;
  staff: Record<StaffRole, string>;
}

/** Makes an account of staff for each role, signed in, beside a customer who is. */
export async function tokensOf(site: TestSite, customer: { token: string }): Promise<Tokens> {
  const passwordHash = await hashPassword('a password nobody guesses');
  const made = staffRoles.map(async (role) => {
    const email = `${role}-of-all@example.com`;
    const account = { email, passwordHash, role, name: 'Проверка', active: true };
    const { row } = (await site.store.admins.insert(account)) as { row: { id: number } };
    return [role, await signToken({ kind: 'admin', id: row.id, role }, SECRETS.jwt)] as const;
  });
  const staff = Object.fromEntries(await Promise.all(made)) as Tokens['staff'];
  return { customer: customer.token, staff };
}

/** A token that opens an endpoint and no more; undefined where nobody is asked. */
export function tokenFor({ access }: Operation, tokens: Tokens): string | undefined {
  if (access === 'public') return undefined;
  if (access === 'customer') return tokens.customer;
  if (isStaffRole(access)) return tokens.staff[access];
  const { cron, clock, hook, metrics } = SECRETS;
  return { cron, clock, hook, metrics }[access];
}
