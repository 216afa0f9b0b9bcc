/**
 * The port to the data store: what operations need of it and nothing more.
 * `nocodb/` and `memory/` implement it and pass one contract suite
 * (tests/contract). Times are integer milliseconds, money whole kopecks.
 *
 * Every insert has a unique key. An insert whose outcome is unknown (timeout,
 * broken connection) is settled inside the store by repeating it under the same
 * key and reading what is there; if that does not succeed either, the method
 * throws `StoreUnavailable` and the outcome stays unknown. Reads that fail throw
 * `StoreUnavailable` too: a failed read is never an empty result.
 */
import type { StaffRole } from '../customers/roles';
import type { logTypes } from '../loyalty/log-types';
import type { PageStore, SessionStore, WelcomeStore } from './port-accounts';
import type { LedgerStore } from './port-ledger';
import type { EditLists, LogLists, RunLists } from './port-lists';
import type { MenuStore, PictureStore } from './port-menu';
import type { NoticeStore } from './port-notices';
import type { OrderStore } from './port-orders';
import type { PromoStore } from './port-promo';
import type { UserStore } from './port-users';

/**
 * The store could not be reached or answered nonsense; the outcome may be unknown.
 * `instanceof` goes by the name: Next loads this module once for every route, and
 * the site's one store throws the class of whichever route came first.
 */
export class StoreUnavailable extends Error {
  override readonly name: string = 'StoreUnavailable';

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isNamed(error, ['StoreUnavailable', 'RowUnreadable']);
  }
}

/** The store answered, but a row does not fit its form: somebody edited it by hand. */
export class RowUnreadable extends StoreUnavailable {
  override readonly name = 'RowUnreadable';

  constructor(
    message: string,
    /** Id of the row in its table. */
    readonly rowId: number,
  ) {
    super(message);
  }

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isNamed(error, ['RowUnreadable']);
  }
}

