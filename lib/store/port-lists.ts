/**
 * The part of the store's port (port.ts) about lists that staff leaf through:
 * one page of rows and how many match in all, in one request however many there are.
 */
import type { Edit, JobRun, LoyaltyLog } from './port';
import type { User } from './port-users';

export interface Leaf {
  /** From 1. */
  page: number;
  /** At most 100. */
  limit: number;
}

export interface Leaves<T> {
  rows: T[];
  /** How many match in all. */
  total: number;
}

export interface UserSearch extends Leaf {
  /** Contained in the name, whatever the case; null = everybody. */
  name: string | null;
  /** Or any of these contained in the phone as it is stored. */
  phones: readonly string[];
  sort: 'joined' | 'name' | 'points' | 'spent';
  descending: boolean;
}

/** A stretch of time; null = open. */
interface Within {
  from: number | null;
  /** The first moment that is too late. */
  until: number | null;
}

export interface LogSearch extends Leaf, Within {
  type: LoyaltyLog['type'] | null;
  userId: number | null;
  adminId: number | null;
}

/** A line of `Loyalty_Logs` with its number. */
export type LogLine = Omit<LoyaltyLog, 'key'> & { id: number };

export interface EditSearch extends Leaf, Within {
  table: string | null;
  rowId: string | null;
  adminId: number | null;
}

export interface RunSearch extends Leaf {
  job: string | null;
  /** Only runs that broke off, or that some row failed in. */
  troubled: boolean;
}

/** Newest first, but for customers, who are sorted as asked. */
export interface UserLists {
  find(search: UserSearch): Promise<Leaves<User>>;
}

export interface LogLists {
  findLogs(search: LogSearch): Promise<Leaves<LogLine>>;
}

export interface EditLists {
  find(search: EditSearch): Promise<Leaves<Edit>>;
}

export interface RunLists {
  find(search: RunSearch): Promise<Leaves<JobRun>>;
}
