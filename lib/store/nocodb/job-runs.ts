/** `Job_Runs`: what each run of a job did. */
import { z } from 'zod';
import type { JobRun, JobRunStore } from '../port';
import { where } from './filter';
import type { NocoTable } from './table';
import { flag, forPeople, id, insertMarked, int, jsonText, reader, text } from './wire';

const readRun = reader(
  {
    Id: id,
    Job: text,
    'Started At Ms': int,
    'Finished At Ms': int.nullable(),
    'Looked At': int,
    Done: int,
    Skipped: int,
    Failed: int,
    Left: flag,
    Error: text.nullable(),
    Detail: z.unknown(),
    'Started By': int.nullable(),
  },
  (row): JobRun => ({
    id: row.Id,
    job: row.Job,
    startedAt: row['Started At Ms'],
    finishedAt: row['Finished At Ms'],
    lookedAt: row['Looked At'],
    done: row.Done,
    skipped: row.Skipped,
    failed: row.Failed,
    left: row.Left,
    error: row.Error,
    detail: row.Detail ?? null,
    startedBy: row['Started By'],
  }),
);

export function nocoJobRuns(table: NocoTable): JobRunStore {
  return {
    async start(job, at, startedBy = null) {
      const row = await insertMarked(table, 'Write Mark', {
        Job: job,
        'Started At': forPeople(at),
        'Started At Ms': at,
        'Looked At': 0,
        Done: 0,
        Skipped: 0,
        Failed: 0,
        Left: false,
        Detail: jsonText(null),
        'Started By': startedBy,
      });
      if (!row) throw new Error('a fresh mark is taken');
      return readRun(row);
    },
    async finish(run) {
      await table.update(run.id, {
        'Finished At': forPeople(run.finishedAt),
        'Finished At Ms': run.finishedAt,
        'Looked At': run.lookedAt,
        Done: run.done,
        Skipped: run.skipped,
        Failed: run.failed,
        Left: run.left,
        Error: run.error,
        Detail: jsonText(run.detail),
      });
    },
    async latest(job, limit) {
      return (await table.newest([where.eq('Job', job)], null, limit)).map(readRun);
    },
    async find({ job, troubled, page, limit }) {
      const wanted = [
        ...(job === null ? [] : [where.eq('Job', job)]),
        ...(troubled ? [where.any(where.gt('Failed', 0), where.notNull('Error'))] : []),
      ];
      const { rows, total } = await table.leaf(wanted, { sort: '-Id', page, limit });
      return { rows: rows.map(readRun), total };
    },
  };
}
