/** Accounts of staff: edits as one chain, an owner is always left, passwords, sessions. */
import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import type { Context } from '@/lib/context';
import { hashPassword } from '@/lib/customers/admin-sign-in';
import type { StaffRole } from '@/lib/customers/roles';
import { openSession } from '@/lib/customers/sessions';
import { mendEdits } from '@/lib/edits/chain';
import { problem } from '@/lib/server/handler';
import { createPasswordLimits } from '@/lib/server/limits';
import { limitPasswords } from '@/lib/server/password-guessing';
import { staffNow } from '@/lib/staff/access';
import { addStaff, editStaff, readStaff, setPassword, staffAccounts } from '@/lib/staff/accounts';
import { changeOwnPassword } from '@/lib/staff/own-password';
import { drawPassword, passwordFault } from '@/lib/staff/passwords';
import { withHooks } from '@/lib/store/hooks';
import { createWorld } from './support';

const SECRET = 'a secret of at least 32 characters, yes';

async function withStaff(...roles: StaffRole[]) {
  const world = createWorld();
  const members = [];
  for (const [i, role] of roles.entries()) {
    const email = `${role}${i}@example.com`;
    const added = await addStaff(world.ctx, 0, { email, name: role, role, passwordHash: 'x' });
    if (!added.ok) throw new Error(added.code);
    members.push(added.member);
  }
  const session = async (id: number) =>
    (await openSession(world.ctx, SECRET, { kind: 'admin', id }, null)).session;
  const { version } = await readStaff(world.ctx);
  return { ...world, ids: members.map(({ id }) => id) as [number, ...number[]], version, session };
}

