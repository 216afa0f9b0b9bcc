/**
 * Runs of "what if" in this process: one at a time in the background, the last
 * few results kept. A restart forgets them; nothing else depends on them.
 */
import type { Context } from '../context';
import { runWhatIf, WhatIfCancelled, type WhatIfRequest, type WhatIfResult } from './what-if';

export interface WhatIfRun {
  id: string;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  request: WhatIfRequest;
  adminId: number;
  startedAt: number;
  finishedAt: number | null;
  /** Customers played, of how many. */
  done: number;
  total: number;
  result: WhatIfResult | null;
}

const KEPT = 5;

export class WhatIfRuns {
  private runs: WhatIfRun[] = [];
  private lastId = 0;

  /** Newest first. */
  list(): readonly WhatIfRun[] {
    return this.runs;
  }

  get(id: string): WhatIfRun | null {
    return this.runs.find((r) => r.id === id) ?? null;
  }

  /** Starts a run; null while another one goes on. `work` ends when the run does, and never throws. */
  start(
    ctx: Context,
    request: WhatIfRequest,
    adminId: number,
  ): { run: WhatIfRun; work: Promise<void> } | null {
    if (this.runs.some((r) => r.state === 'running')) return null;
    const run: WhatIfRun = {
      id: `${ctx.now().toString(36)}-${++this.lastId}`,
      state: 'running',
      request,
      adminId,
      startedAt: ctx.now(),
      finishedAt: null,
      done: 0,
      total: 0,
      result: null,
    };
    this.runs = [run, ...this.runs].slice(0, KEPT);
    return { run, work: this.work(ctx, run) };
  }

  /** Calls a run off; one that has ended stays as it is. */
  cancel(id: string): WhatIfRun | null {
    const run = this.get(id);
    if (run?.state === 'running') run.state = 'cancelled';
    return run;
  }

  private async work(ctx: Context, run: WhatIfRun): Promise<void> {
    const isCancelled = () => run.state === 'cancelled';
    try {
      run.result = await runWhatIf(ctx, run.request, {
        onProgress: (done, total) => Object.assign(run, { done, total }),
        isCancelled,
      });
      if (!isCancelled()) run.state = 'done';
    } catch (error) {
      if (!(error instanceof WhatIfCancelled)) {
        run.state = 'failed';
        ctx.log.error('what_if.failed', { run: run.id, error: String(error) });
      }
    }
    run.finishedAt = ctx.now();
  }
}
