/** Every job by its name: what the scheduler calls, and staff. */
import { auditJob } from './audit';
import { grantBirthdayBonuses } from './birthday-bonuses';
import { expirePoints } from './expire-points';
import type { JobName } from './names';
import { noticesJob } from './notices';
import { processPendingPoints } from './pending-points';
import { reconcileJob } from './reconcile';
import type { Job } from './record';

export const jobs: Record<JobName, Job> = {
  'process-pending-points': processPendingPoints,
  'expire-points': expirePoints,
  'birthday-bonuses': grantBirthdayBonuses,
  reconcile: reconcileJob,
  notices: noticesJob,
  audit: auditJob,
};
