/** `npm run -s replay -- FILE`: plays a story and prints what the ledger says after it, as JSON. */
import { readFile } from 'node:fs/promises';
import { replay } from '../lib/loyalty/replay';

const file = process.argv[2];
if (!file) {
  process.stderr.write('usage: npm run -s replay -- FILE\n');
  process.exit(2);
}
try {
  const outcome = await replay(JSON.parse(await readFile(file, 'utf8')));
  process.stdout.write(`${JSON.stringify(outcome, null, 1)}\n`);
} catch (error) {
  process.stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
