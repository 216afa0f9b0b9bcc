import { expirePoints } from '@/lib/jobs/expire-points';
import { cronRoute } from '@/lib/server/cron';

export const GET = cronRoute('expire-points', expirePoints);
