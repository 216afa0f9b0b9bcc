/** The restaurant's settings and texts. */
import { z } from 'zod';
import {
  deliverySettingsBody,
  hoursSettingsBody,
  pageBody,
  pageParams,
  pauseBody,
} from '../../staff-requests';
import { deliverySettings, hoursSettings, pageEditAnswer, settingsAnswer } from '../answers-staff';
import type { Operation } from '../operation';

const tag = 'Settings';
const SETTINGS = '/api/admin/settings';

export const settingsOperations: Operation[] = [
  {
    method: 'GET',
    path: SETTINGS,
    access: 'manager',
    tag,
    summary: 'Delivery, working hours and the pause',
    answers: { 200: settingsAnswer },
  },
  {
    method: 'PUT',
    path: `${SETTINGS}/delivery`,
    access: 'manager',
    tag,
    summary: 'Fee, free delivery, pick-up, minimum order, lead time',
    body: deliverySettingsBody,
    answers: { 200: z.strictObject({ delivery: deliverySettings }) },
    problems: ['EDIT_CONFLICT'],
  },
  {
    method: 'PUT',
    path: `${SETTINGS}/hours`,
    access: 'manager',
    tag,
    summary: 'Working hours of the week and days off',
    body: hoursSettingsBody,
    answers: { 200: z.strictObject({ hours: hoursSettings }) },
    problems: ['EDIT_CONFLICT'],
  },
  {
    method: 'PUT',
    path: `${SETTINGS}/pause`,
    access: 'manager',
    tag,
    summary: 'Stops taking orders, or starts again',
    body: pauseBody,
    answers: { 200: z.strictObject({ paused: z.boolean() }) },
  },
  {
    method: 'GET',
    path: '/api/admin/pages/{slug}',
    access: 'owner',
    tag,
    summary: 'A text of the site with the number of its last edit',
    params: pageParams,
    answers: { 200: pageEditAnswer },
  },
  {
    method: 'PUT',
    path: '/api/admin/pages/{slug}',
    access: 'owner',
    tag,
    summary: 'Writes a text of the site',
    params: pageParams,
    body: pageBody,
    answers: { 200: pageEditAnswer },
    problems: ['EDIT_CONFLICT'],
  },
];
