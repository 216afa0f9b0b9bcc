/** The part of the store's port (port.ts) about customers and the copies on their rows. */
import type { NoticeKind } from '../notices/kinds';
import type { Insert, Page } from './port';
import type { SavedAddress } from './port-accounts';
import type { UserLists } from './port-lists';

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
