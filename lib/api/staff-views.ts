/** Staff accounts, sessions and settings as the API shows them. */
import type { Context } from '../context';
import type { EditedMeanwhile } from '../edits/chain';
import type { Versioned } from '../edits/whole';
import { toRubles } from '../money';
import type { PageText } from '../restaurant/pages';
import type { GroupValue } from '../restaurant/settings';
import type { StaffFields } from '../staff/accounts';
import type { Admin } from '../store/port';
import type { SessionRotation } from '../store/port-accounts';
import { conflictView } from './edit-conflict';
import type {
  DeliverySettingsView,
  HoursSettingsView,
  SessionView,
  StaffView,
} from './staff-answers';
import { iso } from './views';

export function staffView({ id, email, name, role, active }: Admin): StaffView {
  return { id, email, name, role, active };
}

export function sessionView(rotation: SessionRotation, current: string | null): SessionView {
  const { session, startedAt, at, expiresAt, agent } = rotation;
  return {
    session,
    startedAt: iso(startedAt),
    lastUsedAt: iso(at),
    expiresAt: iso(expiresAt),
    browser: agent,
    current: session === current,
  };
}

export function deliveryView({
  value: { delivery, minimumOrderKopecks, leadMinutes },
  version,
}: Versioned<GroupValue<'delivery'>>): DeliverySettingsView {
  return { version, ...deliveryFields({ delivery, minimumOrderKopecks, leadMinutes }) };
}

function deliveryFields({ delivery, minimumOrderKopecks, leadMinutes }: GroupValue<'delivery'>) {
  const { feeKopecks, freeFromKopecks, pickupAddress } = delivery;
  return {
    fee: toRubles(feeKopecks),
    freeFrom: freeFromKopecks === null ? null : toRubles(freeFromKopecks),
    pickupAddress,
    minimumOrder: toRubles(minimumOrderKopecks),
    leadMinutes,
  };
}

export function hoursView({ value, version }: Versioned<GroupValue<'hours'>>): HoursSettingsView {
  return { version, ...value };
}

/** What others changed, named as the API names it. */
export const deliveryConflict = (ctx: Context, meanwhile: EditedMeanwhile) =>
  conflictView(ctx, meanwhile, (told) => deliveryFields(told as GroupValue<'delivery'>));
export const hoursConflict = (ctx: Context, meanwhile: EditedMeanwhile) =>
  conflictView(ctx, meanwhile, (told) => ({ ...(told as GroupValue<'hours'>) }));
export const pageConflict = (ctx: Context, meanwhile: EditedMeanwhile) =>
  conflictView(ctx, meanwhile, (told) => ({ ...(told as PageText) }));
export const staffConflict = (ctx: Context, meanwhile: EditedMeanwhile) =>
  conflictView(ctx, meanwhile, (told) => {
    const { name, role, active } = told as StaffFields;
    return { name, role, active };
  });
