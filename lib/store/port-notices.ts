/** The part of the store's port (port.ts) about notices: an outbox. */
import type { NewNotice } from '../notices/notice';
import type { Insert, Page } from './port';

export const noticeStatuses = ['waiting', 'sent', 'dropped', 'unclear', 'failed'] as const;

export interface Notice extends NewNotice {
  id: number;
  /** `dropped`: not wanted, or too late; `unclear`: it may have arrived; `failed`: given up. */
  status: (typeof noticeStatuses)[number];
  tries: number;
  sentAt: number | null;
  /** Why it is not sent; never a phone or a text. */
  error: string | null;
}

export type NoticePatch = Partial<
  Pick<Notice, 'status' | 'tries' | 'notBefore' | 'sentAt' | 'error'>
>;

export interface NoticeStore {
  /** Lost when there is a notice of this key, sent or not. */
  insert(notice: NewNotice): Promise<Insert<Notice>>;
  /** Which of these keys are taken. At most 200. */
  taken(keys: readonly string[]): Promise<Set<string>>;
  /** Those that wait and may be sent at `now`, by id. */
  due(now: number, after: number, limit: number): Promise<Page<Notice>>;
  /** Takes the n-th try (1, 2, 3 ...); lost: when it was taken, in milliseconds. */
  takeTry(
    noticeId: number,
    n: number,
    at: number,
  ): Promise<{ won: true } | { won: false; at: number }>;
  update(noticeId: number, patch: NoticePatch): Promise<void>;
  /** A customer's, by id, for tests and the erasing of an account. */
  ofUser(userId: number): Promise<Notice[]>;
  /** Takes them all away; repeated, it changes nothing. */
  eraseOf(userId: number): Promise<void>;
}
