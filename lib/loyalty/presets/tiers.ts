import { toKopecks } from '../../money';
import type { Tier } from '../program';

const NAMES = [
  ['Bronze', 'Бронза'],
  ['Silver', 'Серебро'],
  ['Gold', 'Золото'],
] as const;

/** The three tiers of every preset from `[threshold in rubles, earn percent]`. */
export function tiers(...levels: [rubles: number, percent: number][]): Tier[] {
  return levels.map(([rubles, earnPercent], i) => {
    const [name, title] = NAMES[i] ?? [`Tier ${i + 1}`, `Уровень ${i + 1}`];
    return { name, title, thresholdKopecks: toKopecks(rubles), earnPercent };
  });
}
