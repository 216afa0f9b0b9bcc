/**
 * Accounts of staff. All of their edits are ONE chain in `Edits`, so that two
 * edits at once are never judged on the same state: there is always an active
 * owner left. The account's row is a copy that shows the last edit.
 */
import type { Context } from '../context';
import { isAtLeast, type StaffRole } from '../customers/roles';
import { endAllSessions, endSession } from '../customers/sessions';
import { type Edited, type EditedMeanwhile, showEdits, writeEdit } from '../edits/chain';
import { type Refusal, refuse } from '../refusal';
import type { Admin, Edit } from '../store/port';

/** The one row of the chain. */
const ROW = 'staff';
/** More writers at once than this do not happen: an owner waits for an answer. */
const MOST_TRIES = 20;

/** An account as an edit tells it. */
export interface StaffFields {
  id: number;
  email: string;
  name: string;
  role: StaffRole;
  active: boolean;
}

export interface StaffList {
  staff: Admin[];
  /** The chain's last number. */
  version: number;
}

export function staffFields({ id, email, name, role, active }: Admin): StaffFields {
  return { id, email, name, role, active };
}

/** All accounts as one edited thing; an edit tells of one of them. */
export const staffAccounts: Edited<StaffList, StaffFields> = {
  table: 'Admins',
  async read({ store }) {
    const staff = await store.admins.all();
    // Whoever writes an edit has first shown the one before it: at most the last is not shown.
    return { staff, version: Math.max(0, ...staff.map(({ version }) => version)) };
  },
  version: ({ version }) => version,
  async show({ store }, _list, told, n) {
    if (!told) return;
    const { id, name, role, active } = told;
    await store.admins.update(id, { name, role, active, version: n });
  },
  logged: () => null,
};

/** Everybody, with the last edit shown, also one whose writer crashed half way. */
export async function readStaff(ctx: Context): Promise<StaffList> {
  const list = await showEdits(ctx, staffAccounts, ROW);
  if (!list) throw new Error('the accounts of staff are gone');
  return list;
}

/** Adds an account. Refused: EMAIL_TAKEN. */
export async function addStaff(
  ctx: Context,
  adminId: number,
  account: Omit<StaffFields, 'id' | 'active'> & { passwordHash: string },
): Promise<{ ok: true; member: Admin } | Refusal> {
  const inserted = await ctx.store.admins.insert({ ...account, active: true });
  if (!inserted.won) return refuse('EMAIL_TAKEN');
  const after = staffFields(inserted.row);
  for (let i = 0; i < MOST_TRIES; i++) {
    const { version } = await readStaff(ctx);
    if (await write(ctx, adminId, version + 1, null, after)) {
      const { staff } = await readStaff(ctx);
      return { ok: true, member: staff.find(({ id }) => id === after.id) ?? inserted.row };
    }
  }
  throw new Error('staff accounts do not come to rest');
}

/**
 * Changes an account that the owner saw at `version`. Who is switched off or gets
 * a lower role is signed out everywhere. Refused: NOT_FOUND, LAST_OWNER, and
 * EDIT_CONFLICT with the others' edits of the same account.
 */
export async function editStaff(
  ctx: Context,
  adminId: number,
  id: number,
  version: number,
  patch: Partial<Pick<StaffFields, 'name' | 'role' | 'active'>>,
): Promise<{ ok: true; member: Admin } | Refusal | EditedMeanwhile> {
  for (let i = 0; i < MOST_TRIES; i++) {
    const list = await readStaff(ctx);
    const member = list.staff.find((one) => one.id === id);
    if (!member) return refuse('NOT_FOUND');
    if (list.version !== version) {
      const edits = await editsOf(ctx, id, version);
      if (edits.length > 0) {
        return { ok: false, code: 'EDIT_CONFLICT', version: list.version, edits };
      }
    }
    const before = staffFields(member);
    const after = { ...before, ...patch };
    if (JSON.stringify(after) === JSON.stringify(before)) return { ok: true, member };
    const others = list.staff.filter((one) => one.id !== id && isActiveOwner(one));
    if (isActiveOwner(before) && !isActiveOwner(after) && others.length === 0) {
      return refuse('LAST_OWNER');
    }
    if (!(await write(ctx, adminId, list.version + 1, before, after))) continue;
    const shown = await readStaff(ctx);
    // The row alone keeps them out already; this takes the sessions off their list too.
    if (!after.active || !isAtLeast(after.role, before.role))
      await endAllSessions(ctx, 'admin', id);
    return { ok: true, member: shown.staff.find((one) => one.id === id) ?? member };
  }
  throw new Error('staff accounts do not come to rest');
}

/**
 * Gives an account another password and signs it out everywhere but in the session
 * `keep`. The edit says that it happened, never the password. Refused: NOT_FOUND.
 */
export async function setPassword(
  ctx: Context,
  adminId: number,
  id: number,
  passwordHash: string,
  keep: string | null,
): Promise<{ ok: true } | Refusal> {
  for (let i = 0; i < MOST_TRIES; i++) {
    const { staff, version } = await readStaff(ctx);
    const member = staff.find((one) => one.id === id);
    if (!member) return refuse('NOT_FOUND');
    const fields = staffFields(member);
    const after = { ...fields, password: 'changed' };
    if (!(await write(ctx, adminId, version + 1, fields, after))) continue;
    await ctx.store.admins.update(id, { passwordHash });
    const live = await ctx.store.sessions.ofAccount('admin', id, ctx.now());
    const ending = live.filter(({ session }) => session !== keep);
    await Promise.all(ending.map((r) => endSession(ctx, r.session, r)));
    return { ok: true };
  }
  throw new Error('staff accounts do not come to rest');
}

function isActiveOwner({ role, active }: Pick<StaffFields, 'role' | 'active'>): boolean {
  return active && role === 'owner';
}

/** Edits of one account after the chain's n-th. */
async function editsOf(ctx: Context, id: number, n: number): Promise<Edit[]> {
  const found: Edit[] = [];
  for (let after = n; ; ) {
    const edits = await ctx.store.edits.after(staffAccounts.table, ROW, after);
    found.push(...edits.filter((edit) => (edit.after as StaffFields).id === id));
    const last = edits.at(-1);
    if (!last) return found;
    after = last.n;
  }
}

function write(
  ctx: Context,
  adminId: number,
  n: number,
  before: StaffFields | null,
  after: StaffFields,
): Promise<boolean> {
  return writeEdit(ctx, staffAccounts, { adminId, rowId: ROW, n, before, after });
}
