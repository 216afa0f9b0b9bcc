/** What the restaurant sees: the overview and "what if". */
import { overviewQuery, runParam, whatIfBody } from '../../insights-requests';
import { overviewAnswer, whatIfRunAnswer, whatIfRunsAnswer } from '../answers-insights';
import type { Operation } from '../operation';
import { idParams } from './customers';

const WHAT_IF = '/api/admin/insights/what-if';
const params = idParams(runParam);

export const insightOperations: Operation[] = [
  {
    method: 'GET',
    path: '/api/admin/insights/overview',
    access: 'manager',
    tag: 'Insights',
    summary: 'Points owed and moved, orders with and without them; kept for ten minutes',
    query: overviewQuery,
    answers: { 200: overviewAnswer },
  },
  {
    method: 'GET',
    path: WHAT_IF,
    access: 'manager',
    tag: 'Insights',
    summary: 'The last runs of this process, newest first',
    answers: { 200: whatIfRunsAnswer },
  },
  {
    method: 'POST',
    path: WHAT_IF,
    access: 'manager',
    tag: 'Insights',
    summary: 'Starts a run: the orders of the last days under another programme',
    body: whatIfBody,
    answers: { 202: whatIfRunAnswer },
    problems: ['RUN_IN_PROGRESS'],
  },
  {
    method: 'GET',
    path: `${WHAT_IF}/{id}`,
    access: 'manager',
    tag: 'Insights',
    summary: 'How far a run is, and its result',
    params,
    answers: { 200: whatIfRunAnswer },
  },
  {
    method: 'DELETE',
    path: `${WHAT_IF}/{id}`,
    access: 'manager',
    tag: 'Insights',
    summary: 'Calls a run off; one that has ended stays',
    params,
    answers: { 200: whatIfRunAnswer },
  },
];
