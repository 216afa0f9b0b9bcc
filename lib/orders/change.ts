/** What a customer changes about an own order (SPEC 1, 5): all or nothing. */
import type { Context } from '../context';
import { spendCapPoints } from '../loyalty/earning';
import { noteRefusal } from '../loyalty/notes';
import { type OrderSnapshot, snapshotFacts } from '../loyalty/reconcile';
import { claimOrderKey, claimPromo, releaseClaim, userKey } from '../promo/claims';
import { judgePromo } from '../promo/judge';
import { promoDiscountKopecks, promoTerms } from '../promo/rules';
import { type Refusal, refuse } from '../refusal';
import { readSettings, type Settings } from '../settings';
import type { MenuItem } from '../store/port-menu';
import type { PromoClaim, PromoCode } from '../store/port-promo';
import { pointsThatFit } from './amounts';
import { applyEvent } from './cancel';
import { type Charged, chargeOpenAttempt } from './charge';
import { changeOrderFacts, type Judgement } from './events';
import {
  type Actor,
  amountDueKopecks,
  type EventData,
  isPaid,
  type OrderChoices,
  type OrderFacts,
} from './facts';
import { servingProblem } from './hours';
import { isOnline, type PaymentMethod } from './lifecycle';
import {
  deliveryFeeKopecks,
  type LineRequest,
  type PricedLines,
  priceLines,
  pricingRefusal,
} from './pricing';
import { type Expected, pointsProblem, quote, quoteProblem } from './quote';

/** undefined = leave as it is. */
export interface ChangeRequest {
  method?: PaymentMethod | undefined;
  points?: number | undefined;
  /** null takes the code off. */
  promoCode?: string | null | undefined;
  items?: LineRequest[] | undefined;
  deliveryAddress?: string | null | undefined;
  scheduledFor?: number | null | undefined;
  comment?: string | null | undefined;
  cutlery?: number | null | undefined;
  changeFromKopecks?: number | null | undefined;
  pay?: boolean | undefined;
  expected?: Expected | undefined;
}

/** What a change is judged with, read beside the order. */
interface Known {
  menu: MenuItem[] | null;
  settings: Settings;
  promo: PromoCode | null;
  usedClaim: PromoClaim | null;
}

/**
 * Changes a `new`, unpaid order of the customer's and, with `pay`, charges it.
 * Refused: NOT_FOUND, ORDER_NOT_CHANGEABLE, PAYMENT_*, POINTS_*, LOYALTY_DISABLED,
 * PROMO_*, MENU_*, MIN_ORDER, RESTAURANT_CLOSED, TIME_UNAVAILABLE, QUOTE_CHANGED.
 */
export async function changeOrder(
  ctx: Context,
  orderId: number,
  customerId: number,
  request: ChangeRequest,
): Promise<Charged> {
  const actor: Actor = { kind: 'customer', id: customerId };
  const known = await readKnown(ctx, customerId, request);
  let claim: PromoClaim | null = null;
  const changed = await changeOrderFacts(ctx, orderId, actor, async (facts, snapshot) => {
    if (facts.userId !== customerId) return refuse('NOT_FOUND');
    // Other lines under a code that stays: the code is judged again.
    const kept =
      request.items && request.promoCode === undefined && facts.promo
        ? await ctx.store.promo.byId(facts.promo.promoCodeId)
        : null;
    const judged = await judgeChange(ctx, facts, snapshot, request, known, kept);
    if (judged === 'nothing' || 'ok' in judged || !judged.promo || !known.promo) return judged;
    if (judged.promo.code === facts.promo?.code) return judged;
    const claimed = await claimFor(ctx, known.promo, snapshot, facts.promoTry);
    if (!claimed.ok) return claimed;
    claim = claimed.claim;
    return { ...judged, promoTry: claimed.k };
  });
  if (!changed.ok && claim) await releaseClaim(ctx, claim);
  if (!changed.ok) noteRefusal(ctx, customerId, changed, { orderId, points: request.points });
  const applied = await applyEvent(ctx, changed);
  if (!applied.ok) {
    // The ledger refused the whole change, and with it the code.
    if (changed.ok && claim) await releaseClaim(ctx, claim);
    return applied;
  }
  if (!request.pay) return { ok: true, snapshot: applied.snapshot, confirmationUrl: null };
  return payOrder(ctx, orderId, customerId, request.method);
}

