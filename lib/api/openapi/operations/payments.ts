/** Paying online: the look at a payment, and the payment company's webhook. */
import { noBody, paymentHookBody } from '../../payments';
import { idParam } from '../../requests';
import { oneOrderAnswer } from '../answers-orders';
import type { Operation } from '../operation';
import { idParams } from './customers';

export const paymentOperations: Operation[] = [
  {
    method: 'POST',
    path: '/api/orders/{id}/payment',
    access: 'customer',
    tag: 'Orders',
    summary: 'Asks the payment company what became of the open payment; starts nothing',
    params: idParams(idParam),
    body: noBody,
    bodyOptional: true,
    answers: { 200: oneOrderAnswer },
    problems: ['PAYMENT_UNAVAILABLE'],
  },
  {
    method: 'POST',
    path: '/api/hooks/payments',
    access: 'public',
    tag: 'Jobs',
    summary: 'The payment company tells of a payment or refund; it is asked back, never believed',
    body: paymentHookBody,
    answers: { 200: null },
    problems: ['PAYMENT_UNAVAILABLE'],
  },
];
