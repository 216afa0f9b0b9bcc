/**
 * Placing an order (SPEC 5; ARCHITECTURE: decision 5). Round trips to the store:
 * reads in parallel; the order and its promo claim in parallel; the ledger rows;
 * only then the charge, its fact and the earning rows.
 */
import type { Context } from '../context';
import { type KnownHead, knownHead } from '../loyalty/chain';
import { canonicalJson, sha256 } from '../loyalty/hash';
import { noteDuplicate, noteRefusal } from '../loyalty/notes';
import { type OrderSnapshot, reconcileKnown, snapshotFacts } from '../loyalty/reconcile';
import { lastRowsMissing } from '../loyalty/stopped';
import { claimOrderKey, claimPromo, releaseClaim, userKey } from '../promo/claims';
import { judgePromo } from '../promo/judge';
import { promoDiscountKopecks, promoTerms } from '../promo/rules';
import { type Refusal, type RefusalCode, refuse } from '../refusal';
import { readSettings } from '../settings';
import type { StoredOrder } from '../store/port-orders';
import type { PromoClaim, PromoCode } from '../store/port-promo';
import type { User } from '../store/port-users';
import type { Amounts } from './amounts';
import { chargeOpenAttempt } from './charge';
import { appendEvent, readOrder, withEvent } from './events';
import type { OrderChoices, PlacedFacts } from './facts';
import { servingProblem } from './hours';
import { isOnline, type PaymentMethod } from './lifecycle';
import { deliveryFeeKopecks, type LineRequest, priceLines, pricingRefusal } from './pricing';
import { type Expected, pointsProblem, quote, quoteProblem } from './quote';
import { settleOrder } from './settle';

export interface PlaceRequest {
  items: LineRequest[];
  /** null: pick-up. */
  deliveryAddress: string | null;
  scheduledFor: number | null;
  method: PaymentMethod | null;
  promoCode: string | null;
  points: number;
  comment: string | null;
  /** Left out: not said. */
  cutlery?: number | null;
  changeFromKopecks?: number | null;
  /** To the offer and the processing of personal data. */
  consent?: boolean;
  expected: Expected | null;
}

export type Placed =
  | { ok: true; snapshot: OrderSnapshot; user: User; confirmationUrl: string | null }
  | Refusal;

/** An order's key: its customer and the Idempotency-Key together. */
export function orderKeyOf(userId: number, idempotencyKey: string): string {
  return sha256(`${userId}:${idempotencyKey}`);
}

/**
 * Places an order, or finds the one placed before under the same key and takes
 * it up where it stood. Refused with any code of SPEC 5 about menu, hours, promo,
 * points, quote, idempotency or payment.
 */
export async function placeOrder(
  ctx: Context,
  userId: number,
  idempotencyKey: string,
  request: PlaceRequest,
): Promise<Placed> {
  const key = orderKeyOf(userId, idempotencyKey);
  const requestHash = sha256(canonicalJson(request));
  const code = request.promoCode;
  const [user, existing, menu, settings, headEntry, promo, usedBefore] = await Promise.all([
    ctx.store.users.byId(userId),
    ctx.store.orders.byKey(key),
    ctx.store.menu.all(),
    readSettings(ctx.store),
    ctx.store.ledger.head(userId),
    code === null ? null : ctx.store.promo.byCode(code),
    code === null ? null : ctx.store.promo.claimByUserKey(userKey(code, userId)),
  ]);
  if (!user || user.erasedAt !== null) return refuse('NOT_FOUND');
  if (existing) return resumeOrder(ctx, user, existing, requestHash);

  const priced = priceLines(request.items, menu);
  if (Array.isArray(priced)) return pricingRefusal(priced);
  const head = knownHead(user, headEntry);
  const { subtotalKopecks, lines } = priced;
  const promoRefused =
    code === null
      ? null
      : await judgePromo(
          ctx,
          { code: promo, ownClaim: usedBefore, subtotalKopecks },
          { countUses: false },
        );
  const terms = promo ? promoTerms(promo) : null;
  const choices: OrderChoices = {
    lines,
    amounts: {
      subtotalKopecks,
      deliveryKopecks: deliveryFeeKopecks(
        settings.delivery,
        subtotalKopecks,
        request.deliveryAddress !== null,
      ),
      promoDiscountKopecks: promoDiscountKopecks(terms, subtotalKopecks),
    },
    promo: terms,
    promoTry: terms ? 1 : 0,
    points: request.points,
    method: request.method,
    deliveryAddress: request.deliveryAddress,
    scheduledFor: request.scheduledFor,
    comment: request.comment,
    cutlery: request.cutlery ?? null,
    changeFromKopecks: request.changeFromKopecks ?? null,
  };
  const refusal =
    servingProblem(
      settings,
      { subtotalKopecks, scheduledFor: request.scheduledFor },
      ctx.now(),
      ctx.timeZone,
    ) ??
    promoRefused ??
    placingProblem(ctx, head, settings.loyaltyEnabled, choices, request.expected);
  if (refusal) {
    // The same request may have been placed while we were reading.
    const placed = await ctx.store.orders.byKey(key);
    if (placed) return resumeOrder(ctx, user, placed, requestHash);
    noteRefusal(ctx, userId, refusal, { points: request.points });
    return refusal;
  }
  if ((await lastRowsMissing(ctx, userId, head)) === 'yes') return refuse('LEDGER_STOPPED');
  const consentAt = request.consent && user.consentAt === null ? ctx.now() : null;
  if (consentAt !== null) await ctx.store.users.update(userId, { consentAt });
  return writeOrder(ctx, user, {
    placed: {
      ...choices,
      key,
      requestHash,
      userId,
      at: Math.max(ctx.now(), head.at),
      moduleOn: settings.loyaltyEnabled,
      program: ctx.program,
      charge: isOnline(request.method),
    },
    head,
    promo,
  });
}

