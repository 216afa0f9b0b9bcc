/** When the loyalty module was on, as far as is known. Pure. */
import type { LoyaltyLog } from '../store/port';

export interface ModuleSwitches {
  /** Was it on at this moment? */
  isOn(at: number): boolean;
  /** The first moment from `at` on at which it is on; null: never again. */
  nextOn(at: number): number | null;
}

/** From the log of switches, in any order; before the first it was the opposite of what that made it. */
export function moduleSwitches(logs: readonly LoyaltyLog[]): ModuleSwitches {
  const switches = logs
    .filter((l) => l.type === 'module_toggled')
    .map((l) => ({ at: l.at, on: l.new === 'true' }))
    .sort((a, b) => a.at - b.at);
  const first = switches[0] ? !switches[0].on : true;
  const isOn = (at: number) => switches.findLast((s) => s.at <= at)?.on ?? first;
  return {
    isOn,
    nextOn: (at) => (isOn(at) ? at : (switches.find((s) => s.at > at && s.on)?.at ?? null)),
  };
}
