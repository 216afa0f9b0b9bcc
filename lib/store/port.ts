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
import type { EntryStatus, EntryType, LedgerEntry, NewLedgerEntry } from '../loyalty/entry';
import type { logTypes } from '../loyalty/log-types';
import type { NoticeKind } from '../notices/kinds';
import type { OrderEvent, OrderLine, PlacedFacts } from '../orders/facts';
import type { OrderStatus, PaymentMethod } from '../orders/lifecycle';
import type { PaymentState } from '../orders/payment-state';
import type { PageStore, SavedAddress, SessionStore, WelcomeStore } from './port-accounts';
import type { EditLists, LogLists, RunLists, UserLists } from './port-lists';
import type { MenuStore, PictureStore } from './port-menu';
import type { NoticeStore } from './port-notices';

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

// ---------------------------------------------------------------- customers

export interface User {
  id: number;
  /** E.164, unique. */
  phone: string;
  name: string | null;
  /** YYYY-MM-DD. */
  birthDate: string | null;
  joinedAt: number;
  addresses: SavedAddress[];
  /** Unique; null: not linked. */
  telegramId: string | null;
  /** First consent to the offer and the processing of personal data. */
  consentAt: number | null;
  /** Kinds of notices that the customer does not want. */
  noticesOff: NoticeKind[];
  /** The account was deleted: the phone is a placeholder, the rest is empty. */
  erasedAt: number | null;
  copies: UserCopies;
  /** null before the first row was anchored. */
  anchor: Anchor | null;
}

/** A row of the chain that is known to have been there: a deleted last row is found by it. */
export interface Anchor {
  seq: number;
  hash: string;
}

/** For display only: recomputed from the ledger, never decided from. */
export interface UserCopies {
  /** What is available. */
  loyaltyPoints: number;
  totalSpentKopecks: number;
  tier: string | null;
  /** When the next lot with points left ends. */
  nextExpiryAt: number | null;
  /** Seq of the row the copies were made from. */
  headSeq: number;
}

export interface NewUser {
  phone: string;
  name: string | null;
  birthDate: string | null;
  joinedAt: number;
}

export interface UserPatch {
  name?: string | null;
  birthDate?: string | null;
  addresses?: SavedAddress[];
  consentAt?: number;
  noticesOff?: NoticeKind[];
}

export interface UserStore extends UserLists {
  /** Lost when the phone is taken. */
  insert(user: NewUser): Promise<Insert<User>>;
  byId(id: number): Promise<User | null>;
  /** Those that exist, by id, for lists. */
  byIds(ids: readonly number[]): Promise<User[]>;
  byPhone(phone: string): Promise<User | null>;
  byTelegramId(telegramId: string): Promise<User | null>;
  /** Changes only the given fields. */
  update(id: number, patch: UserPatch): Promise<User>;
  /** False when another customer has the phone. */
  changePhone(id: number, phone: string): Promise<boolean>;
  /** null takes the link off. False when another customer has the account. */
  linkTelegram(id: number, telegramId: string | null): Promise<boolean>;
  /** Takes everything personal out of the row; the phone becomes free. */
  erase(id: number, at: number): Promise<void>;
  /** In one write; without `anchor` the anchor stays as it is. */
  writeCopies(id: number, copies: UserCopies, anchor?: Anchor): Promise<void>;
  /** Users whose id is above `after`, by id. */
  page(after: number, limit: number): Promise<Page<User>>;
  /** Users with a lot that ends at or before `at` (by the copy). */
  withExpiryBy(at: number, after: number, limit: number): Promise<Page<User>>;
  /** Users whose birth date's MM-DD is one of `monthDays`. */
  withBirthdayOn(monthDays: readonly string[], after: number, limit: number): Promise<Page<User>>;
}

// ------------------------------------------------------------------- ledger

/** A column that does not say what it should, as text. */
export interface Stray {
  column: string;
  is: string | null;
  shouldBe: string | null;
}

/** A ledger row as it stands in its table, for the audit. */
export interface ExaminedRow {
  id: number;
  /** Where it stands, by its place: whose chain, and which number. */
  userId: number;
  place: number;
  /** null: a value is not of its form; `problem` says which. */
  entry: LedgerEntry | null;
  problem: string | null;
  /** Keys and times for people that disagree with the row's own values. */
  strays: Stray[];
  /** The time for people, to the second: tells what the exact one was. */
  shownAt: number | null;
}

