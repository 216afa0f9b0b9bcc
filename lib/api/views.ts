/** Facts and accounts as the API shows them (SPEC 5). Pure. */
import { type Account, availablePoints, pendingPoints } from '../loyalty/account';
import type { EarningBasis, LedgerEntry } from '../loyalty/entry';
import { isExpired } from '../loyalty/lots';
import type { LoyaltyProgram, Tier } from '../loyalty/program';
import { tierProgress } from '../loyalty/tiers';
import { arrange } from '../menu/arrange';
import { toRubles } from '../money';
import { openState } from '../orders/hours';
import type { QuoteNumbers } from '../refusal';
import type { Settings } from '../settings';
import type { SitePage } from '../store/port-accounts';
import type { MenuAddOn, MenuGroup, MenuItem } from '../store/port-menu';
import type { User } from '../store/port-users';
import type {
  BalanceAnswer,
  EarningExplanation,
  HistoryEntryView,
  LevelsAnswer,
  LoyaltyRules,
  MenuAddOnView,
  MenuAnswer,
  MenuGroupView,
  MenuItemView,
  PageAnswer,
  Quote,
  RestaurantView,
  UserProfile,
} from './answers';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Lots that end within this many days are shown as expiring soon. SPEC 5. */
const SOON_DAYS = 14;

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms);
}

/** A text of the site as customers get it. */
export function pageView({ slug, title, body, updatedAt }: SitePage): PageAnswer {
  return { slug, title, body, updatedAt: iso(updatedAt) };
}

export function profileView(user: User, account: Account, now: number): UserProfile {
  return {
    id: user.id,
    phone: user.phone,
    ...(user.name !== null && { name: user.name }),
    ...(user.birthDate !== null && { birthDate: user.birthDate }),
    loyaltyPoints: availablePoints(account, now),
    totalSpent: toRubles(account.spendKopecks),
    ...(user.telegramId !== null && { telegramLinked: true }),
    ...(user.consentAt !== null && { consentAt: iso(user.consentAt) }),
  };
}

export function quoteView(quote: QuoteNumbers): Quote {
  return {
    subtotal: toRubles(quote.subtotalKopecks),
    deliveryFee: toRubles(quote.deliveryKopecks),
    promoDiscount: toRubles(quote.promoDiscountKopecks),
    total: toRubles(quote.totalKopecks),
    payable: toRubles(quote.payableKopecks),
    pointsToEarn: quote.pointsToEarn,
  };
}

/** Dishes on the menu by category, in the order that staff gave them; `place` says when and where it is read. */
export function menuView(
  menu: readonly MenuItem[],
  settings: Settings,
  program: LoyaltyProgram,
  place: { now: number; timeZone: string },
): MenuAnswer {
  const shown = menu.filter((dish) => !dish.removed);
  const sections = arrange(shown, settings.menuCategories.places);
  const { feeKopecks, freeFromKopecks, pickupAddress } = settings.delivery;
  return {
    categories: sections
      .filter(({ dishes }) => dishes.length > 0)
      .map(({ name, dishes }) => ({ name, items: dishes.map(dishView) })),
    delivery: {
      fee: toRubles(feeKopecks),
      freeFrom: freeFromKopecks === null ? null : toRubles(freeFromKopecks),
      pickupAddress,
    },
    restaurant: restaurantView(settings, place),
    loyalty: loyaltyRules(program, settings.loyaltyEnabled),
  };
}

function dishView(dish: MenuItem): MenuItemView {
  const { id, name, description, portion, image, available } = dish;
  return {
    id,
    name,
    description,
    portion,
    image,
    available,
    price: toRubles(dish.priceKopecks),
    groups: dish.groups.map(groupView),
    addOns: dish.addOns.map(addOnView),
  };
}

export function groupView({ id, name, min, max, options }: MenuGroup): MenuGroupView {
  return { id, name, min, max, options: options.map(addOnView) };
}

export function addOnView({ id, name, priceKopecks }: MenuAddOn): MenuAddOnView {
  return { id, name, price: toRubles(priceKopecks) };
}

