/** What machines call: the scheduler, NocoDB's webhook, the demo's clock; and this document. */
import { z } from 'zod';
import { hookBody } from '../../../grid/hook';
import { clockBody } from '../../requests';
import { moment } from '../answers-common';
import { jobAnswer } from '../answers-orders';
import type { Operation } from '../operation';

const jobs = {
  'process-pending-points': 'Pays out cash promises that fell due; hourly',
  'expire-points': 'Writes a row for every lot that ended; daily',
  'birthday-bonuses': 'Grants birthday bonuses; daily',
  reconcile: 'Finishes what a crash left half done; every 15 minutes',
  notices: 'Sends the notices that wait, and looks for points that end soon; every 10 minutes',
  audit: 'Recomputes every account from the rows; nightly',
};

export const jobOperations: Operation[] = [
  ...Object.entries(jobs).map(
    ([name, summary]): Operation => ({
      method: 'GET',
      path: `/api/cron/${name}`,
      access: 'cron',
      tag: 'Jobs',
      summary,
      answers: { 200: jobAnswer },
    }),
  ),
  {
    method: 'POST',
    path: '/api/hooks/nocodb',
    access: 'hook',
    tag: 'Jobs',
    summary: 'NocoDB tells of rows edited in the grid',
    body: hookBody,
    answers: { 202: null },
  },
  {
    method: 'POST',
    path: '/api/dev/clock',
    access: 'clock',
    tag: 'Jobs',
    summary: 'Moves the clock of a demo or test site; 404 elsewhere',
    body: clockBody,
    answers: { 200: z.strictObject({ now: moment }) },
  },
  {
    method: 'GET',
    path: '/api/metrics',
    access: 'metrics',
    tag: 'Jobs',
    summary: 'Counters of this process for Prometheus; 404 without METRICS_SECRET',
    answers: { 200: 'text/plain' },
  },
  {
    method: 'GET',
    path: '/api/openapi.json',
    access: 'public',
    tag: 'Jobs',
    summary: 'This document',
    answers: { 200: z.looseObject({ openapi: z.string() }) },
  },
];
