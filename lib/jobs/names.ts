/** The jobs there are, in the order in which a night runs them. */
export const jobNames = [
  'process-pending-points',
  'expire-points',
  'birthday-bonuses',
  'reconcile',
  'notices',
  'audit',
] as const;

export type JobName = (typeof jobNames)[number];