function restaurantView(
  settings: Settings,
  { now, timeZone }: { now: number; timeZone: string },
): RestaurantView {
  const { open, opensAt, closesAt } = openState(settings, now, timeZone);
  return {
    open,
    opensAt: isoOrNull(opensAt),
    closesAt: isoOrNull(closesAt),
    hours: settings.hours,
    timeZone,
    minimumOrder: toRubles(settings.minimumOrderKopecks),
    leadMinutes: settings.leadMinutes,
  };
}

function loyaltyRules(program: LoyaltyProgram, enabled: boolean): LoyaltyRules {
  return {
    enabled,
    programme: program.id,
    tiers: program.tiers.map((t) => ({ ...tierView(t), threshold: toRubles(t.thresholdKopecks) })),
    spendCap: program.spendCap,
    earnBase: program.earnBase,
    earnWhen: program.earnWhen,
    cashHoldHours: program.cashHoldHours,
    welcomePoints: program.welcome?.points ?? null,
    birthdayPoints: program.birthday?.points ?? null,
  };
}

function tierView({ name, title, earnPercent }: Tier) {
  return { name, title, earnPercent };
}

function windowDaysOf(program: LoyaltyProgram): number | null {
  return program.tierBasis.kind === 'window' ? program.tierBasis.days : null;
}

export function balanceView(
  program: LoyaltyProgram,
  account: Account,
  enabled: boolean,
  now: number,
): BalanceAnswer {
  const { tier, next, spendKopecks, remainingKopecks, percent } = tierProgress(
    program,
    account,
    now,
  );
  return {
    enabled,
    balance: availablePoints(account, now),
    pending: pendingPoints(account),
    totalSpent: toRubles(account.spendKopecks),
    tier: tierView(tier),
    progress: {
      next: next && tierView(next),
      sum: toRubles(spendKopecks),
      threshold: next && toRubles(next.thresholdKopecks),
      remaining: toRubles(remainingKopecks),
      percent,
      windowDays: windowDaysOf(program),
    },
    expiring: expiringSoon(account, now),
  };
}

function expiringSoon(account: Account, now: number): BalanceAnswer['expiring'] {
  return account.lots
    .flatMap(({ points, expiresAt }) =>
      expiresAt !== null && expiresAt > now && expiresAt <= now + SOON_DAYS * DAY_MS
        ? [{ points, expiresAt }]
        : [],
    )
    .sort((a, b) => a.expiresAt - b.expiresAt)
    .map(({ points, expiresAt }) => ({
      points,
      expiresAt: iso(expiresAt),
      daysLeft: Math.floor((expiresAt - now) / DAY_MS),
    }));
}

export function levelsView(program: LoyaltyProgram, account: Account, now: number): LevelsAnswer {
  const { tier, spendKopecks } = tierProgress(program, account, now);
  const current = program.tiers.indexOf(tier);
  return {
    current: tier.name,
    windowDays: windowDaysOf(program),
    sum: toRubles(spendKopecks),
    levels: program.tiers.map((t, i) => ({
      ...tierView(t),
      threshold: toRubles(t.thresholdKopecks),
      maxSpendPercent: program.spendCap.percent,
      reached: i <= current,
      current: i === current,
    })),
  };
}

/** A row as its customer sees it; `payoutAt` is known to the caller for promises. */
export function historyEntryView(
  row: LedgerEntry,
  now: number,
  payoutAt: number | null = null,
): HistoryEntryView {
  return {
    id: row.id,
    seq: row.seq,
    type: row.type,
    status: row.currentStatus,
    points: row.points,
    balanceAfter: row.balanceAfter,
    at: iso(row.at),
    description: row.description,
    orderId: row.orderId,
    orderNumber: row.orderId === null ? null : String(row.orderId),
    expiresAt: isoOrNull(row.expiresAt),
    expired: isExpired(row, now),
    payoutAt: isoOrNull(payoutAt),
    explanation: row.basis && explanationView(row.basis),
  };
}

/** How a row's points were computed. */
export function explanationView(basis: EarningBasis): EarningExplanation {
  return {
    subtotal: toRubles(basis.subtotalKopecks),
    deliveryFee: toRubles(basis.deliveryKopecks),
    promoDiscount: toRubles(basis.promoDiscountKopecks),
    pointsUsed: basis.pointsUsed,
    base: toRubles(basis.baseKopecks),
    percent: basis.percent,
    points: basis.points,
  };
}
