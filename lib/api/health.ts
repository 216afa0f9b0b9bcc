/** The admin's health answer: times as ISO moments. */
import type { Health, JobHealth } from '../health/health';
import type { HealthAnswer, JobHealthView } from './admin-loyalty-answers';
import { iso, isoOrNull } from './views';

export function healthView(health: Health): HealthAnswer {
  const { status, now, jobs, latePromises, unsettledOrders, waitingOrders, audit } = health;
  return {
    status,
    now: iso(now),
    jobs: jobs.map(jobView),
    latePromises: { ...latePromises, oldestDueAt: isoOrNull(latePromises.oldestDueAt) },
    unsettledOrders: { ...unsettledOrders, oldestAt: isoOrNull(unsettledOrders.oldestAt) },
    waitingOrders,
    audit: audit && { ...audit, at: iso(audit.at) },
  };
}

function jobView({ job, last, lastOkAt, overdue }: JobHealth): JobHealthView {
  return {
    job,
    overdue,
    lastOkAt: isoOrNull(lastOkAt),
    last: last && {
      startedAt: iso(last.startedAt),
      finishedAt: isoOrNull(last.finishedAt),
      lookedAt: last.lookedAt,
      done: last.done,
      skipped: last.skipped,
      failed: last.failed,
      left: last.left,
      error: last.error,
    },
  };
}
