/** Comma or semicolon separated text (RFC 4180), read as a stream: a file need not fit in memory. */

/** Cells of each record; quoted cells may hold line breaks. Throws on a quote that never closes. */
export async function* csvRecords(chunks: AsyncIterable<string>): AsyncGenerator<string[]> {
  let separator: string | null = null;
  let cells: string[] = [];
  let cell = '';
  /** `after`: behind a quote inside a quoted cell, which ends it or stands for a quote. */
  let state: 'plain' | 'quoted' | 'after' = 'plain';
  let skipLineFeed = false;
  let first = true;

  for await (const chunk of chunks) {
    const text = first ? chunk.replace(/^\ufeff/, '') : chunk;
    separator ??= separatorOf(text);
    first = false;
    for (const char of text) {
      const afterReturn = skipLineFeed;
      skipLineFeed = false;
      if (state === 'quoted') {
        if (char === '"') state = 'after';
        else cell += char;
      } else if (char === '"' && (state === 'after' || cell === '')) {
        if (state === 'after') cell += char;
        state = 'quoted';
      } else if (char === separator) {
        cells.push(cell);
        [cell, state] = ['', 'plain'];
      } else if (char === '\r' || char === '\n') {
        if (char === '\n' && afterReturn) continue;
        skipLineFeed = char === '\r';
        cells.push(cell);
        if (cells.length > 1 || cells[0] !== '') yield cells;
        [cells, cell, state] = [[], '', 'plain'];
      } else {
        cell += char;
      }
    }
  }
  if (state === 'quoted') throw new Error('a quoted cell does not end');
  if (cells.length > 0 || cell !== '') yield [...cells, cell];
}

/** What the heading is separated by. */
function separatorOf(text: string): string {
  const [heading = ''] = text.split(/[\r\n]/);
  return heading.split(';').length > heading.split(',').length ? ';' : ',';
}