export interface LedgerStore {
  /** The customer's last row. `null` when there is none. */
  head(userId: number): Promise<LedgerEntry | null>;
  /**
   * Appends rows of one customer, all or none (1 to 10). Lost when any Entry Key
   * or Cause Key is taken by a row other than these very rows.
   */
  append(entries: readonly NewLedgerEntry[]): Promise<Insert<LedgerEntry[]>>;
  /** All rows that carry the order, by seq: its own, and expiries of lots it granted. */
  ofOrder(orderId: number): Promise<LedgerEntry[]>;
  /** The same for several orders at once, for lists; by order, then seq. */
  ofOrders(orderIds: readonly number[]): Promise<LedgerEntry[]>;
  byKey(userId: number, seq: number): Promise<LedgerEntry | null>;
  byCause(causeKey: string): Promise<LedgerEntry | null>;
  /**
   * A customer's rows below `beforeSeq` (null: from the newest), newest first.
   * `limit` at most 100. With `type`, only rows of that type.
   */
  history(
    userId: number,
    beforeSeq: number | null,
    limit: number,
    type?: EntryType,
  ): Promise<LedgerEntry[]>;
  /** A customer's rows above `afterSeq`, oldest first (`limit` at most 1000). */
  since(userId: number, afterSeq: number, limit: number): Promise<LedgerEntry[]>;
  /** Rows whose moving status reads `pending` and that were written at or before `at`, by id. */
  pendingBefore(at: number, after: number, limit: number): Promise<Page<LedgerEntry>>;
  /** Rows of no order that were written at or after `at`, by id. */
  giftsSince(at: number, after: number, limit: number): Promise<Page<LedgerEntry>>;
  /** All rows by id, for jobs that read everything. */
  page(after: number, limit: number): Promise<Page<LedgerEntry>>;
  /** Writes the moving status of a pending row (a copy for readers). */
  writeStatus(id: number, status: 'settled' | 'cancelled'): Promise<void>;
  /** Puts right a moving status that was changed by hand. */
  mendStatus(entry: LedgerEntry, status: EntryStatus): Promise<void>;
  /**
   * Rows as they stand, by customer and place: those of `from.userId` above
   * `from.afterSeq`, and all of the customers after it up to `toUserId`.
   */
  examine(
    from: { userId: number; afterSeq: number },
    toUserId: number,
    limit: number,
  ): Promise<ExaminedRow[]>;
  /** Sum of points of a customer's completed rows by type, without reading them. */
  totals(userId: number): Promise<Record<EntryType, number>>;
}

// ------------------------------------------------------------------- orders

export interface StoredOrder {
  id: number;
  placed: PlacedFacts;
  /** Version of the copies on the row; -1 before they were first written. */
  copiesVersion: number;
  /** All events up to `copiesVersion` are reconciled with the ledger. */
  settled: boolean;
  /** So many ledger rows of its own are known to have been written: a deleted one is found by it. */
  ledgerRows: number;
}

/** Visible columns on the order's row, made from its facts: for people and filters. */
export interface OrderCopies {
  version: number;
  settled: boolean;
  ledgerRows: number;
  status: OrderStatus;
  method: PaymentMethod | null;
  payment: PaymentState;
  paidKopecks: number;
  refundDueKopecks: number;
  subtotalKopecks: number;
  deliveryKopecks: number;
  promoDiscountKopecks: number;
  totalKopecks: number;
  payableKopecks: number;
  pointsUsed: number;
  pointsEarned: number;
  earnPercent: number | null;
  tier: string | null;
  promoCode: string | null;
  deliveredAt: number | null;
  cancelReason: string | null;
  hidden: boolean;
  /** When the order was last touched. */
  touchedAt: number;
  /** As they are now: `Order_Items` rows are made from them. */
  lines: readonly OrderLine[];
}

/** An order's row as it stands in the grid, where people may edit it. Values are not checked. */
export interface VisibleOrder {
  id: number;
  /** null: emptied. */
  version: number | null;
  /** The visible columns are not what the site last wrote there. */
  edited: boolean;
  /** Names the columns' values as they were read. */
  mark: string;
  status: string | null;
  method: string | null;
  paidKopecks: number | null;
}

/** All that is given must hold; by the copies, so an order matches moments after it changed. */
export interface OrderFilter {
  statuses?: readonly OrderStatus[];
  methods?: readonly PaymentMethod[];
  payments?: readonly PaymentState[];
  /** Placed at or after, and before. */
  placedFrom?: number;
  placedBefore?: number;
  /** Points were spent on it. */
  withPoints?: true;
  withPromo?: true;
  /** One of these orders, or of these customers' orders. */
  among?: { orderIds: readonly number[]; userIds: readonly number[] };
}

/** An order's row without its facts: enough to see that something changed. */
export interface OrderStamp {
  id: number;
  copiesVersion: number;
}

