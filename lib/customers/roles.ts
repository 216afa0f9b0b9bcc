/** What staff may do, by role (SPEC 5): each role may do all that those below it may. */

/** From the least to the most. */
export const staffRoles = ['operator', 'manager', 'owner'] as const;
export type StaffRole = (typeof staffRoles)[number];

export function isStaffRole(text: string): text is StaffRole {
  return staffRoles.some((role) => role === text);
}

/** Is `role` the `least` one or above it? */
export function isAtLeast(role: StaffRole, least: StaffRole): boolean {
  return staffRoles.indexOf(role) >= staffRoles.indexOf(least);
}
