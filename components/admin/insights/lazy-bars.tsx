'use client';
import dynamic from 'next/dynamic';
import { Skeleton } from '../../ui/skeleton';

/** The chart library comes only where a chart is shown. */
export const LazyBars = dynamic(() => import('./charts'), {
  ssr: false,
  loading: () => <Skeleton className="h-72" />,
});

/** Bronze, silver, gold; more tiers go on from there. */
const tierColours = ['#a8713c', '#8d97a5', 'var(--honey)', 'var(--accent)', '#3d7a8c'];

export function tierColour(index: number): string {
  return tierColours[index % tierColours.length] ?? 'var(--accent)';
}
