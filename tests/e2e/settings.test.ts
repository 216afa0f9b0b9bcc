/** The staff's frame and settings: roles at every page, switches, rules, hours, accounts, sessions. */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { isAtLeast, type StaffRole, staffRoles } from '@/lib/customers/roles';
import { ADMIN } from '../support/site';
import { asStaff, openAsStaff, staffBrowser } from './staff';
import { blank, open, phone, withBrowser } from './support';

withBrowser();

const SETTINGS = '/admin/settings';
/** Every run has accounts of its own. */
const run = randomUUID().slice(0, 8);

/** The least role that a page is for. A page that is missing here fails the test below. */
const pages: Record<string, StaffRole> = {
  orders: 'operator',
  customers: 'operator',
  menu: 'operator',
  'promo-codes': 'manager',
  overview: 'manager',
  'what-if': 'manager',
  health: 'manager',
  settings: 'operator',
};
const CLOSED = 'Сюда вам нельзя';

let hired = 0;
async function hire(role: StaffRole) {
  const page = await staffBrowser();
  const email = `${role}-${run}-${++hired}@example.com`;
  const body = { email, name: `Сотрудник ${hired}`, role };
  const { password } = await asStaff(page, 'POST', '/api/admin/staff', body);
  return { email, name: body.name, password: String(password) };
}

/** A page of somebody of that role. */
async function openAs(role: StaffRole, path: string) {
  const who = await hire(role);
  const page = await staffBrowser(who);
  await page.goto(path);
  return { page, ...who };
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Почта' }).fill(email);
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
}

/** A message passed by: its text is on the page twice, for eyes and, among other words, for readers. */
async function toasted(page: Page, text: string): Promise<void> {
  await page.getByText(text, { exact: true }).waitFor();
}

const SAVED = 'Сохранено. Покупатели уже это видят';

