/** Answers about customers, logs and runs of jobs for staff: schemas, and the types that pages use. */
import { z } from 'zod';
import { logTypes } from '../../loyalty/log-types';
import { id, leaf, moment, momentOrNull, names, rubles } from './answers-common';
import { adminUserView, integrityAnswer } from './answers-staff-loyalty';

export const staffCustomerAnswer = z
  .strictObject({
    user: adminUserView,
    addresses: z.array(z.strictObject({ title: z.string(), text: z.string() })),
    telegramLinked: z.boolean(),
    consentAt: momentOrNull,
    /** The account was deleted: nothing personal is left. */
    erasedAt: momentOrNull,
    /** Tier changes, newest first. */
    levels: z.array(
      z.strictObject({
        at: moment,
        previous: z.string().nullable(),
        current: z.string(),
        reason: z.string(),
        spent: rubles,
      }),
    ),
  })
  .register(names, { id: 'CustomerCard' });

export const repairAnswer = z.strictObject({
  /** What was done, by kind of repair. */
  repaired: z.record(z.string(), z.int()),
  failed: z.int(),
  /** The audit of this customer afterwards. */
  integrity: integrityAnswer,
});

const admin = z.strictObject({ id, name: z.string() }).nullable();

export const logsAnswer = z.strictObject({
  logs: z.array(
    z.strictObject({
      id,
      type: z.enum(logTypes),
      at: moment,
      user: z.strictObject({ id, phone: z.string(), name: z.string().nullable() }).nullable(),
      admin,
      old: z.string().nullable(),
      new: z.string().nullable(),
      metadata: z.record(z.string(), z.unknown()),
    }),
  ),
  ...leaf,
});

export const editsAnswer = z.strictObject({
  edits: z.array(
    z.strictObject({
      table: z.string(),
      rowId: z.string(),
      n: z.int(),
      at: moment,
      admin,
      /** Only the fields that differ; null: there was no row, or there is none any more. */
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
  ...leaf,
});

export const runsAnswer = z.strictObject({
  runs: z.array(
    z.strictObject({
      id,
      job: z.string(),
      startedAt: moment,
      finishedAt: momentOrNull,
      lookedAt: z.int(),
      done: z.int(),
      skipped: z.int(),
      failed: z.int(),
      left: z.boolean(),
      error: z.string().nullable(),
      /** null: the scheduler. */
      startedBy: admin,
    }),
  ),
  ...leaf,
});

export type StaffCustomerAnswer = z.infer<typeof staffCustomerAnswer>;
export type RepairAnswer = z.infer<typeof repairAnswer>;
export type LogsAnswer = z.infer<typeof logsAnswer>;
export type LogView = LogsAnswer['logs'][number];
export type EditsAnswer = z.infer<typeof editsAnswer>;
export type EditRecordView = EditsAnswer['edits'][number];
export type RunsAnswer = z.infer<typeof runsAnswer>;
export type RunView = RunsAnswer['runs'][number];
