import { processPendingPoints } from '@/lib/jobs/pending-points';
import { cronRoute } from '@/lib/server/cron';

export const GET = cronRoute('process-pending-points', processPendingPoints);
