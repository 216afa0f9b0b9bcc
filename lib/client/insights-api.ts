/** The restaurant's insights: the overview and "what if". */
import type { z } from 'zod';
import type { whatIfBody } from '../api/insights-requests';
import type {
  OverviewAnswer,
  WhatIfRunAnswer,
  WhatIfRunsAnswer,
} from '../api/openapi/answers-insights';
import { request } from './http';

export type WhatIfInput = z.input<typeof whatIfBody>;

const WHAT_IF = '/api/admin/insights/what-if';

export const insightPaths = {
  overview: (days: number) => `/api/admin/insights/overview?days=${days}`,
  runs: WHAT_IF,
  run: (id: string) => `${WHAT_IF}/${id}`,
};

export const insightsApi = {
  overview: (path: string) => request<OverviewAnswer>(path),
  refreshOverview: (days: number) =>
    request<OverviewAnswer>(`${insightPaths.overview(days)}&refresh=true`),
  runs: () => request<WhatIfRunsAnswer>(insightPaths.runs),
  run: (path: string) => request<WhatIfRunAnswer>(path),
  start: (body: WhatIfInput) =>
    request<WhatIfRunAnswer>(insightPaths.runs, { method: 'POST', body }),
  cancel: (id: string) => request<WhatIfRunAnswer>(insightPaths.run(id), { method: 'DELETE' }),
};