export interface OrderStore {
  /** Lost when the order's key is taken. */
  insert(placed: PlacedFacts): Promise<Insert<StoredOrder>>;
  byId(id: number): Promise<StoredOrder | null>;
  /** Those that exist, in no particular order. */
  byIds(ids: readonly number[]): Promise<StoredOrder[]>;
  byKey(key: string): Promise<StoredOrder | null>;
  /** Those that exist, in no particular order. */
  byKeys(keys: readonly string[]): Promise<StoredOrder[]>;
  /** All events of an order, by n. */
  events(orderId: number): Promise<OrderEvent[]>;
  /** The same for several orders at once, for lists; by order, then n. */
  eventsOfMany(orderIds: readonly number[]): Promise<OrderEvent[]>;
  /** Lost when the order already has an event n. */
  appendEvent(event: OrderEvent): Promise<Insert<OrderEvent>>;
  /**
   * Writes `address` over every delivery address and empties every comment in an
   * order's facts: the one change that facts ever see. Repeated, it changes nothing.
   */
  erasePersonal(orderId: number, address: string): Promise<void>;
  /**
   * A customer's orders, newest first, below id `before` (null: from the newest);
   * those that the customer hid are left out unless asked for.
   */
  ofUser(
    userId: number,
    before: number | null,
    limit: number,
    hidden?: 'with hidden',
  ): Promise<StoredOrder[]>;
  /** For staff: newest first, below id `before`. */
  list(filter: OrderFilter, before: number | null, limit: number): Promise<StoredOrder[]>;
  /** The newest that match, newest first: cheap, for pages that ask again and again. */
  stamps(filter: OrderFilter, limit: number): Promise<OrderStamp[]>;
  count(filter: OrderFilter): Promise<number>;
  /** Orders that are not settled, or have an event that its order's copies do not cover, by id. */
  unsettled(after: number, limit: number): Promise<Page<StoredOrder>>;
  /** Orders whose copies say they were touched at or after `at`, by id. */
  touchedSince(at: number, after: number, limit: number): Promise<Page<StoredOrder>>;
  page(after: number, limit: number): Promise<Page<StoredOrder>>;
  /** A customer's orders, hidden ones too, by id. */
  pageOfUser(userId: number, after: number, limit: number): Promise<Page<StoredOrder>>;
  /** The same of up to 50 customers together. */
  pageOfUsers(userIds: readonly number[], after: number, limit: number): Promise<Page<StoredOrder>>;
  /**
   * Where the visible columns of these orders differ from `wanted`, by order;
   * orders whose columns are right are left out. The lines' copies are not looked at.
   */
  copyStrays(
    wanted: readonly { orderId: number; copies: OrderCopies }[],
  ): Promise<Map<number, Stray[]>>;
  /** How many orders a customer placed since, and their totals, by the copies; cancelled ones apart. */
  sumsOfUser(
    userId: number,
    placedSince: number,
  ): Promise<{ orders: number; totalKopecks: number }>;
  visible(id: number): Promise<VisibleOrder | null>;
  /**
   * Edited rows among those written in the last `withinMs`, by id. That is measured
   * by the real clock, which stamps the rows; a page may be empty and not the last.
   */
  edited(withinMs: number, after: number, limit: number): Promise<Page<VisibleOrder>>;
  /**
   * Writes the visible copies and the `Order_Items` rows' copies; never decided
   * from. False, and nothing written: somebody's edit stands there, and it is not
   * the one (by its mark) that the caller has looked at and writes `over`.
   */
  writeCopies(orderId: number, copies: OrderCopies, over?: string): Promise<boolean>;
}

// -------------------------------------------------------------------- promo

export interface PromoCode {
  id: number;
  /** Upper case, unique. */
  code: string;
  discountType: 'percentage' | 'fixed';
  /** Percent, or whole kopecks for `fixed`. */
  value: number;
  usageType: 'unlimited' | 'once_per_user' | 'once_total';
  usageLimit: number | null;
  minOrderKopecks: number | null;
  maxDiscountKopecks: number | null;
  validFrom: number | null;
  /** Last moment at which it still holds. */
  validUntil: number | null;
  active: boolean;
  comment: string | null;
  /** Codes made together for one purpose share it. */
  campaign: string | null;
  /** Names the request that made the code among many; null for a code made by hand. */
  batch: string | null;
  /**
   * Slots are drawn from 1 to this number, while uses from before a change of
   * the limit lie outside them; null = from 1 to the limit.
   */
  slots: number | null;
  /** Number of the edit that this row shows; 0 before the first. */
  version: number;
  /** A copy: number of live claims. */
  timesUsed: number;
}

/** The columns that an admin's edit makes; `campaign` and `batch` left out are null. */
export type NewPromoCode = Omit<
  PromoCode,
  'id' | 'timesUsed' | 'version' | 'slots' | 'campaign' | 'batch'
> & { campaign?: string | null; batch?: string | null };

