/**
 * What a staff token is good for at this moment. Tokens live a quarter of an hour;
 * an account that is switched off, demoted or signed out loses its rights at once,
 * so the account and its session are looked up with each request.
 */
import type { StaffRole } from '../customers/roles';
import type { Store } from '../store/port';

/** The role now; null: switched off, gone, or the session was ended. */
export async function staffNow(
  store: Store,
  { id, session }: { id: number; session?: string },
): Promise<StaffRole | null> {
  const [admin, ended] = await Promise.all([
    store.admins.byId(id),
    session === undefined ? false : store.sessions.find(session, []).then((s) => s.ended),
  ]);
  return admin?.active && !ended ? admin.role : null;
}
