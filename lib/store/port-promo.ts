/** The part of the store's port (port.ts) about promo codes and their claims. */
import type { Insert, Page } from './port';
import type { Stray } from './port-ledger';

export interface PromoCode {
  id: number;
  /** Upper case, unique. */
  code: string;
  discountType: 'percentage' | 'fixed';
  /** Percent, or whole kopecks for `fixed`. */
  value: number;
  usageType: 'unlimited' | 'once_per_user' | 'once_total';
  usageLimit: number | null;
  minOrderKopecks: number | null;
  maxDiscountKopecks: number | null;
  validFrom: number | null;
  /** Last moment at which it still holds. */
  validUntil: number | null;
  active: boolean;
  comment: string | null;
  /** Codes made together for one purpose share it. */
  campaign: string | null;
  /** Names the request that made the code among many; null for a code made by hand. */
  batch: string | null;
  /**
   * Slots are drawn from 1 to this number, while uses from before a change of
   * the limit lie outside them; null = from 1 to the limit.
   */
  slots: number | null;
  /** Number of the edit that this row shows; 0 before the first. */
  version: number;
  /** A copy: number of live claims. */
  timesUsed: number;
}

/** The columns that an admin's edit makes; `campaign` and `batch` left out are null. */
export type NewPromoCode = Omit<
  PromoCode,
  'id' | 'timesUsed' | 'version' | 'slots' | 'campaign' | 'batch'
> & { campaign?: string | null; batch?: string | null };

/** A code's row as it stands in the grid, where people may edit it. */
export interface VisibleCode {
  id: number;
  /** As the site last wrote it; null for a row that was made in the grid. */
  known: PromoCode | null;
  /** As it stands now; null when that is not the form of a code. Its rules are not checked. */
  typed: PromoCode | null;
  /** Columns that somebody edited. */
  strays: Stray[];
}

export type PromoPatch = Partial<NewPromoCode & Pick<PromoCode, 'version' | 'slots'>>;

/** A use of a code: a row that is never deleted; releasing clears two of its keys. */
export interface PromoClaim {
  id: number;
  /** `{order's key}:{k}`, unique for ever. */
  orderKey: string;
  promoCodeId: number;
  code: string;
  userId: number;
  /** `CODE:n`; null when unlimited or released. */
  slotKey: string | null;
  /** `CODE:userId` for once-per-user codes; null otherwise or when released. */
  userKey: string | null;
  released: boolean;
  /** Nobody has yet seen the claim together with its order: the reconcile job looks. */
  open: boolean;
  at: number;
}

export type NewPromoClaim = Omit<PromoClaim, 'id' | 'released' | 'open'>;

/** As an admin looks for codes; the moment decides what is running. */
export interface PromoSearch {
  /** Contained in code, campaign or comment, whatever the case. */
  text: string | null;
  /** Exactly this campaign. */
  campaign: string | null;
  state: 'active' | 'inactive_by_date' | 'deactivated' | null;
  now: number;
  sort: 'created' | 'code' | 'used' | 'until';
  descending: boolean;
  /** From 1. */
  page: number;
  /** At most 100. */
  limit: number;
}

export interface PromoStore {
  insertCode(code: NewPromoCode): Promise<Insert<PromoCode>>;
  /** All or none, at most 10. Lost when any code is taken, by ours from a lost answer too. */
  insertCodes(codes: readonly NewPromoCode[]): Promise<boolean>;
  byCode(code: string): Promise<PromoCode | null>;
  /** Those that exist. At most 200. */
  byCodes(codes: readonly string[]): Promise<PromoCode[]>;
  byId(id: number): Promise<PromoCode | null>;
  updateCode(id: number, patch: PromoPatch): Promise<PromoCode>;
  /** A code that was never claimed; one that is gone already is no error. */
  deleteCode(id: number): Promise<void>;
  listCodes(before: number | null, limit: number): Promise<PromoCode[]>;
  /** One page, and how many codes match in all. */
  searchCodes(search: PromoSearch): Promise<{ rows: PromoCode[]; total: number }>;
  /** Codes of a campaign, by id, for the export. */
  codesOfCampaign(campaign: string, after: number, limit: number): Promise<Page<PromoCode>>;
  /** Lost when Order Key, Slot Key or User Key is taken; `claimByOrderKey` tells whose. */
  insertClaim(claim: NewPromoClaim): Promise<Insert<PromoClaim>>;
  claimByOrderKey(orderKey: string): Promise<PromoClaim | null>;
  claimByUserKey(userKey: string): Promise<PromoClaim | null>;
  /** Claims of these order keys, released ones too. */
  claimsByOrderKeys(orderKeys: readonly string[]): Promise<PromoClaim[]>;
  /** Which of these slot keys are taken. At most 200 keys. */
  takenSlots(slotKeys: readonly string[]): Promise<Set<string>>;
  /** Numbers of a code's taken slots from `from` to `to`, both included: at most 1000 wide. */
  slotsTaken(promoCodeId: number, from: number, to: number): Promise<number[]>;
  countSlotsTaken(promoCodeId: number, from: number, to: number): Promise<number>;
  /** Clears Slot Key and User Key. Repeated, it changes nothing. */
  releaseClaim(id: number): Promise<void>;
  /** The claim was seen together with its order. */
  closeClaim(id: number): Promise<void>;
  countLiveClaims(promoCodeId: number): Promise<number>;
  /** All claims of a code, also released ones. */
  countClaims(promoCodeId: number): Promise<number>;
  /** A page of a code's claims, newest first, and how many there are. `limit` at most 100. */
  claimsOfCode(
    promoCodeId: number,
    page: number,
    limit: number,
  ): Promise<{ rows: PromoClaim[]; total: number }>;
  visible(id: number): Promise<VisibleCode | null>;
  /** Rows edited or made in the grid; as `OrderStore.edited`. */
  edited(withinMs: number, after: number, limit: number): Promise<Page<VisibleCode>>;
  /** A code that is gone meanwhile is no error. */
  writeTimesUsed(promoCodeId: number, timesUsed: number): Promise<void>;
  /** Claims that are not released, by id. */
  liveClaims(after: number, limit: number): Promise<Page<PromoClaim>>;
  /** Claims that nobody has seen together with their orders yet, by id, for the reconcile job. */
  openClaims(after: number, limit: number): Promise<Page<PromoClaim>>;
}
