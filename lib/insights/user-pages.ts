/** All customers, for whoever looks at each. */
import type { Context } from '../context';
import type { User } from '../store/port-users';

const USERS = 500;

/** Customers page by page, by id. */
export async function* userPages({ store }: Pick<Context, 'store'>): AsyncGenerator<User[]> {
  for (let after: number | null = 0; after !== null; ) {
    const page: { rows: User[]; next: number | null } = await store.users.page(after, USERS);
    if (page.rows.length > 0) yield page.rows;
    after = page.next;
  }
}
