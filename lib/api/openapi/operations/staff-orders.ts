/** The shift's board of orders, and what a change would do. */
import { boardQuery, idParam, staffOrderBody } from '../../requests';
import { boardAnswer, orderPreviewAnswer } from '../answers-staff-orders';
import type { Operation } from '../operation';
import { idParams } from './customers';

export const staffOrderOperations: Operation[] = [
  {
    method: 'GET',
    path: '/api/admin/orders/board',
    access: 'operator',
    tag: 'Staff',
    summary: 'Orders in hand by status, and those just ended; short while nothing has changed',
    query: boardQuery,
    answers: { 200: boardAnswer },
  },
  {
    method: 'POST',
    path: '/api/admin/orders/{id}/preview',
    access: 'operator',
    tag: 'Staff',
    summary: 'What the same body sent as PATCH would do to sums and points; nothing is written',
    params: idParams(idParam),
    body: staffOrderBody,
    answers: { 200: orderPreviewAnswer },
  },
];
