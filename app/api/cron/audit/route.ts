import { auditJob } from '@/lib/jobs/audit';
import { cronRoute } from '@/lib/server/cron';

export const GET = cronRoute('audit', auditJob);
