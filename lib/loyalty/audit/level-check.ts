/** Rows of `User_Loyalty_Levels` against the tiers that the chain says. Pure. */
import type { LevelChange } from '../../store/port';
import { type Finding, finding } from './finding';

export class LevelCheck {
  private readonly found: Finding[] = [];
  private readonly bySeq: Map<number, LevelChange>;

  constructor(
    private readonly userId: number,
    changes: readonly LevelChange[],
    /** Changes up to this row were written; later ones may be on their way. */
    private readonly toldSeq: number,
  ) {
    this.bySeq = new Map(changes.map((c) => [c.entrySeq, c]));
  }

  /** What the row at `seq` says: a change, or none. */
  take(seq: number, wanted: LevelChange | null): void {
    if (!wanted) return;
    const is = this.bySeq.get(seq);
    this.bySeq.delete(seq);
    const about = { userId: this.userId, seq, repair: 'levels', shouldBe: says(wanted) } as const;
    if (!is) {
      if (seq <= this.toldSeq) this.found.push(finding('level_missing', about));
    } else if (says(is) !== says(wanted)) {
      this.found.push(finding('level_wrong', { ...about, is: says(is) }));
    }
  }

  /** The row cannot tell: whatever is written for it stays. */
  unknown(seq: number): void {
    this.bySeq.delete(seq);
  }

  /** What is left has nothing behind it, up to the last row that was looked at. */
  end(lastSeq: number): Finding[] {
    const strays = [...this.bySeq.values()].filter((c) => c.entrySeq <= lastSeq);
    return [
      ...this.found,
      ...strays.map((c) =>
        finding('level_stray', {
          userId: this.userId,
          seq: c.entrySeq,
          is: says(c),
          repair: 'levels',
        }),
      ),
    ];
  }
}

/** Everything but the words of the reason. */
function says({ previous, current, spendKopecks, at }: LevelChange): string {
  return `${previous ?? '-'} > ${current}, ${spendKopecks / 100} RUB at ${new Date(at).toISOString()}`;
}
