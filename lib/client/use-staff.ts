'use client';
/** Who of the staff is signed in, and what the role allows. */
import useSWR from 'swr';
import { isAtLeast, type StaffRole } from '../customers/roles';
import { request } from './http';

export interface StaffMember {
  id: number;
  email: string;
  name: string;
  role: StaffRole;
}

const PATH = '/api/admin/auth/me';

async function read(): Promise<StaffMember> {
  return (await request<{ admin: StaffMember }>(PATH)).admin;
}

export interface Staff {
  /** null: not known yet, or nobody. */
  who: StaffMember | null;
  role: StaffRole | null;
  /** Has this person at least that role? No, while it is not known. */
  can(least: StaffRole): boolean;
  error: unknown;
  retry(): void;
}

/** One answer for all who ask; the server judges every request by itself anyway. */
export function useStaff(): Staff {
  const { data, error, mutate } = useSWR<StaffMember>(PATH, read);
  const who = data ?? null;
  return {
    who,
    role: who?.role ?? null,
    can: (least) => who !== null && isAtLeast(who.role, least),
    error: who ? undefined : error,
    retry: () => void mutate(),
  };
}
