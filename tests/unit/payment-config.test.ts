/** A site that could not take money, or would take none, does not start. */
import { expect, test } from 'vitest';
import { parseConfig } from '@/lib/server/config';

const base = {
  NOCODB_URL: 'http://127.0.0.1:8080',
  NOCODB_TOKEN: 'token',
  JWT_SECRET: 'q8Zr5vLk2mXc7wTn9bGh4jPd6sYf3aEu',
  CRON_SECRET: 'n4Wx8kQz6tRv3yHm7cLb',
  CODE_WEBHOOK_URL: 'https://sms.example',
};

const yookassa = {
  ...base,
  PAYMENTS: 'yookassa',
  PUBLIC_ORIGIN: 'https://shop.example/',
  YOOKASSA_SHOP_ID: '1',
  YOOKASSA_SECRET_KEY: 'x',
  YOOKASSA_VAT_CODE: '1',
};

test('the sandbox is for loopback, or for those who say so', () => {
  const open = { ...base, NODE_ENV: 'production' };
  expect(() => parseConfig(open)).toThrow(/PAYMENTS: sandbox/);
  expect(parseConfig({ ...open, ALLOW_SANDBOX_PAYMENTS: 'true' }).PAYMENTS).toBe('sandbox');
  expect(parseConfig({ ...open, BIND_HOST: '127.0.0.1' }).PAYMENTS).toBe('sandbox');
  expect(parseConfig({ ...base, NODE_ENV: 'development' }).PAYMENTS).toBe('sandbox');
});

test('YooKassa needs its variables, each named', () => {
  expect(parseConfig({ ...yookassa, NODE_ENV: 'production' })).toMatchObject({
    PUBLIC_ORIGIN: 'https://shop.example',
    YOOKASSA_API_URL: 'https://api.yookassa.ru/v3',
    YOOKASSA_RECEIPTS: 'on',
  });
  const names = ['PUBLIC_ORIGIN', 'YOOKASSA_SHOP_ID', 'YOOKASSA_SECRET_KEY', 'YOOKASSA_VAT_CODE'];
  for (const name of names) {
    expect(() => parseConfig({ ...yookassa, [name]: '' })).toThrow(name);
  }
  expect(() => parseConfig({ ...yookassa, YOOKASSA_VAT_CODE: '13' })).toThrow('YOOKASSA_VAT_CODE');
  const elsewhere = { ...yookassa, YOOKASSA_VAT_CODE: '', YOOKASSA_RECEIPTS: 'off' };
  expect(parseConfig(elsewhere).YOOKASSA_RECEIPTS).toBe('off');
});

test('a gateway for notices needs its address', () => {
  expect(() => parseConfig({ ...yookassa, NOTICES: 'webhook' })).toThrow('NOTICE_WEBHOOK_URL');
});
