/**
 * The part of the store's port (port.ts) about accounts: sessions, welcome
 * bonuses already given, and the texts that customers consent to.
 */
import type { Insert } from './port';

/** A saved delivery address; its id follows from what it says. */
export interface SavedAddress {
  id: string;
  title: string;
  text: string;
}

export type AccountKind = 'customer' | 'admin';

/**
 * One refresh token's life in a session. Sessions are append-only: signing in
 * writes rotation 0, each refresh the next, ending one more row.
 */
export interface SessionRotation {
  /** Random name of the session. */
  session: string;
  /** 0, 1, 2 ...; unique in the session. */
  n: number;
  kind: AccountKind;
  accountId: number;
  /** Hash of the refresh token: the token itself is stored nowhere. */
  tokenHash: string;
  /** What the token was made from, beside the site's secret. */
  seed: string;
  /** When the customer or admin signed in. */
  startedAt: number;
  at: number;
  /** The token is no good from then on. */
  expiresAt: number;
  /** The browser as it names itself. */
  agent: string | null;
}

export interface SessionStore {
  /** Lost when the session has this rotation already. */
  insert(rotation: SessionRotation): Promise<Insert<SessionRotation>>;
  /** Those of a session's rotations that exist, and whether it was ended. */
  find(
    session: string,
    numbers: readonly number[],
  ): Promise<{ rotations: SessionRotation[]; ended: boolean }>;
  /** Ends a session for good; ended again, it changes nothing. */
  end(session: string, kind: AccountKind, accountId: number, at: number): Promise<void>;
  /** The last rotation of each session that is neither ended nor expired, newest session first. */
  ofAccount(kind: AccountKind, accountId: number, now: number): Promise<SessionRotation[]>;
}

export interface WelcomeStore {
  /**
   * Keeps a phone's keyed hash for a customer; answers the customer it is kept
   * for, who may be an earlier one.
   */
  claim(phoneHash: string, userId: number, at: number): Promise<number>;
}

/** A text that the owner writes: the offer, the privacy policy. */
export interface SitePage {
  slug: string;
  title: string;
  /** Plain text; blank lines part paragraphs, `# ` starts a heading. */
  body: string;
  /** Edits in the grid count too; to the second. */
  updatedAt: number;
  /** Number of the last edit of staff that the row shows; 0 = none. */
  version: number;
}

export interface PageStore {
  bySlug(slug: string): Promise<SitePage | null>;
  /** Lost when there is a page of this slug. */
  insert(page: Omit<SitePage, 'updatedAt' | 'version'>): Promise<Insert<SitePage>>;
  /** Throws when there is no such page. */
  update(slug: string, patch: Pick<SitePage, 'title' | 'body' | 'version'>): Promise<void>;
}
