/**
 * The order of test files: those that take minutes first, so that no worker is left alone with
 * one of them at the end. The others as vitest sorts them.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const SLOW = ['stories', 'promo', 'parallel', 'changes', 'settings', 'backup'];

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const i = SLOW.indexOf(/([a-z-]+)\.test\.ts$/.exec(moduleId)?.[1] ?? '');
      return i < 0 ? SLOW.length : i;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