describe('staff accounts', () => {
  test('are added once an email, and every change is an edit', async () => {
    const { ctx, store, ids, version } = await withStaff('owner', 'operator');
    const again = { email: 'owner0@example.com', name: 'x', role: 'owner' as const };
    const taken = await addStaff(ctx, ids[0], { ...again, passwordHash: 'x' });
    expect(taken).toMatchObject({ ok: false, code: 'EMAIL_TAKEN' });
    const [owner, operator = 0] = ids;
    const edited = await editStaff(ctx, owner, operator, version, { role: 'manager' });
    expect(edited).toMatchObject({ ok: true, member: { role: 'manager', version: 3 } });
    const last = await store.edits.last('Admins', 'staff');
    expect(last).toMatchObject({
      n: 3,
      adminId: owner,
      before: { id: operator, role: 'operator' },
      after: { id: operator, role: 'manager' },
    });
    expect(JSON.stringify(last)).not.toContain('passwordHash');
    // Asking for what is there already is no edit.
    await editStaff(ctx, owner, operator, 3, { role: 'manager' });
    expect((await readStaff(ctx)).version).toBe(3);
    expect(await editStaff(ctx, owner, 999, 3, { name: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('always keep an active owner', async () => {
    const { ctx, ids, version } = await withStaff('owner', 'manager');
    const [owner] = ids;
    for (const patch of [{ active: false }, { role: 'manager' as const }]) {
      const refused = await editStaff(ctx, owner, owner, version, patch);
      expect(refused).toMatchObject({ ok: false, code: 'LAST_OWNER' });
    }
    // One who is switched off does not count.
    const second = await withStaff('owner', 'owner');
    const [a, b = 0] = second.ids;
    await editStaff(second.ctx, a, b, second.version, { active: false });
    const now = (await readStaff(second.ctx)).version;
    const last = await editStaff(second.ctx, a, a, now, { active: false });
    expect(last).toMatchObject({ ok: false, code: 'LAST_OWNER' });
  });

  test('keep one also when two owners switch each other off at the same moment', async () => {
    for (let round = 0; round < 20; round++) {
      const { ctx, sibling, store, ids, version } = await withStaff('owner', 'owner');
      const [a, b = 0] = ids;
      // Each process takes its own time between any two calls.
      const slow = () =>
        sibling(
          withHooks(store, {
            before: () => new Promise((resolve) => setTimeout(resolve, Math.random() * 2)),
          }),
        );
      const answers = await Promise.all([
        editStaff(slow(), a, b, version, { active: false }),
        editStaff(slow(), b, a, version, { role: 'operator' }),
      ]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      const { staff } = await readStaff(ctx);
      expect(staff.filter((one) => one.active && one.role === 'owner')).toHaveLength(1);
    }
  });

  test('tell the second of two editors of one account what the first changed', async () => {
    const { ctx, ids, version } = await withStaff('owner', 'operator', 'operator');
    const [owner, one = 0, other = 0] = ids;
    await editStaff(ctx, owner, one, version, { name: 'Анна' });
    const late = await editStaff(ctx, owner, one, version, { role: 'manager' });
    expect(late).toMatchObject({ code: 'EDIT_CONFLICT', version: version + 1 });
    expect('edits' in late && late.edits).toMatchObject([{ after: { name: 'Анна' } }]);
    // Another account was not touched: no reason to stop.
    expect(await editStaff(ctx, owner, other, version, { name: 'Ира' })).toMatchObject({
      ok: true,
    });
  });

  test('an edit whose writer crashed before the row is shown by the next look and by the job', async () => {
    for (const look of [readStaff, (ctx: Context) => mendEdits(ctx, staffAccounts, 0)]) {
      const { ctx, sibling, store, ids, version } = await withStaff('owner', 'manager');
      const [owner, manager = 0] = ids;
      const crashing = withHooks(store, {
        before: ({ area, method }) => {
          if (area === 'admins' && method === 'update') throw new Error('crash');
        },
      });
      const edit = editStaff(sibling(crashing), owner, manager, version, { active: false });
      await expect(edit).rejects.toThrow('crash');
      expect(await store.admins.byId(manager)).toMatchObject({ active: true });
      await look(ctx);
      expect(await store.admins.byId(manager)).toMatchObject({ active: false });
    }
  });
});

describe('what a staff token is good for', () => {
  test('follows the account at once: role, switch, session', async () => {
    const { ctx, store, ids, version, session } = await withStaff('owner', 'manager');
    const [owner, id = 0] = ids;
    const token = { id, session: await session(id) };
    expect(await staffNow(store, token)).toBe('manager');
    await editStaff(ctx, owner, id, version, { role: 'owner' });
    expect(await staffNow(store, token)).toBe('owner');
    await editStaff(ctx, owner, id, version + 1, { role: 'operator' });
    // Demoted: its sessions ended, a new one has the lower role.
    expect(await staffNow(store, token)).toBeNull();
    expect(await staffNow(store, { id, session: await session(id) })).toBe('operator');
    await editStaff(ctx, owner, id, version + 2, { active: false });
    expect(await staffNow(store, { id })).toBeNull();
    expect(await staffNow(store, { id: 999 })).toBeNull();
  });
});

describe('guessing passwords', () => {
  test('stops the address that guesses an account, not the person elsewhere', async () => {
    const limits = createPasswordLimits();
    const from = (address: string, ok: boolean) => {
      const headers = { 'x-forwarded-for': address };
      const request = new NextRequest('http://site.test/', { headers });
      return limitPasswords(limits, request, 'a@b.ru', async () =>
        ok ? { ok: true as const } : problem('SIGN_IN_FAILED'),
      );
    };
    for (let i = 0; i < 10; i++)
      expect(await from('203.0.113.7', false)).toMatchObject({ ok: false });
    expect(await from('203.0.113.7', true)).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(await from('198.51.100.4', true)).toEqual({ ok: true });
    // From everywhere together it has an end too.
    for (let i = 0; i < 40; i++) await from(`198.51.100.${i + 5}`, false);
    expect(await from('192.0.2.1', true)).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });
});

describe('passwords', () => {
  test.each([
    ['short', 'kopeika9!'],
    ['long', 'x1y2z3w4v5'.repeat(21)],
    ['pattern', 'abababababab'],
    ['pattern', '111111111111'],
    ['common', 'Password2026'],
    ['common', 'qwerty12345'],
    ['common', 'йцукен12345'],
    ['common', '1234567890'],
    ['personal', 'Ольгина2026'],
    ['personal', 'olga.petrova1'],
    [null, 'борщ сметана пампушка'],
    [null, 'k7mp-2xq9-tz4v-h8ra'],
    // Rests on more than the common part.
    [null, 'password-of-the-brown-horse'],
  ])('%s: %s', (fault, password) => {
    expect(passwordFault(password, ['olga.petrova@example.com', 'Ольгина'])).toBe(fault);
  });

  test('that are drawn are strong, and each another', () => {
    const draw = () => drawPassword((below) => Math.floor(Math.random() * below));
    const drawn = new Set(Array.from({ length: 200 }, draw));
    expect(drawn.size).toBe(200);
    for (const password of drawn) {
      expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
      expect(passwordFault(password, ['a@b.ru'])).not.toBe('short');
    }
  });

  test('are changed by their owner with the present one; other sessions end', async () => {
    const { ctx, store, ids, session } = await withStaff('owner');
    const [id] = ids;
    await store.admins.update(id, { passwordHash: await hashPassword('old password 1') });
    const [here, there] = [await session(id), await session(id)];
    const change = (current: string, next: string) =>
      changeOwnPassword(ctx, id, current, next, here);
    expect(await change('not the old one', 'a new password 2')).toMatchObject({
      code: 'PASSWORD_WRONG',
    });
    expect(await change('old password 1', 'qwerty12345')).toMatchObject({
      code: 'PASSWORD_WEAK',
      params: { fault: 'common' },
    });
    expect(await change('old password 1', 'a new password 2')).toEqual({ ok: true });
    expect(await staffNow(store, { id, session: here })).toBe('owner');
    expect(await staffNow(store, { id, session: there })).toBeNull();
    expect(await change('old password 1', 'and another 33')).toMatchObject({
      code: 'PASSWORD_WRONG',
    });
    const last = await store.edits.last('Admins', 'staff');
    expect(last?.after).toMatchObject({ id, password: 'changed' });
    // Given by an owner: every session ends.
    await setPassword(ctx, id, id, 'hash', null);
    expect(await staffNow(store, { id, session: here })).toBeNull();
  });
});
