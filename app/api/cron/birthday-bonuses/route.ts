import { grantBirthdayBonuses } from '@/lib/jobs/birthday-bonuses';
import { cronRoute } from '@/lib/server/cron';

export const GET = cronRoute('birthday-bonuses', grantBirthdayBonuses);