describe('every page of the staff', () => {
  test('has its least role here', () => {
    const folders = readdirSync('app/admin', { withFileTypes: true });
    const found = folders.filter((one) => one.isDirectory()).map(({ name }) => name);
    expect(found.sort()).toEqual(Object.keys(pages).sort());
  });

  test.each(staffRoles)('as %s: open or closed, and the sections say the same', async (role) => {
    const { page } = await openAs(role, SETTINGS);
    const nav = page.getByRole('navigation', { name: 'Разделы' });
    await nav.getByRole('link', { name: 'Настройки' }).waitFor();
    for (const [name, least] of Object.entries(pages)) {
      const link = nav.locator(`a[href="/admin/${name}"]`);
      const mayLook = isAtLeast(role, least);
      const linked = await link.count();
      // What has no link is asked for by its address.
      await (linked > 0 ? link.click() : page.goto(`/admin/${name}`));
      await page.waitForURL(`**/admin/${name}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const closed = await page.getByRole('heading', { name: CLOSED }).isVisible();
      expect({ name, closed, linked }).toEqual({ name, closed: !mayLook, linked: mayLook ? 1 : 0 });
    }
  });

  test('leads nobody in: to the sign-in, and back after it', async () => {
    const page = await open({}, '/admin/settings?tab=access');
    await page.waitForURL('**/admin?next=**');
    await signIn(page, `nobody-${run}@example.com`, 'не тот пароль');
    await page
      .getByRole('alert')
      .getByText(/Неверн/)
      .waitFor();
    await signIn(page, ADMIN.email, ADMIN.password);
    await page.waitForURL('**/admin/settings?tab=access');
    await page.getByRole('heading', { name: 'Где вы вошли' }).waitFor();
  });

  test('the sign-in waits for its own code: what was filled in before it came counts', async () => {
    const page = await blank();
    await page.route('**/*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    await page.goto('/admin?next=%2Fadmin%2Fsettings', { waitUntil: 'commit' });
    await signIn(page, ADMIN.email, ADMIN.password);
    await page.waitForURL('**/admin/settings');
  });
});

describe('settings', () => {
  test('the owner switches the module; a manager sees it and cannot', async () => {
    const page = await openAsStaff(SETTINGS);
    const module = page.getByRole('switch', { name: 'Бонусная программа' });
    try {
      await module.click();
      await toasted(page, 'Бонусная программа выключена');
      expect(await asStaff(page, 'GET', '/api/admin/loyalty/status')).toMatchObject({
        enabled: false,
      });
      await module.click();
      await toasted(page, 'Бонусная программа включена');
    } finally {
      await asStaff(page, 'PUT', '/api/admin/loyalty/toggle', { enabled: true });
    }
    // The rules are those of the programme that runs.
    await page.getByRole('heading', { name: 'Правила программы «Стандартная»' }).waitFor();
    await page.getByText('За вступление: 1 000 баллов, действуют 30 дней.').waitFor();
    const { page: manager } = await openAs('manager', SETTINGS);
    expect(await manager.getByRole('switch', { name: 'Бонусная программа' }).isDisabled()).toBe(
      true,
    );
    await manager.getByText('Переключает только владелец').waitFor();
  });

  test('delivery: a bad form, a change seen by customers, a conflict of two', async () => {
    const page = await openAsStaff(`${SETTINGS}?tab=delivery`);
    const fee = page.getByRole('textbox', { name: 'Стоимость доставки' });
    const save = page.getByRole('button', { name: 'Сохранить' });
    const { delivery: before } = await deliveryOf(page);
    const moved = `Садовая, ${run}`;
    const second = await openAsStaff(`${SETTINGS}?tab=delivery`);
    await second.getByRole('textbox', { name: 'Стоимость доставки' }).waitFor();
    try {
      await fee.fill('много');
      await save.click();
      await page.getByText('Сумма от 0 до 1 000 000').waitFor();
      await fee.fill('177,50');
      await save.click();
      await toasted(page, SAVED);
      const menu = await asStaff(page, 'GET', '/api/menu');
      expect(menu).toMatchObject({ delivery: { fee: 177.5 } });

      // The second page still shows what was there before.
      await second.getByRole('textbox', { name: 'Адрес самовывоза' }).fill(moved);
      await second.getByRole('button', { name: 'Сохранить' }).click();
      await second.getByRole('alert').getByText('Смена только что это изменил').waitFor();
      const theirs = second.getByRole('textbox', { name: 'Стоимость доставки' });
      expect(await theirs.inputValue()).toBe('177,5');
      const address = second.getByRole('textbox', { name: 'Адрес самовывоза' });
      expect(await address.inputValue()).toBe(moved);
      await second.getByRole('button', { name: 'Сохранить' }).click();
      await toasted(second, SAVED);
    } finally {
      const { delivery: now } = await deliveryOf(page);
      const old = { ...before, version: now.version };
      await asStaff(page, 'PUT', '/api/admin/settings/delivery', old);
    }
  });

  async function deliveryOf(page: Page) {
    const settings = await asStaff(page, 'GET', '/api/admin/settings');
    return settings as { delivery: Record<string, unknown> };
  }

  test('hours: overlapping ones refused, a second span and a day off kept', async () => {
    const page = await openAsStaff(`${SETTINGS}?tab=hours`);
    const saved = (await asStaff(page, 'GET', '/api/admin/settings')) as {
      hours: { version: number };
    };
    try {
      await page.getByRole('button', { name: 'Как в понедельник' }).click();
      await page.getByRole('button', { name: 'Добавить часы: Вторник' }).click();
      const from = page.getByLabel('Вторник: с');
      const to = page.getByLabel('Вторник: до');
      await from.first().fill('10:00');
      await to.first().fill('15:00');
      await from.last().fill('14:00');
      await to.last().fill('22:00');
      await page.getByLabel('День', { exact: true }).fill('2031-01-01');
      await page.getByRole('button', { name: 'Добавить', exact: true }).click();
      const save = page.getByRole('button', { name: 'Сохранить' });
      await save.click();
      await page.getByText('Часы пересекаются с другими').waitFor();
      await from.last().fill('16:00');
      await save.click();
      await toasted(page, SAVED);
      await page.reload();
      await page.getByText('01.01.2031').waitFor();
      expect(await page.getByLabel('Вторник: с').count()).toBe(2);
      expect(await page.getByLabel('Вторник: с').last().inputValue()).toBe('16:00');
    } finally {
      const { hours } = (await asStaff(page, 'GET', '/api/admin/settings')) as typeof saved;
      const old = { ...saved.hours, version: hours.version };
      await asStaff(page, 'PUT', '/api/admin/settings/hours', old);
    }
  });

  test('texts are written and shown to customers', async () => {
    const page = await openAsStaff(`${SETTINGS}?tab=texts&text=privacy`);
    const title = page.getByRole('textbox', { name: 'Заголовок' });
    const before = await title.inputValue();
    await title.fill('');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('Нужен заголовок').waitFor();
    const customer = await open({}, '/privacy');
    await customer.getByRole('heading', { name: before, exact: true }).waitFor();
    await title.fill(`${before} ${run}`);
    await page.getByRole('button', { name: 'Сохранить' }).click();
    try {
      await toasted(page, SAVED);
      // Also whoever read the old one a moment ago.
      await customer.reload();
      await customer.getByRole('heading', { name: `${before} ${run}` }).waitFor();
    } finally {
      await title.fill(before);
      await page.getByRole('button', { name: 'Сохранить' }).click();
      await page.getByText('Есть несохранённые изменения').waitFor({ state: 'detached' });
    }
  });
});

describe('staff and access', () => {
  test('an account is made, gets another role, loses access at once; the last owner stays', async () => {
    const page = await openAsStaff(`${SETTINGS}?tab=staff`);
    const email = `new-${run}@example.com`;
    await page.getByRole('button', { name: 'Добавить сотрудника' }).click();
    const window = page.getByRole('dialog');
    await window.getByRole('button', { name: 'Открыть доступ' }).click();
    await window.getByText('Проверьте почту').waitFor();
    await window.getByRole('textbox', { name: 'Имя' }).fill('Новенькая');
    await window.getByRole('textbox', { name: 'Почта' }).fill(ADMIN.email);
    await window.getByRole('button', { name: 'Открыть доступ' }).click();
    await window.getByText('Сотрудник с такой почтой уже есть').waitFor();
    await window.getByRole('textbox', { name: 'Почта' }).fill(email);
    await window.getByRole('radio', { name: 'управляющий' }).click();
    await window.getByRole('button', { name: 'Открыть доступ' }).click();
    const password = await page.getByTestId('password').textContent();
    await page.getByRole('dialog').getByRole('button', { name: 'Готово' }).click();

    const theirs = await staffBrowser({ email, password: String(password) });
    await theirs.goto(`${SETTINGS}?tab=delivery`);
    await theirs.getByRole('textbox', { name: 'Стоимость доставки' }).waitFor();

    const row = page.getByTestId(`row-${email}`);
    await row.getByText('управляющий').waitFor();
    await row.getByRole('button', { name: 'Действия' }).click();
    await page.getByRole('menuitem', { name: 'Отключить доступ' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Отключить доступ' }).click();
    await row.getByText('Отключён').waitFor();
    await theirs.reload();
    await theirs.waitForURL('**/admin?next=**');

    // Whoever stands alone as owner cannot leave.
    const { staff, version } = (await asStaff(page, 'GET', '/api/admin/staff')) as {
      staff: { id: number; role: string; active: boolean; email: string }[];
      version: number;
    };
    const others = staff.filter(
      (one) => one.role === 'owner' && one.active && one.email !== ADMIN.email,
    );
    const switched = (id: number, active: boolean) =>
      asStaff(page, 'PATCH', `/api/admin/staff/${id}`, { version, active });
    for (const { id } of others) await switched(id, false);
    try {
      await page.reload();
      await page
        .getByTestId(`row-${ADMIN.email}`)
        .getByRole('button', { name: 'Действия' })
        .click();
      await page.getByRole('menuitem', { name: 'Изменить' }).click();
      const edit = page.getByRole('dialog');
      await edit.getByRole('radio', { name: 'оператор' }).click();
      await edit.getByText('все сеансы этого сотрудника завершатся').waitFor();
      await edit.getByRole('button', { name: 'Сохранить' }).click();
      await edit.getByText('Это последний действующий владелец').waitFor();
    } finally {
      const now = (await asStaff(page, 'GET', '/api/admin/staff')) as { version: number };
      for (const { id } of others) {
        const body = { version: now.version, active: true };
        await asStaff(page, 'PATCH', `/api/admin/staff/${id}`, body);
      }
    }
  });

  test('one sees where one is signed in, ends a session, changes the password', async () => {
    const { page, email, password } = await openAs('operator', `${SETTINGS}?tab=access`);
    const elsewhere = await staffBrowser({ email, password }, phone);
    await elsewhere.goto('/admin/orders');
    await elsewhere.getByRole('heading', { level: 1 }).waitFor();
    await page.reload();
    const sessions = page.getByTestId('session');
    await sessions.nth(1).waitFor();
    await page.getByText('этот браузер').waitFor();
    await page.getByRole('button', { name: /^Завершить сеанс/ }).click();
    await toasted(page, 'Сеанс завершён');
    await elsewhere.reload();
    await elsewhere.waitForURL('**/admin**');
    await elsewhere.getByRole('heading', { name: 'Вход для сотрудников' }).waitFor();

    const current = page.getByLabel('Нынешний пароль');
    const next = page.getByLabel('Новый пароль', { exact: true });
    const again = page.getByLabel('Новый пароль ещё раз');
    const change = page.getByRole('button', { name: 'Сменить пароль' });
    await current.fill(password);
    await next.fill('qwerty12345');
    await again.fill('qwerty12345');
    await change.click();
    await page.getByText('Такой пароль подбирают первым').waitFor();
    await next.fill('три ложки сметаны');
    await again.fill('три ложки сметаны');
    await change.click();
    await toasted(page, 'Пароль изменён, остальные сеансы завершены');
    const body = { email, password: 'три ложки сметаны' };
    expect(await asStaff(await blank(), 'POST', '/api/admin/auth/login', body)).toMatchObject({
      success: true,
    });
  });

  test('keys open pages and their list, also on a Russian keyboard; they can be switched off', async () => {
    const page = await openAsStaff(SETTINGS);
    await page.getByRole('tab', { name: 'Часы работы' }).waitFor();
    await page.keyboard.press('Shift+Slash');
    const overlay = page.getByRole('dialog', { name: 'Сочетания клавиш' });
    await overlay.getByText('Открыть: Промокоды').waitFor();
    await page.keyboard.press('Escape');
    await overlay.waitFor({ state: 'detached' });
    // The keys G and P, as they are on a Russian keyboard.
    for (const press of [
      { key: 'п', code: 'KeyG' },
      { key: 'з', code: 'KeyP' },
    ]) {
      await page.locator('body').dispatchEvent('keydown', press);
    }
    await page.waitForURL('**/admin/promo-codes');
    const search = page.locator('[data-shortcut-search]');
    await search.waitFor();
    await page.keyboard.press('/');
    await page.locator('[data-shortcut-search]:focus').waitFor();
    await search.blur();
    await page.keyboard.press('Shift+Slash');
    await overlay.getByRole('switch', { name: 'Сочетания включены' }).click();
    await page.keyboard.press('Escape');
    await overlay.waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    expect(await page.locator('[data-shortcut-search]:focus').count()).toBe(0);
  });
});