/** A code's row as it stands in the grid, where people may edit it. */
export interface VisibleCode {
  id: number;
  /** As the site last wrote it; null for a row that was made in the grid. */
  known: PromoCode | null;
  /** As it stands now; null when that is not the form of a code. Its rules are not checked. */
  typed: PromoCode | null;
  /** Columns that somebody edited. */
  strays: Stray[];
}

export type PromoPatch = Partial<NewPromoCode & Pick<PromoCode, 'version' | 'slots'>>;

/** A use of a code: a row that is never deleted; releasing clears two of its keys. */
export interface PromoClaim {
  id: number;
  /** `{order's key}:{k}`, unique for ever. */
  orderKey: string;
  promoCodeId: number;
  code: string;
  userId: number;
  /** `CODE:n`; null when unlimited or released. */
  slotKey: string | null;
  /** `CODE:userId` for once-per-user codes; null otherwise or when released. */
  userKey: string | null;
  released: boolean;
  /** Nobody has yet seen the claim together with its order: the reconcile job looks. */
  open: boolean;
  at: number;
}

export type NewPromoClaim = Omit<PromoClaim, 'id' | 'released' | 'open'>;

/** As an admin looks for codes; the moment decides what is running. */
export interface PromoSearch {
  /** Contained in code, campaign or comment, whatever the case. */
  text: string | null;
  /** Exactly this campaign. */
  campaign: string | null;
  state: 'active' | 'inactive_by_date' | 'deactivated' | null;
  now: number;
  sort: 'created' | 'code' | 'used' | 'until';
  descending: boolean;
  /** From 1. */
  page: number;
  /** At most 100. */
  limit: number;
}

export interface PromoStore {
  insertCode(code: NewPromoCode): Promise<Insert<PromoCode>>;
  /** All or none, at most 10. Lost when any code is taken, by ours from a lost answer too. */
  insertCodes(codes: readonly NewPromoCode[]): Promise<boolean>;
  byCode(code: string): Promise<PromoCode | null>;
  /** Those that exist. At most 200. */
  byCodes(codes: readonly string[]): Promise<PromoCode[]>;
  byId(id: number): Promise<PromoCode | null>;
  updateCode(id: number, patch: PromoPatch): Promise<PromoCode>;
  /** A code that was never claimed; one that is gone already is no error. */
  deleteCode(id: number): Promise<void>;
  listCodes(before: number | null, limit: number): Promise<PromoCode[]>;
  /** One page, and how many codes match in all. */
  searchCodes(search: PromoSearch): Promise<{ rows: PromoCode[]; total: number }>;
  /** Codes of a campaign, by id, for the export. */
  codesOfCampaign(campaign: string, after: number, limit: number): Promise<Page<PromoCode>>;
  /** Lost when Order Key, Slot Key or User Key is taken; `claimByOrderKey` tells whose. */
  insertClaim(claim: NewPromoClaim): Promise<Insert<PromoClaim>>;
  claimByOrderKey(orderKey: string): Promise<PromoClaim | null>;
  claimByUserKey(userKey: string): Promise<PromoClaim | null>;
  /** Claims of these order keys, released ones too. */
  claimsByOrderKeys(orderKeys: readonly string[]): Promise<PromoClaim[]>;
  /** Which of these slot keys are taken. At most 200 keys. */
  takenSlots(slotKeys: readonly string[]): Promise<Set<string>>;
  /** Numbers of a code's taken slots from `from` to `to`, both included: at most 1000 wide. */
  slotsTaken(promoCodeId: number, from: number, to: number): Promise<number[]>;
  countSlotsTaken(promoCodeId: number, from: number, to: number): Promise<number>;
  /** Clears Slot Key and User Key. Repeated, it changes nothing. */
  releaseClaim(id: number): Promise<void>;
  /** The claim was seen together with its order. */
  closeClaim(id: number): Promise<void>;
  countLiveClaims(promoCodeId: number): Promise<number>;
  /** All claims of a code, also released ones. */
  countClaims(promoCodeId: number): Promise<number>;
  /** A page of a code's claims, newest first, and how many there are. `limit` at most 100. */
  claimsOfCode(
    promoCodeId: number,
    page: number,
    limit: number,
  ): Promise<{ rows: PromoClaim[]; total: number }>;
  visible(id: number): Promise<VisibleCode | null>;
  /** Rows edited or made in the grid; as `OrderStore.edited`. */
  edited(withinMs: number, after: number, limit: number): Promise<Page<VisibleCode>>;
  /** A code that is gone meanwhile is no error. */
  writeTimesUsed(promoCodeId: number, timesUsed: number): Promise<void>;
  /** Claims that are not released, by id. */
  liveClaims(after: number, limit: number): Promise<Page<PromoClaim>>;
  /** Claims that nobody has seen together with their orders yet, by id, for the reconcile job. */
  openClaims(after: number, limit: number): Promise<Page<PromoClaim>>;
}

// --------------------------------------------------- menu, settings, people

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
