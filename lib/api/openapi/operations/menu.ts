/** The menu for staff, and the pictures of dishes. */
import { z } from 'zod';
import { MOST_PICTURE_BYTES, pictureTypes } from '../../../menu/image';
import {
  availabilityBody,
  categoriesBody,
  createDishBody,
  editDishBody,
  moveDishBody,
  pictureParams,
} from '../../menu-requests';
import { idParam } from '../../requests';
import { done } from '../answers-common';
import { pictureAnswer, staffDish, staffMenuAnswer } from '../answers-menu';
import type { Operation } from '../operation';
import { idParams } from './customers';

const MENU = '/api/admin/menu';
const params = idParams(idParam);
const oneDish = z.strictObject({ dish: staffDish });

export const menuOperations: Operation[] = [
  {
    method: 'GET',
    path: MENU,
    access: 'operator',
    tag: 'Menu',
    summary: 'The whole menu, also what has run out and what is off it',
    answers: { 200: staffMenuAnswer },
  },
  {
    method: 'POST',
    path: `${MENU}/dishes`,
    access: 'manager',
    tag: 'Menu',
    summary: 'Puts a dish on the menu, last in its category',
    body: createDishBody,
    answers: { 201: oneDish },
  },
  {
    method: 'PATCH',
    path: `${MENU}/dishes/{id}`,
    access: 'manager',
    tag: 'Menu',
    summary: 'Changes fields; the second of two admins gets what the first changed',
    params,
    body: editDishBody,
    answers: { 200: oneDish },
    problems: ['EDIT_CONFLICT'],
  },
  {
    method: 'PUT',
    path: `${MENU}/dishes/{id}/availability`,
    access: 'operator',
    tag: 'Menu',
    summary: 'A dish has run out, or is there again',
    params,
    body: availabilityBody,
    answers: { 200: oneDish },
  },
  {
    method: 'POST',
    path: `${MENU}/dishes/{id}/move`,
    access: 'manager',
    tag: 'Menu',
    summary: 'One place up or down in its category',
    params,
    body: moveDishBody,
    answers: { 200: done },
  },
  {
    method: 'PUT',
    path: `${MENU}/categories`,
    access: 'manager',
    tag: 'Menu',
    summary: 'The order and the names of all categories; one left out must have no dishes',
    body: categoriesBody,
    answers: { 200: staffMenuAnswer },
    problems: ['EDIT_CONFLICT', 'CATEGORY_NOT_EMPTY'],
  },
  {
    method: 'POST',
    path: `${MENU}/pictures`,
    access: 'manager',
    tag: 'Menu',
    summary: 'Keeps a picture for dishes; the same one again is no second one',
    file: { types: pictureTypes, mostBytes: MOST_PICTURE_BYTES },
    answers: { 201: pictureAnswer },
    problems: ['PICTURE_UNREADABLE'],
  },
  {
    method: 'GET',
    path: '/api/menu/pictures/{key}',
    access: 'public',
    tag: 'Menu',
    summary: 'An uploaded picture; its address follows from its bytes',
    params: pictureParams,
    answers: { 200: 'image/*' },
  },
];