/** Why these choices cannot be placed by this customer now; points first, then the quote. */
export function placingProblem(
  ctx: Context,
  head: KnownHead,
  moduleOn: boolean,
  choices: { amounts: Amounts; points: number },
  expected: Expected | null,
): Refusal | null {
  const standing = { program: ctx.program, account: head.account, moduleOn, now: ctx.now() };
  return (
    pointsProblem(standing, choices.amounts, choices.points) ??
    quoteProblem(expected, quote(standing, choices.amounts, choices.points))
  );
}

/** An order ready to be written, and what was read to judge it. */
export interface ReadyOrder {
  placed: PlacedFacts;
  head: KnownHead;
  promo: PromoCode | null;
}

/** Writes a judged order: fact 0 and its claim, the ledger rows, the charge. */
export async function writeOrder(ctx: Context, user: User, ready: ReadyOrder): Promise<Placed> {
  const { placed, head, promo } = ready;
  const [inserted, claimed] = await Promise.all([
    ctx.store.orders.insert(placed),
    promo ? claimPromo(ctx, promo, claimOrderKey(placed.key, 1), user.id) : null,
  ]);
  if (!inserted.won) {
    const existing = await ctx.store.orders.byKey(placed.key);
    if (!existing) throw new Error(`order key ${placed.key} is taken but not found`);
    // A misused key must not keep a use of a code that its order does not have.
    if (claimed?.ok && claimed.created && existing.placed.promo?.code !== claimed.claim.code) {
      await releaseClaim(ctx, claimed.claim);
    }
    return resumeOrder(ctx, user, existing, placed.requestHash);
  }
  const order = inserted.row;
  const snapshot = { order, events: [], rows: [], head, moduleOn: placed.moduleOn };
  const claimRefused = claimed && !claimed.ok ? claimRefusal(claimed.code) : null;
  if (claimRefused) return refuseOrder(ctx, snapshot, claimRefused);
  return finishOrder(ctx, user, snapshot, claimed?.ok ? claimed.claim : null);
}

/**
 * A fresh order's first claim number can only be taken by a claim that the job gave
 * back, long after a crash: the page takes a new key and places the order anew.
 */
function claimRefusal(code: RefusalCode | 'CLAIM_NUMBER_TAKEN'): RefusalCode {
  return code === 'CLAIM_NUMBER_TAKEN' ? 'ORDER_ABANDONED' : code;
}

/** The ledger rows, then the charge; the rest after the answer. `claim`: the order's, when it is known. */
async function finishOrder(
  ctx: Context,
  user: User,
  known: OrderSnapshot,
  claim: PromoClaim | null = null,
): Promise<Placed> {
  let own: OrderSnapshot | undefined;
  ctx.later(async () => {
    await settleOrder(ctx, known.order, { own, claim });
  });
  const snapshot = await reconcileKnown(ctx, known);
  own = snapshot;
  const facts = snapshotFacts(snapshot);
  if (facts.cancel?.code) return refusalOf(snapshot, facts.cancel.code as RefusalCode);
  if (!facts.openAttempt && !known.order.placed.charge) {
    return { ok: true, snapshot, user, confirmationUrl: null };
  }
  const charged = await chargeOpenAttempt(ctx, snapshot, user);
  if (!charged.ok) return charged;
  own = charged.snapshot;
  return { ...charged, user };
}

/**
 * The order placed before under this key: finished if a crash left it half done,
 * and answered as then; a refusal that came after it was written replays.
 */
async function resumeOrder(
  ctx: Context,
  user: User,
  order: StoredOrder,
  requestHash: string,
): Promise<Placed> {
  if (order.placed.requestHash !== requestHash) return refuse('IDEMPOTENCY_MISMATCH');
  noteDuplicate(ctx, user.id, { orderId: order.id });
  const snapshot = await readOrder(ctx, order.id);
  if (!snapshot) throw new Error(`order ${order.id} is gone`);
  const facts = snapshotFacts(snapshot);
  if (facts.cancel) {
    return facts.cancel.code
      ? refusalOf(snapshot, facts.cancel.code as RefusalCode)
      : { ok: true, snapshot, user, confirmationUrl: null };
  }
  const { promo } = order.placed;
  if (promo && facts.version === 0) {
    const code = await ctx.store.promo.byId(promo.promoCodeId);
    const claimed = code
      ? await claimPromo(ctx, code, claimOrderKey(order.placed.key, 1), user.id)
      : refuse('PROMO_NOT_FOUND');
    if (!claimed.ok) return refuseOrder(ctx, snapshot, claimRefusal(claimed.code));
  }
  return finishOrder(ctx, user, snapshot);
}

/** Cancels an order whose promo code went to a faster request. */
async function refuseOrder(
  ctx: Context,
  snapshot: OrderSnapshot,
  code: RefusalCode,
): Promise<Refusal> {
  const data = { kind: 'cancelled', reason: 'refused', code } as const;
  const event = await appendEvent(ctx, snapshot, { kind: 'system' }, data);
  const known = event ? withEvent(snapshot, event) : await readOrder(ctx, snapshot.order.id);
  if (!known) throw new Error(`order ${snapshot.order.id} is gone`);
  ctx.later(async () => {
    await settleOrder(ctx, known.order);
  });
  return refusalOf(await reconcileKnown(ctx, known), code);
}

function refusalOf(snapshot: OrderSnapshot, code: RefusalCode): Refusal {
  return refuse(code, { orderId: snapshot.order.id });
}
