/** Answers of the board and of the preview as schemas; see answers-common.ts. */
import { z } from 'zod';
import { id, moment, names, points, rubles } from './answers-common';
import { orderSchema, staffOrderSchema } from './answers-orders';

const { customer, number, status, createdAt, scheduledFor, deliveryAddress, comment } =
  staffOrderSchema.shape;
const { paymentMethod, paymentStatus, payable, pointsUsed } = staffOrderSchema.shape;

const boardCard = z
  .strictObject({
    id,
    number,
    status,
    createdAt,
    scheduledFor,
    deliveryAddress,
    comment,
    paymentMethod,
    paymentStatus,
    payable,
    pointsUsed,
    customer,
    since: moment,
    seen: z.int(),
    items: z.array(
      z.strictObject({ name: z.string(), quantity: z.int(), addOns: z.array(z.string()) }),
    ),
  })
  .register(names, { id: 'BoardCard' });

export const boardAnswer = z.strictObject({
  version: z.string(),
  now: moment,
  orders: z.array(boardCard).nullable(),
  counts: z.record(z.string(), z.int()),
});

const previewSide = orderSchema
  .pick({
    status: true,
    items: true,
    subtotal: true,
    deliveryFee: true,
    promoDiscount: true,
    total: true,
    pointsUsed: true,
    payable: true,
    paid: true,
    refundDue: true,
  })
  .extend({ due: rubles, earned: points, promised: points, available: points, debt: points })
  .register(names, { id: 'PreviewSide', description: 'An order before or after a change' });

export const orderPreviewAnswer = z.strictObject({
  refusal: z
    .strictObject({
      code: z.string(),
      fields: z.array(z.strictObject({ path: z.string(), message: z.string() })),
    })
    .nullable(),
  seen: z.int(),
  before: previewSide,
  after: previewSide,
  points: z.strictObject({ spent: points, returned: points, earned: points, takenBack: points }),
  refundBy: z.enum(['provider', 'staff']),
});
