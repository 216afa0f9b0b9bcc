/** Customers, logs and runs of jobs, for staff. */
import { z } from 'zod';
import { idParam } from '../../requests';
import {
  editsQuery,
  entriesExportQuery,
  jobNameParam,
  logsQuery,
  runsQuery,
  userOrdersQuery,
  usersQuery,
} from '../../staff-customers-requests';
import {
  editsAnswer,
  logsAnswer,
  repairAnswer,
  runsAnswer,
  staffCustomerAnswer,
} from '../answers-customers';
import { jobAnswer, staffOrdersAnswer } from '../answers-orders';
import { adminUsersAnswer } from '../answers-staff-loyalty';
import type { Operation } from '../operation';
import { idParams } from './customers';

const params = idParams(idParam);
const tag = 'Staff';

export const staffCustomerOperations: Operation[] = [
  {
    method: 'GET',
    path: '/api/admin/users',
    access: 'operator',
    tag,
    summary: 'A page of customers whose phone or name contains the query',
    query: usersQuery,
    answers: { 200: adminUsersAnswer },
  },
  {
    method: 'GET',
    path: '/api/admin/users/{id}',
    access: 'operator',
    tag,
    summary: 'What is known about a customer beside points and orders',
    params,
    answers: { 200: staffCustomerAnswer },
  },
  {
    method: 'GET',
    path: '/api/admin/users/{id}/orders',
    access: 'operator',
    tag,
    summary: "A customer's orders, newest first, hidden ones too",
    params,
    query: userOrdersQuery,
    answers: { 200: staffOrdersAnswer },
  },
  {
    method: 'GET',
    path: '/api/admin/users/{id}/loyalty/export',
    access: 'operator',
    tag,
    summary: "All rows of a customer's points as CSV",
    params,
    query: entriesExportQuery,
    answers: { 200: 'text/csv' },
  },
  {
    method: 'POST',
    path: '/api/admin/users/{id}/repair',
    access: 'manager',
    tag,
    summary: "Writes a customer's copies anew, and audits again",
    params,
    answers: { 200: repairAnswer },
  },
  {
    method: 'GET',
    path: '/api/admin/logs',
    access: 'manager',
    tag,
    summary: 'What happened to points, codes and the module, and who did it',
    query: logsQuery,
    answers: { 200: logsAnswer },
  },
  {
    method: 'GET',
    path: '/api/admin/edits',
    access: 'manager',
    tag,
    summary: 'What admins changed, field by field',
    query: editsQuery,
    answers: { 200: editsAnswer },
  },
  {
    method: 'GET',
    path: '/api/admin/jobs/runs',
    access: 'manager',
    tag,
    summary: 'Runs of the jobs',
    query: runsQuery,
    answers: { 200: runsAnswer },
  },
  {
    method: 'POST',
    path: '/api/admin/jobs/{job}',
    access: 'manager',
    tag,
    summary: 'Runs a job now',
    params: z.object({ job: jobNameParam }),
    answers: { 200: jobAnswer },
  },
];
