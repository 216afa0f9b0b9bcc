/** When the birthday job would have come by for a customer, under a rule that was not in force. Pure. */
import { birthdayIn, localDay, localDayStart } from '../loyalty/calendar';
import type { LoyaltyProgram } from '../loyalty/program';
import type { User } from '../store/port-users';
import type { ModuleSwitches } from './switches';
import type { Step } from './timeline';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The job runs at 02:00 (SPEC 5). */
const RUN_MS = 2 * 60 * 60 * 1000;

interface Period {
  program: LoyaltyProgram;
  timeZone: string;
  from: number;
  to: number;
  switches: ModuleSwitches;
}

/** One run a birthday: the first day in the period on which the bonus is due and the module on. */
export function birthdayRuns(user: User, period: Period): Step[] {
  const { program, timeZone, from, to, switches } = period;
  const { birthDate, joinedAt } = user;
  if (!program.birthday || birthDate === null) return [];
  const steps: Step[] = [];
  const years = [from, to].map((at) => Number(localDay(at, timeZone).slice(0, 4)));
  for (let year = years[0] ?? 0; year <= (years[1] ?? 0) + 1; year++) {
    const { startsAt } = birthdayIn(birthDate, year, timeZone);
    for (let days = program.birthday.daysBefore; days >= 0; days--) {
      // Noon of another day, and back to its start: days with a clock change have 23 or 25 hours.
      const day = localDay(startsAt + DAY_MS / 2 - days * DAY_MS, timeZone);
      const at = localDayStart(day, timeZone) + RUN_MS;
      if (at < Math.max(from, joinedAt) || at > to || !switches.isOn(at)) continue;
      steps.push({ at, kind: 'birthday' });
      break;
    }
  }
  return steps;
}