/** Claims a code under the first claim number that the order has not used up. */
async function claimFor(
  ctx: Context,
  code: PromoCode,
  snapshot: OrderSnapshot,
  tries: number,
): Promise<{ ok: true; claim: PromoClaim; k: number } | Refusal> {
  const { key, userId } = snapshot.order.placed;
  for (let k = tries + 1; ; k++) {
    const claimed = await claimPromo(ctx, code, claimOrderKey(key, k), userId);
    if (claimed.ok) return { ok: true, claim: claimed.claim, k };
    if (claimed.code !== 'CLAIM_NUMBER_TAKEN') return refuse(claimed.code);
  }
}

/**
 * Starts a payment attempt on an unpaid order and charges it; an attempt that is
 * still open is taken up instead, unless its customer has yet to confirm it and
 * wants the other online method now. A paid order stays as it is.
 */
export async function payOrder(
  ctx: Context,
  orderId: number,
  customerId: number,
  wanted: PaymentMethod | undefined,
): Promise<Charged> {
  const charged = await startAttempt(ctx, orderId, customerId, wanted, null);
  if (!charged.ok || charged.confirmationUrl === null) return charged;
  const open = snapshotFacts(charged.snapshot).openAttempt;
  if (!open || !isOnline(wanted ?? null) || wanted === open.method) return charged;
  return startAttempt(ctx, orderId, customerId, wanted, open.attempt);
}

/** `over`: the open attempt whose place the new one takes. */
async function startAttempt(
  ctx: Context,
  orderId: number,
  customerId: number,
  wanted: PaymentMethod | undefined,
  over: number | null,
): Promise<Charged> {
  const actor: Actor = { kind: 'customer', id: customerId };
  const started = await changeOrderFacts(ctx, orderId, actor, (facts) => {
    if (facts.userId !== customerId) return refuse('NOT_FOUND');
    if (isPaid(facts)) return 'nothing';
    if (facts.openAttempt && facts.openAttempt.attempt !== over) return 'nothing';
    if (facts.status === 'cancelled') return refuse('INVALID_STATUS');
    const method = wanted ?? facts.method;
    if (!isOnline(method)) return refuse('PAYMENT_METHOD_REQUIRED');
    const amountKopecks = amountDueKopecks(facts);
    return { kind: 'payment_started', attempt: facts.attempts + 1, method, amountKopecks };
  });
  const applied = await applyEvent(ctx, started);
  return applied.ok ? chargeOpenAttempt(ctx, applied.snapshot) : applied;
}

async function readKnown(ctx: Context, userId: number, request: ChangeRequest): Promise<Known> {
  const code = request.promoCode ?? null;
  const [menu, settings, promo, usedClaim] = await Promise.all([
    request.items ? ctx.store.menu.all() : null,
    readSettings(ctx.store),
    code === null ? null : ctx.store.promo.byCode(code),
    code === null ? null : ctx.store.promo.claimByUserKey(userKey(code, userId)),
  ]);
  return { menu, settings, promo, usedClaim };
}

type ChangedData = Extract<EventData, { kind: 'changed' }>;

async function judgeChange(
  ctx: Context,
  facts: OrderFacts,
  snapshot: OrderSnapshot,
  request: ChangeRequest,
  known: Known,
  kept: PromoCode | null,
): Promise<ChangedData | Exclude<Judgement, EventData>> {
  if (leavesCashUnpaid(facts, request)) return refuse('PAYMENT_REQUIRED');
  const wishes = wishesOf(facts, request, known);
  if ('ok' in wishes) return wishes;
  const data: ChangedData = { kind: 'changed', ...onlyChanges(facts, wishes) };
  const next: OrderChoices = { ...facts, ...wishes };
  const standing = {
    program: facts.program,
    account: snapshot.head.account,
    moduleOn: snapshot.moduleOn,
    now: ctx.now(),
  };
  // Points the order holds already are out of the balance; they count as there.
  const held = facts.program.spendWhen === 'placed' ? facts.points : 0;
  if (Object.keys(data).length > 1) {
    const locked = lockedProblem(facts);
    if (locked) return locked;
    // All or nothing: a payment that cannot even start leaves the order as it was.
    if (request.pay && !isOnline(request.method ?? facts.method)) {
      return refuse('PAYMENT_METHOD_REQUIRED');
    }
    // Only what changes is judged again: other lines by the minimum, another time by the hours.
    const { lines, scheduledFor } = data;
    const served = { subtotalKopecks: lines && next.amounts.subtotalKopecks, scheduledFor };
    const servingRefused = servingProblem(known.settings, served, standing.now, ctx.timeZone);
    if (servingRefused) return servingRefused;
    const promoRefused = await promoProblemOf(ctx, facts, next, request, known, kept);
    if (promoRefused) return promoRefused;
    if (next.points > facts.points) {
      if (standing.moduleOn && facts.points > 0) return refuse('POINTS_ALREADY_USED');
      const refused = pointsProblem(standing, next.amounts, next.points, held);
      if (refused) return refused;
    }
  }
  const quoteRefused = quoteProblem(
    request.expected ?? null,
    quote(standing, next.amounts, next.points, fixedPercent(snapshot)),
  );
  if (quoteRefused) return quoteRefused;
  return Object.keys(data).length > 1 ? data : 'nothing';
}

