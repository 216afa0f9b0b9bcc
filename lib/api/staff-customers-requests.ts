/** What the admin's part of the API accepts about customers, logs and runs of jobs. */
import { z } from 'zod';
import { jobNames } from '../jobs/names';
import { entryTypes } from '../loyalty/entry';
import { logTypes } from '../loyalty/log-types';
import { dateSchema, idParam } from './requests';

const whole = (most: number) => z.coerce.number().pipe(z.int().min(1).max(most));
const page = whole(1_000_000).default(1);
const limit = whole(100).default(25);

const typed = z
  .string()
  .max(80)
  .regex(/^\P{Cc}*$/u, 'control characters')
  .refine((s) => s.isWellFormed(), 'broken Unicode');

export const userSorts = [
  '-joined',
  'joined',
  'name',
  '-name',
  '-points',
  'points',
  '-spent',
  'spent',
] as const;

export const usersQuery = z.strictObject({
  query: typed.default(''),
  /** With a leading `-` the largest first. */
  sort: z.enum(userSorts).default('-joined'),
  page,
  limit,
});

export const userOrdersQuery = z.strictObject({
  before: idParam.optional(),
  limit: whole(100).default(20),
});

export const entriesExportQuery = z.strictObject({ type: z.enum(entryTypes).optional() });

/** Local days; both count whole. */
const days = { from: dateSchema.optional(), to: dateSchema.optional() };

export const logsQuery = z.strictObject({
  type: z.enum(logTypes).optional(),
  user: idParam.optional(),
  admin: idParam.optional(),
  ...days,
  page,
  limit,
});

export const editsQuery = z.strictObject({
  table: typed.pipe(z.string().min(1)).optional(),
  row: typed.pipe(z.string().min(1)).optional(),
  admin: idParam.optional(),
  ...days,
  page,
  limit,
});

export const jobNameParam = z.enum(jobNames);

export const runsQuery = z.strictObject({
  job: jobNameParam.optional(),
  troubled: z.literal('true').optional(),
  page,
  limit,
});
