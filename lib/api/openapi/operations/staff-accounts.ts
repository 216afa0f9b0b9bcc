/** Staff: who is signed in, accounts, sessions, passwords. */
import { z } from 'zod';
import { adminSignInBody } from '../../requests';
import {
  addStaffBody,
  changePasswordBody,
  editStaffBody,
  sessionParams,
  staffParams,
  staffSessionParams,
} from '../../staff-requests';
import { done } from '../answers-common';
import {
  sessionsAnswer,
  staffListAnswer,
  staffMember,
  staffMemberAnswer,
  staffPasswordAnswer,
} from '../answers-staff';
import type { Operation } from '../operation';

const tag = 'Staff accounts';
const STAFF = '/api/admin/staff';
const OWN = '/api/admin/auth';

export const staffAccountOperations: Operation[] = [
  {
    method: 'POST',
    path: `${OWN}/login`,
    access: 'public',
    tag,
    summary: 'Signs staff in by email and password',
    body: adminSignInBody,
    answers: {
      200: z.strictObject({
        success: z.literal(true),
        token: z.string(),
        refreshToken: z.string(),
        admin: staffMember,
      }),
    },
    problems: ['SIGN_IN_FAILED'],
  },
  {
    method: 'POST',
    path: `${OWN}/logout`,
    access: 'public',
    tag,
    summary: "Ends the admin's sign-in of this browser",
    answers: { 200: done },
  },
  {
    method: 'GET',
    path: `${OWN}/me`,
    access: 'operator',
    tag,
    summary: 'Who of the staff is signed in',
    answers: { 200: z.strictObject({ admin: staffMember }) },
  },
  {
    method: 'POST',
    path: `${OWN}/password`,
    access: 'operator',
    tag,
    summary: "Changes one's own password and ends one's other sessions",
    body: changePasswordBody,
    answers: { 200: done },
    problems: ['NOT_FOUND', 'PASSWORD_WRONG', 'PASSWORD_WEAK'],
  },
  {
    method: 'GET',
    path: `${OWN}/sessions`,
    access: 'operator',
    tag,
    summary: 'Where one is signed in',
    answers: { 200: sessionsAnswer },
  },
  {
    method: 'DELETE',
    path: `${OWN}/sessions`,
    access: 'operator',
    tag,
    summary: "Ends one's other sessions",
    answers: { 200: done },
  },
  {
    method: 'DELETE',
    path: `${OWN}/sessions/{session}`,
    access: 'operator',
    tag,
    summary: "Ends one of one's own sessions",
    params: sessionParams,
    answers: { 200: done },
  },
  {
    method: 'GET',
    path: STAFF,
    access: 'owner',
    tag,
    summary: 'All accounts of staff',
    answers: { 200: staffListAnswer },
  },
  {
    method: 'POST',
    path: STAFF,
    access: 'owner',
    tag,
    summary: 'Adds an account with a password that is drawn and told once',
    body: addStaffBody,
    answers: { 201: staffPasswordAnswer },
    problems: ['EMAIL_TAKEN'],
  },
  {
    method: 'PATCH',
    path: `${STAFF}/{id}`,
    access: 'owner',
    tag,
    summary: 'Name, role, switched on or off; lost rights end its sessions',
    params: staffParams,
    body: editStaffBody,
    answers: { 200: staffMemberAnswer },
    problems: ['LAST_OWNER', 'EDIT_CONFLICT'],
  },
  {
    method: 'POST',
    path: `${STAFF}/{id}/password`,
    access: 'owner',
    tag,
    summary: 'Draws a new password, told once; all sessions of the account end',
    params: staffParams,
    answers: { 200: staffPasswordAnswer },
  },
  {
    method: 'GET',
    path: `${STAFF}/{id}/sessions`,
    access: 'owner',
    tag,
    summary: 'Where a member of staff is signed in',
    params: staffParams,
    answers: { 200: sessionsAnswer },
  },
  {
    method: 'DELETE',
    path: `${STAFF}/{id}/sessions/{session}`,
    access: 'owner',
    tag,
    summary: 'Signs a member of staff out of one browser',
    params: staffSessionParams,
    answers: { 200: done },
  },
];
