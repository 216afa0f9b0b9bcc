/** What a benchmark orders. */
import type { MenuItem } from '@/lib/store/port-menu';
import { type Api, createApi, dish, lines } from '../support/api';
import type { MadeCustomer } from '../support/customers';
import { newCode } from '../support/make';
import type { TestSite } from '../support/site';

export interface Shop {
  api: Api;
  item: MenuItem;
  /** Places an order of 1 000 rubles with 10 points and a promo code, paid in cash. */
  order(customer: MadeCustomer): Promise<void>;
}

/** A dish and a code that everybody may use, on a site. */
export async function openShop(site: TestSite, url = site.url): Promise<Shop> {
  const api = createApi(url);
  const item = await dish(site.store, 1000);
  await site.store.promo.insertCode(newCode('BENCH', { value: 5000 }));
  return {
    api,
    item,
    async order(customer) {
      const answer = await api.place(customer, {
        items: lines(item),
        paymentMethod: 'cash',
        promoCode: 'BENCH',
        loyaltyPointsUsed: 10,
      });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    },
  };
}