/** The percent that an earlier earning row fixed for the order. */
function fixedPercent(snapshot: OrderSnapshot): number | undefined {
  return snapshot.rows.find((r) => r.basis !== null)?.basis?.percent;
}

function lockedProblem(facts: OrderFacts): Refusal | null {
  if (facts.openAttempt) return refuse('PAYMENT_IN_PROGRESS');
  return facts.status !== 'new' || facts.paid ? refuse('ORDER_NOT_CHANGEABLE') : null;
}

/** Cash gives way to card or sbp only when that payment succeeds. */
function leavesCashUnpaid(facts: OrderFacts, request: ChangeRequest): boolean {
  return facts.method === 'cash' && isOnline(request.method ?? null) && !request.pay;
}

/** The choices as the customer wishes them, priced anew. */
function wishesOf(
  facts: OrderFacts,
  request: ChangeRequest,
  known: Known,
): Partial<OrderChoices> | Refusal {
  const priced: PricedLines | Refusal = known.menu
    ? pricedOrRefused(request.items ?? [], known.menu)
    : { lines: facts.lines, subtotalKopecks: facts.amounts.subtotalKopecks };
  if ('ok' in priced) return priced;
  const promo =
    request.promoCode === undefined
      ? facts.promo
      : request.promoCode === null
        ? null
        : request.promoCode === facts.promo?.code
          ? facts.promo
          : known.promo && promoTerms(known.promo);
  const deliveryAddress =
    request.deliveryAddress === undefined ? facts.deliveryAddress : request.deliveryAddress;
  const reprice = known.menu !== null || request.deliveryAddress !== undefined;
  const amounts = {
    subtotalKopecks: priced.subtotalKopecks,
    deliveryKopecks: reprice
      ? deliveryFeeKopecks(
          known.settings.delivery,
          priced.subtotalKopecks,
          deliveryAddress !== null,
        )
      : facts.amounts.deliveryKopecks,
    promoDiscountKopecks:
      reprice || promo !== facts.promo
        ? promoDiscountKopecks(promo, priced.subtotalKopecks)
        : facts.amounts.promoDiscountKopecks,
  };
  // Points chosen before stay, as far as the cap still allows; the excess comes back.
  const kept = Math.min(
    facts.points,
    spendCapPoints(facts.program, amounts),
    pointsThatFit(amounts),
  );
  // A method that is paid with now becomes the order's when the payment succeeds.
  const method = request.method ?? null;
  const keepsMethod = request.method === undefined || (isOnline(method) && request.pay);
  return {
    lines: priced.lines,
    amounts,
    promo,
    points: request.points ?? kept,
    method: keepsMethod ? facts.method : method,
    deliveryAddress,
    scheduledFor: request.scheduledFor === undefined ? facts.scheduledFor : request.scheduledFor,
    comment: request.comment === undefined ? facts.comment : request.comment,
    cutlery: request.cutlery === undefined ? facts.cutlery : request.cutlery,
    changeFromKopecks:
      request.changeFromKopecks === undefined ? facts.changeFromKopecks : request.changeFromKopecks,
  };
}

function pricedOrRefused(items: LineRequest[], menu: MenuItem[]): PricedLines | Refusal {
  const priced = priceLines(items, menu);
  if (!Array.isArray(priced)) return priced;
  return pricingRefusal(priced);
}

function onlyChanges(facts: OrderFacts, wishes: Partial<OrderChoices>): Partial<OrderChoices> {
  const changed = Object.entries(wishes).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(facts[key as keyof OrderChoices]),
  );
  return Object.fromEntries(changed);
}

async function promoProblemOf(
  ctx: Context,
  facts: OrderFacts,
  next: OrderChoices,
  request: ChangeRequest,
  known: Known,
  kept: PromoCode | null,
): Promise<Refusal | null> {
  const isNew = request.promoCode != null && request.promoCode !== facts.promo?.code;
  if (!isNew && !kept) return null;
  return judgePromo(
    ctx,
    {
      code: isNew ? known.promo : kept,
      ownClaim: isNew ? known.usedClaim : null,
      subtotalKopecks: next.amounts.subtotalKopecks,
    },
    { countUses: false, holdsUse: !isNew },
  );
}
