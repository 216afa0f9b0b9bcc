/** A programme while it is being edited: texts as typed, and back. Pure. */
import { type LoyaltyProgram, loyaltyProgramSchema } from '../loyalty/program';
import type { MessageKey } from '../messages/ru';
import { toKopecks, toRubles } from '../money';

export interface ProgrammeDraft {
  tiers: { title: string; threshold: string; percent: string }[];
  basis: 'lifetime' | 'window';
  windowDays: string;
  demotion: boolean;
  earnWhen: LoyaltyProgram['earnWhen'];
  cashHoldHours: string;
  baseDelivery: boolean;
  basePromo: boolean;
  basePoints: boolean;
  capPercent: string;
  capDelivery: boolean;
  spendWhen: LoyaltyProgram['spendWhen'];
  /** Empty: for ever. */
  earnedLifeDays: string;
  adjustmentLifeDays: string;
  /** Empty: none. */
  welcomePoints: string;
  welcomeDays: string;
  birthdayPoints: string;
}

const text = (value: number | null | undefined) => (value == null ? '' : String(value));

export function draftOf(program: LoyaltyProgram): ProgrammeDraft {
  const { tierBasis, earnBase, spendCap, welcome, birthday } = program;
  return {
    tiers: program.tiers.map(({ title, thresholdKopecks, earnPercent }) => ({
      title,
      threshold: String(toRubles(thresholdKopecks)),
      percent: String(earnPercent),
    })),
    basis: tierBasis.kind,
    windowDays: tierBasis.kind === 'window' ? String(tierBasis.days) : '60',
    demotion: program.demotion,
    earnWhen: program.earnWhen,
    cashHoldHours: String(program.cashHoldHours),
    baseDelivery: earnBase.delivery === 'included',
    basePromo: earnBase.promo === 'deducted',
    basePoints: earnBase.points === 'deducted',
    capPercent: String(spendCap.percent),
    capDelivery: spendCap.delivery === 'included',
    spendWhen: program.spendWhen,
    earnedLifeDays: text(program.earnedLifeDays),
    adjustmentLifeDays: text(program.adjustmentLifeDays),
    welcomePoints: text(welcome?.points),
    welcomeDays: welcome ? text(welcome.lifeDays) : '30',
    birthdayPoints: text(birthday?.points),
  };
}

export type DraftProblem = { program: null; fields: MessageKey[] };

/** Where the schema names a place, the field that stands there. */
const labels: Record<string, MessageKey> = {
  tiers: 'whatIf.tiers',
  tierBasis: 'whatIf.windowDays',
  cashHoldHours: 'whatIf.cashHold',
  spendCap: 'whatIf.cap',
  earnedLifeDays: 'whatIf.earnedLife',
  adjustmentLifeDays: 'whatIf.adjustLife',
  welcome: 'whatIf.welcome',
  birthday: 'whatIf.birthday',
};

/** Empty is null; a comma is a point; what is no number is none, and the schema says so. */
function number(typed: string): number | null {
  const plain = typed.trim().replace(',', '.').replaceAll(/\s/g, '');
  return plain === '' ? null : Number(plain);
}

/** The edited copy of `base`, or the fields that do not fit. */
export function programmeOf(
  base: LoyaltyProgram,
  draft: ProgrammeDraft,
): { program: LoyaltyProgram } | DraftProblem {
  const welcomePoints = number(draft.welcomePoints);
  const birthdayPoints = number(draft.birthdayPoints);
  const usual = { daysBefore: 3, daysAfter: 7, minDaysBetween: 330 };
  const inOrOut = (is: boolean) => (is ? 'included' : 'excluded');
  const parsed = loyaltyProgramSchema.safeParse({
    ...base,
    tiers: base.tiers.map((tier, i) => ({
      ...tier,
      thresholdKopecks: toKopecks(number(draft.tiers[i]?.threshold ?? '') ?? Number.NaN),
      earnPercent: number(draft.tiers[i]?.percent ?? ''),
    })),
    tierBasis:
      draft.basis === 'window'
        ? { kind: 'window', days: number(draft.windowDays) }
        : { kind: 'lifetime' },
    demotion: draft.demotion,
    earnWhen: draft.earnWhen,
    cashHoldHours: number(draft.cashHoldHours),
    earnBase: {
      delivery: inOrOut(draft.baseDelivery),
      promo: draft.basePromo ? 'deducted' : 'ignored',
      points: draft.basePoints ? 'deducted' : 'ignored',
    },
    spendCap: { percent: number(draft.capPercent), delivery: inOrOut(draft.capDelivery) },
    spendWhen: draft.spendWhen,
    earnedLifeDays: number(draft.earnedLifeDays),
    adjustmentLifeDays: number(draft.adjustmentLifeDays),
    welcome:
      welcomePoints === null
        ? null
        : { points: welcomePoints, lifeDays: number(draft.welcomeDays) },
    birthday:
      birthdayPoints === null ? null : { ...(base.birthday ?? usual), points: birthdayPoints },
  });
  if (parsed.success) return { program: parsed.data };
  const fields = parsed.error.issues.map((i) => labels[String(i.path[0])] ?? 'whatIf.tiers');
  return { program: null, fields: [...new Set(fields)] };
}
