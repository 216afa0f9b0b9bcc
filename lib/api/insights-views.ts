/** Insights as the API shows them: rubles and ISO times. Pure. */
import type { OrderKind, Overview } from '../insights/overview';
import type { WhatIfRun } from '../insights/runs';
import type { OverviewState } from '../insights/state';
import type { Side, WhatIfResult } from '../insights/what-if';
import { pointsToKopecks, toRubles } from '../money';
import type {
  OverviewAnswer,
  OverviewView,
  SideView,
  WhatIfResultView,
  WhatIfRunView,
} from './openapi/answers-insights';
import { iso, isoOrNull } from './views';

export function overviewAnswer({ overview, ...state }: OverviewState): OverviewAnswer {
  return { ...state, overview: overview && overviewView(overview) };
}

function overviewView(o: Overview): OverviewView {
  const { promo, codes, withPoints, withoutPoints, cancelled, pointsUsed } = o.orders;
  return {
    ...o,
    computedAt: iso(o.computedAt),
    orders: {
      cancelled,
      pointsUsed,
      withPoints: kindView(withPoints),
      withoutPoints: kindView(withoutPoints),
      promo: {
        orders: promo.orders,
        total: toRubles(promo.totalKopecks),
        discount: toRubles(promo.discountKopecks),
      },
      codes: codes.map(({ code, orders, discountKopecks }) => ({
        code,
        orders,
        discount: toRubles(discountKopecks),
      })),
    },
  };
}

function kindView({ orders, totalKopecks }: OrderKind) {
  const average = orders === 0 ? null : toRubles(Math.round(totalKopecks / orders));
  return { orders, total: toRubles(totalKopecks), average };
}

export function runView({ request, adminId: _admin, ...run }: WhatIfRun): WhatIfRunView {
  return {
    ...run,
    days: request.days,
    program: request.program,
    startedAt: iso(run.startedAt),
    finishedAt: isoOrNull(run.finishedAt),
    result: run.result && resultView(run.result),
  };
}

function resultView(result: WhatIfResult): WhatIfResultView {
  return {
    ...result,
    from: iso(result.from),
    to: iso(result.to),
    actual: sideView(result.actual),
    tried: sideView(result.tried),
  };
}

function sideView(side: Side): SideView {
  return { ...side, cost: toRubles(pointsToKopecks(side.spent)) };
}
