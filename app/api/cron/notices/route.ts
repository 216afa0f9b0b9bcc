import { cronRoute } from '@/lib/server/cron';

export const GET = cronRoute('notices');
