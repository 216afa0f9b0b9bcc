import { randomUUID } from 'node:crypto';
import type { PromoClaim, PromoCode, PromoSearch, PromoStore } from '../port-promo';
import { foreignKey } from './columns';
import { isFailure } from './errors';
import { type AnyOf, type Condition, where } from './filter';
import { place } from './place';
import { claimColumns, codeColumns, readClaim, readCode } from './promo-wire';
import type { NocoTable } from './table';
import { inserted, insertMarked, pageOf } from './wire';

/** Slot keys are unique: no more rows than keys can come back. */
const MAX_SLOTS = 200;
/** Slots read at once: one page of NocoDB. */
const SLOT_WINDOW = 1000;
const MAX_SCAN = 1000;

export function nocoPromo(
  codes: NocoTable,
  claims: NocoTable,
): Omit<PromoStore, 'visible' | 'edited'> {
  async function byId(codeId: number): Promise<PromoCode | null> {
    const row = await codes.one([where.eq('Id', codeId)]);
    return row && readCode(row);
  }

  async function claimBy(column: string, key: string): Promise<PromoClaim | null> {
    const row = await claims.one([where.eq(column, key)]);
    return row && readClaim(row);
  }

  const ownClaims = (promoCodeId: number) => where.eq(foreignKey('Promo_Codes'), promoCodeId);
  const slotRange = (promoCodeId: number, from: number, to: number) => [
    where.gte('Slot Position', place(promoCodeId, from)),
    where.lte('Slot Position', place(promoCodeId, to)),
  ];

  return {
    byId,
    async insertCode(code) {
      const columns = { ...codeColumns(code), Version: 0, 'Times Used': 0 };
      const row = await insertMarked(codes, 'Code', columns);
      return inserted(row, readCode);
    },
    async insertCodes(list) {
      const mark = randomUUID();
      const rows = list.map((code) => ({
        ...codeColumns(code),
        Version: 0,
        'Times Used': 0,
        'Write Mark': mark,
      }));
      // A lost answer that landed shows as "taken": who makes many codes reads what is there.
      return (await codes.insert(rows, { readOwn: async () => null })) !== null;
    },
    async byCode(code) {
      const row = await codes.one([where.eq('Code', code)]);
      return row && readCode(row);
    },
    async byCodes(list) {
      const rows = await codes.findIn('Code', list, { sort: 'Id', limit: list.length });
      return rows.map(readCode);
    },
    async updateCode(codeId, patch) {
      const needsType = patch.value !== undefined && patch.discountType === undefined;
      const old = needsType ? await byId(codeId) : null;
      const type = old ? { discountType: old.discountType } : {};
      return readCode(await codes.update(codeId, codeColumns({ ...type, ...patch })));
    },
    async deleteCode(codeId) {
      // NocoDB answers 500 to a row that is gone.
      if (await byId(codeId)) await codes.remove(codeId);
    },
    async listCodes(before, limit) {
      return (await codes.newest([], before, limit)).map(readCode);
    },
    async searchCodes(search) {
      const { page, limit } = search;
      const sort = `${search.descending ? '-' : ''}${sortColumns[search.sort]}`;
      const { rows, total } = await codes.leaf(searchConditions(search), { sort, page, limit });
      return { rows: rows.map(readCode), total };
    },
    async codesOfCampaign(campaign, after, limit) {
      const conditions = [where.eq('Campaign', campaign), where.gt('Id', after)];
      const rows = await codes.find(conditions, { sort: 'Id', limit });
      return pageOf(rows.map(readCode), limit);
    },
    async insertClaim(claim) {
      return inserted(await insertMarked(claims, 'Order Key', claimColumns(claim)), readClaim);
    },
    claimByOrderKey: (orderKey) => claimBy('Order Key', orderKey),
    claimByUserKey: (userKey) => claimBy('User Key', userKey),
    async claimsByOrderKeys(orderKeys) {
      const options = { sort: 'Id', limit: orderKeys.length };
      return (await claims.findIn('Order Key', orderKeys, options)).map(readClaim);
    },
    async takenSlots(slotKeys) {
      const found = await claims.findIn('Slot Key', slotKeys, { sort: 'Id', limit: MAX_SLOTS });
      return new Set(found.map((row) => String(row['Slot Key'])));
    },
    async slotsTaken(promoCodeId, from, to) {
      const options = { sort: 'Slot Position', limit: SLOT_WINDOW };
      const rows = await claims.find(slotRange(promoCodeId, from, to), options);
      return rows.map((row) => Number(row['Slot Position']) - place(promoCodeId, 0));
    },
    countSlotsTaken: (promoCodeId, from, to) => claims.count(slotRange(promoCodeId, from, to)),
    async releaseClaim(claimId) {
      await claims.update(claimId, {
        Released: true,
        'Slot Key': null,
        'Slot Position': null,
        'User Key': null,
        'Open Key': null,
      });
    },
    async closeClaim(claimId) {
      await claims.update(claimId, { 'Open Key': null });
    },
    countLiveClaims: (promoCodeId) =>
      claims.count([ownClaims(promoCodeId), where.flag('Released', false)]),
    countClaims: (promoCodeId) => claims.count([ownClaims(promoCodeId)]),
    async claimsOfCode(promoCodeId, page, limit) {
      const options = { sort: '-Claimed At Ms', page, limit };
      const { rows, total } = await claims.leaf([ownClaims(promoCodeId)], options);
      return { rows: rows.map(readClaim), total };
    },
    async writeTimesUsed(promoCodeId, timesUsed) {
      try {
        await codes.update(promoCodeId, { 'Times Used': timesUsed });
      } catch (e) {
        if (!isFailure(e, 'not-found')) throw e;
      }
    },
    async liveClaims(after, limit) {
      const conditions = [where.flag('Released', false), where.gt('Id', after)];
      const rows = await claims.find(conditions, { sort: 'Id', limit });
      return pageOf(rows.map(readClaim), limit);
    },
    async openClaims(after, limit) {
      const conditions = [where.notNull('Open Key'), where.gt('Id', after)];
      const rows = await claims.find(conditions, { sort: 'Id', limit: Math.min(limit, MAX_SCAN) });
      return pageOf(rows.map(readClaim), limit);
    },
  };
}

const sortColumns = {
  created: 'Id',
  code: 'Code',
  used: 'Times Used',
  until: 'Valid Until Ms',
} as const satisfies Record<PromoSearch['sort'], string>;

function searchConditions({ text, campaign, state, now }: PromoSearch): (Condition | AnyOf)[] {
  return [
    ...(text === null || text === '' ? [] : [textIn(text)]),
    ...(campaign === null ? [] : [where.eq('Campaign', campaign)]),
    ...stateConditions(state, now),
  ];
}

function textIn(text: string): AnyOf {
  return where.any(
    where.contains('Code', text),
    where.contains('Campaign', text),
    where.contains('Comment', text),
  );
}

function stateConditions(state: PromoSearch['state'], now: number): (Condition | AnyOf)[] {
  const [from, until] = ['Valid From Ms', 'Valid Until Ms'];
  switch (state) {
    case null:
      return [];
    case 'deactivated':
      return [where.flag('Active', false)];
    case 'inactive_by_date':
      return [where.flag('Active', true), where.any(where.gt(from, now), where.lt(until, now))];
    case 'active':
      return [
        where.flag('Active', true),
        where.any(where.isNull(from), where.lte(from, now)),
        where.any(where.isNull(until), where.gte(until, now)),
      ];
  }
}
