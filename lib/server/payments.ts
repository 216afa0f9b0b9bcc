/** Which payment company the site works with, from the environment (docs/payments.md). */
import { z } from 'zod';
import type { PaymentProvider } from '../payments/provider';
import { createSandboxProvider } from '../payments/sandbox';
import { createYooKassaProvider } from '../payments/yookassa';

/** Variables about payments; a part of the site's environment (config.ts). */
export const paymentVariables = {
  /** The sandbox says yes to everybody, so it has no place on the open internet. */
  PAYMENTS: z.enum(['sandbox', 'yookassa']).default('sandbox'),
  ALLOW_SANDBOX_PAYMENTS: z.enum(['true', 'false']).default('false'),
  /** Address of the site as customers see it: the bank sends them back there. */
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  YOOKASSA_SHOP_ID: z.string().min(1).optional(),
  YOOKASSA_SECRET_KEY: z.string().min(1).optional(),
  YOOKASSA_API_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://api.yookassa.ru/v3'),
  /** Fiscal receipts (54-FZ) through YooKassa; `off`: the restaurant makes them elsewhere. */
  YOOKASSA_RECEIPTS: z.enum(['on', 'off']).default('on'),
  YOOKASSA_VAT_CODE: z.coerce.number().int().min(1).max(12).optional(),
  YOOKASSA_TAX_SYSTEM: z.coerce.number().int().min(1).max(6).optional(),
  YOOKASSA_PAYMENT_MODE: z.enum(['full_payment', 'full_prepayment']).default('full_payment'),
};

const variables = z.object(paymentVariables);
type PaymentConfig = z.infer<typeof variables>;

/** What is missing or not allowed, by variable. `open`: the site listens beyond this machine. */
export function paymentProblems(
  config: PaymentConfig,
  open: boolean,
): { variable: keyof PaymentConfig; message: string }[] {
  if (config.PAYMENTS === 'sandbox') {
    if (!open || config.ALLOW_SANDBOX_PAYMENTS === 'true') return [];
    const message =
      'sandbox marks every order as paid: on the open internet only with ALLOW_SANDBOX_PAYMENTS=true';
    return [{ variable: 'PAYMENTS', message }];
  }
  const needed = ['PUBLIC_ORIGIN', 'YOOKASSA_SHOP_ID', 'YOOKASSA_SECRET_KEY'] as const;
  const missing: (keyof PaymentConfig)[] = needed.filter((name) => config[name] === undefined);
  if (config.YOOKASSA_RECEIPTS === 'on' && config.YOOKASSA_VAT_CODE === undefined) {
    missing.push('YOOKASSA_VAT_CODE');
  }
  return missing.map((variable) => ({ variable, message: 'needed with PAYMENTS=yookassa' }));
}

export function createPayments(config: PaymentConfig): PaymentProvider {
  if (config.PAYMENTS === 'sandbox') return createSandboxProvider();
  return createYooKassaProvider({
    apiUrl: config.YOOKASSA_API_URL,
    // `paymentProblems` has seen to it that they are there.
    shopId: config.YOOKASSA_SHOP_ID ?? '',
    secretKey: config.YOOKASSA_SECRET_KEY ?? '',
    siteUrl: config.PUBLIC_ORIGIN ?? '',
    receipts:
      config.YOOKASSA_RECEIPTS === 'off'
        ? null
        : {
            vatCode: config.YOOKASSA_VAT_CODE ?? 1,
            taxSystem: config.YOOKASSA_TAX_SYSTEM ?? null,
            paymentMode: config.YOOKASSA_PAYMENT_MODE,
          },
  });
}
