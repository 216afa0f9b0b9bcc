/** The staff's part of the API about promo codes. */
import type { z } from 'zod';
import type {
  PromoBulkAnswer,
  PromoCodesAnswer,
  PromoCodeView,
  PromoUsageAnswer,
} from '../api/promo-answers';
import type { bulkPromoBody, createPromoBody, editPromoBody } from '../api/promo-requests';
import { request } from './http';

export const promoSorts = [
  '-created',
  'created',
  'code',
  '-code',
  '-used',
  'used',
  '-until',
  'until',
] as const;
export const promoStates = ['active', 'inactive_by_date', 'deactivated'] as const;

/** What the page shows, as its address says it. */
export interface PromoListState {
  search: string;
  campaign: string;
  state: (typeof promoStates)[number] | '';
  sort: (typeof promoSorts)[number];
  page: number;
}

const PAGE_SIZE = 25;
const root = '/api/admin/promo-codes';

/** Reads an address; what it does not know is left out. */
export function readListState(params: URLSearchParams): PromoListState {
  const state = promoStates.find((s) => s === params.get('state')) ?? '';
  const sort = promoSorts.find((s) => s === params.get('sort')) ?? '-created';
  const page = Math.max(1, Math.floor(Number(params.get('page'))) || 1);
  const [search, campaign] = [params.get('search') ?? '', params.get('campaign') ?? ''];
  return { search, campaign, state, sort, page };
}

/** The same as a query, without what is usual. */
export function listQuery({ search, campaign, state, sort, page }: PromoListState): string {
  const query = new URLSearchParams();
  if (search) query.set('search', search);
  if (campaign) query.set('campaign', campaign);
  if (state) query.set('state', state);
  if (sort !== '-created') query.set('sort', sort);
  if (page > 1) query.set('page', String(page));
  return query.size > 0 ? `?${query}` : '';
}

export const promoPaths = {
  root,
  list: (state: PromoListState) => {
    const query = listQuery(state);
    return `${root}${query}${query ? '&' : '?'}limit=${PAGE_SIZE}`;
  },
  usage: (id: number, page: number) => `${root}/${id}/usage?page=${page}`,
  export: (campaign: string) => `${root}/export?campaign=${encodeURIComponent(campaign)}`,
};

type Code = { code: PromoCodeView };

export const promoAdminApi = {
  list: (path: string) => request<PromoCodesAnswer>(path),
  usage: (path: string) => request<PromoUsageAnswer>(path),
  one: async (id: number) => (await request<Code>(`${root}/${id}`)).code,
  create: async (body: z.input<typeof createPromoBody>) =>
    (await request<Code>(root, { method: 'POST', body })).code,
  edit: async (id: number, body: z.input<typeof editPromoBody>) =>
    (await request<Code>(`${root}/${id}`, { method: 'PATCH', body })).code,
  remove: (id: number) => request<unknown>(`${root}/${id}`, { method: 'DELETE' }),
  bulk: (body: z.input<typeof bulkPromoBody>, idempotencyKey: string) =>
    request<PromoBulkAnswer>(`${root}/bulk`, { method: 'POST', body, idempotencyKey }),
};
