import { reconcileJob } from '@/lib/jobs/reconcile';
import { cronRoute } from '@/lib/server/cron';

export const GET = cronRoute('reconcile', reconcileJob);
