'use client';
import type { ReactNode } from 'react';
import useSWR, { type KeyedMutator } from 'swr';
import type { SettingsAnswer } from '@/lib/api/staff-answers';
import { staffAdminApi, staffPaths } from '@/lib/client/staff-admin';
import { Skeleton } from '../../ui/skeleton';
import { AdminFailure } from '../failure';

interface Props {
  children(settings: SettingsAnswer, mutate: KeyedMutator<SettingsAnswer>): ReactNode;
}

/** The restaurant's settings once they are there. */
export function WithSettings({ children }: Props) {
  const { data, error, mutate } = useSWR<SettingsAnswer>(
    staffPaths.settings,
    staffAdminApi.settings,
  );
  if (data) return children(data, mutate);
  if (error) return <AdminFailure error={error} onRetry={() => void mutate()} />;
  return <Skeleton className="h-96 rounded-xl" />;
}
