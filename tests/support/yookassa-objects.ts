/** YooKassa's objects as its stand-in keeps them, and its checks of a receipt. */

export interface Amount {
  value: string;
  currency: string;
}

export interface ReceiptBody {
  customer?: { phone?: string };
  items: {
    description: string;
    quantity: number;
    amount: Amount;
    vat_code: number;
    payment_subject?: string;
    payment_mode?: string;
  }[];
}

export interface StandInPayment {
  id: string;
  status: 'pending' | 'waiting_for_capture' | 'succeeded' | 'canceled';
  paid: boolean;
  amount: Amount;
  created_at: string;
  description?: string;
  metadata?: Record<string, string>;
  payment_method: { type: string };
  confirmation?: { type: string; return_url: string; confirmation_url: string };
  cancellation_details?: { party: string; reason: string };
  refunded_amount?: Amount;
  refundable: boolean;
  test: boolean;
}

export interface StandInRefund {
  id: string;
  payment_id: string;
  status: 'pending' | 'succeeded' | 'canceled';
  amount: Amount;
  created_at: string;
}

export const kopecks = ({ value }: Amount) => Math.round(Number(value) * 100);
export const amountOf = (sum: number): Amount => ({
  value: (sum / 100).toFixed(2),
  currency: 'RUB',
});

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly parameter?: string,
  ) {
    super(code);
  }
}

export function checkReceipt(receipt: ReceiptBody | undefined, sum: number): void {
  if (!receipt) return;
  const { items, customer } = receipt;
  if (!/^\d{11,15}$/.test(customer?.phone ?? '')) {
    throw new Refused(400, 'invalid_request', 'receipt.customer');
  }
  if (items.length < 1 || items.length > 100)
    throw new Refused(400, 'invalid_request', 'receipt.items');
  for (const { description, quantity, amount, vat_code } of items) {
    const right =
      description.length >= 1 &&
      description.length <= 128 &&
      quantity > 0 &&
      kopecks(amount) > 0 &&
      vat_code >= 1 &&
      vat_code <= 12;
    if (!right) throw new Refused(400, 'invalid_request', 'receipt.items');
  }
  const told = items.reduce((all, item) => all + item.quantity * kopecks(item.amount), 0);
  if (told !== sum) throw new Refused(400, 'invalid_request', 'receipt.items');
}