function isNamed(error: unknown, names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** `won: false`: another row holds a unique key of this one. Nothing was written. */
export type Insert<T> = { won: true; row: T } | { won: false };

export interface Page<T> {
  rows: T[];
  /** Pass as `after` for the next page; null at the end. */
  next: number | null;
}

/** Settings are JSON values by key; the keys and schemas are in lib/server/settings.ts. */
export interface SettingsStore {
  all(): Promise<Record<string, unknown>>;
  put(key: string, value: unknown): Promise<void>;
}

/** An admin's change: written first, then the copy; the second of two admins loses. */
export interface Edit {
  table: string;
  rowId: string;
  /** 1, 2, 3 ... within the row. */
  n: number;
  adminId: number;
  at: number;
  before: unknown;
  after: unknown;
}

export interface EditStore extends EditLists {
  /** Lost when `{table}:{rowId}:{n}` is taken. */
  insert(edit: Edit): Promise<Insert<Edit>>;
  /** The last edit of a row; null when there is none. */
  last(table: string, rowId: string): Promise<Edit | null>;
  /** Edits of a row after its n-th, oldest first; at most 20. */
  after(table: string, rowId: string, n: number): Promise<Edit[]>;
  /** Rows of a table that were edited at or after `at`, each once. */
  editedSince(table: string, at: number): Promise<string[]>;
}

export interface Admin {
  id: number;
  email: string;
  passwordHash: string;
  role: StaffRole;
  name: string;
  active: boolean;
  /** Number of the last staff edit (lib/staff/accounts.ts) that the row shows; 0 = none. */
  version: number;
}

export interface AdminStore {
  /** Lost when the email is taken. */
  insert(admin: Omit<Admin, 'id' | 'version'>): Promise<Insert<Admin>>;
  byEmail(email: string): Promise<Admin | null>;
  byId(id: number): Promise<Admin | null>;
  /** Those that exist, for lists. */
  byIds(ids: readonly number[]): Promise<Admin[]>;
  /** Everybody, also who was switched off, by id. */
  all(): Promise<Admin[]>;
  /** The email stays. */
  update(id: number, patch: Partial<Omit<Admin, 'id' | 'email'>>): Promise<Admin>;
}

export interface LoyaltyLog {
  type: (typeof logTypes)[number];
  /** Unique name of what is told: told again, it changes nothing. Not read back. */
  key?: string;
  userId: number | null;
  at: number;
  old: string | null;
  new: string | null;
  metadata: Record<string, unknown>;
}

export interface LevelChange {
  userId: number;
  at: number;
  previous: string | null;
  current: string;
  reason: string;
  spendKopecks: number;
  /** The row that moved the tier: unique, so a repeat changes nothing. */
  entrySeq: number;
}

/** Derived records for readers: losing them loses nothing. */
export interface JournalStore extends LogLists {
  log(entry: LoyaltyLog): Promise<void>;
  /** Several, each with its key. */
  logAll(entries: readonly (LoyaltyLog & { key: string })[]): Promise<void>;
  /** A level change already written (same customer and seq) is left alone. */
  levelChange(change: LevelChange): Promise<void>;
  levelChanges(userId: number): Promise<LevelChange[]>;
  /** Of all customers from one to another, by customer and seq. */
  levelChangesBetween(fromUserId: number, toUserId: number): Promise<LevelChange[]>;
  /** Writes a change over whatever stands at its customer and seq. */
  mendLevelChange(change: LevelChange): Promise<void>;
  /** Takes away a change that nothing in the ledger says. */
  removeLevelChange(userId: number, entrySeq: number): Promise<void>;
  logs(limit: number): Promise<LoyaltyLog[]>;
}

/** One run of a job; its figures are written when it ends. */
export interface JobRun {
  id: number;
  job: string;
  startedAt: number;
  /** null: running, or it was cut off. */
  finishedAt: number | null;
  lookedAt: number;
  done: number;
  skipped: number;
  failed: number;
  /** A limit was reached before everything was looked at. */
  left: boolean;
  error: string | null;
  /** What the next run of the job needs to know, and figures of its own. */
  detail: unknown;
  /** The admin who asked for it; null = the scheduler. */
  startedBy: number | null;
}

export interface JobRunStore extends RunLists {
  /** `startedBy`: the admin who asked for the run; null = the scheduler. */
  start(job: string, at: number, startedBy?: number | null): Promise<JobRun>;
  finish(run: JobRun): Promise<void>;
  /** Runs of a job, newest first. */
  latest(job: string, limit: number): Promise<JobRun[]>;
}

/** A one-time sign-in code, stored as a keyed hash. */
export interface SignInCode {
  id: number;
  phone: string;
  codeHash: string;
  expiresAt: number;
  at: number;
}

export interface SignInStore {
  insertCode(code: Omit<SignInCode, 'id'>): Promise<SignInCode>;
  /** The newest code sent to a phone. */
  latestCode(phone: string): Promise<SignInCode | null>;
  /** Takes a phone out of the codes that were sent to it. */
  erasePhone(phone: string): Promise<void>;
  /** Codes sent to a phone at or after `at`. */
  countSince(phone: string, at: number): Promise<number>;
  /**
   * Takes the n-th try at a code (1, 2, 3 ...), unique `{codeId}:{n}`; a used
   * code is the try `{codeId}:used`. Lost when taken.
   */
  takeTry(codeId: number, n: number | 'used'): Promise<boolean>;
}

export interface Store {
  users: UserStore;
  ledger: LedgerStore;
  orders: OrderStore;
  promo: PromoStore;
  menu: MenuStore;
  pictures: PictureStore;
  settings: SettingsStore;
  edits: EditStore;
  admins: AdminStore;
  journal: JournalStore;
  signIn: SignInStore;
  jobRuns: JobRunStore;
  sessions: SessionStore;
  welcomes: WelcomeStore;
  pages: PageStore;
  notices: NoticeStore;
}
