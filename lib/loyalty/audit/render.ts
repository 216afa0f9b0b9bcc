/** An audit's report as text for a terminal. Pure. */
import { type AuditReport, openFindings } from './audit-state';
import { type Finding, type FindingKind, findingKinds } from './finding';

/** The figures, then one line for each finding. */
export function renderReport(report: AuditReport): string {
  const { looked } = report;
  const lines = [
    `Looked at ${looked.customers} customers, ${looked.rows} rows, ${looked.orders} orders, ` +
      `${looked.claims} promo claims and ${looked.codes} promo codes in ${seconds(report.took)} s` +
      (looked.rows > 0 ? ` (${perSecond(looked.rows, report.took)} rows a second).` : '.'),
    `Sum of points: ${report.points}. Negative balances: ${report.debtors}.` +
      (report.inFlight > 0 ? ` Still at work, looked at next time: ${report.inFlight}.` : ''),
  ];
  for (const { userId, seq, balance } of report.inDebt) {
    lines.push(`  customer ${userId}: balance ${balance} after row ${seq}`);
  }
  if (report.next) lines.push(`Stopped in ${report.next.phase} after ${report.next.after}.`);
  const open = openFindings(report);
  lines.push(open === 0 ? 'Everything agrees.' : `${open} findings:`);
  for (const [kind, count] of Object.entries(report.counts)) {
    lines.push(`  ${count} x ${kind}: ${findingKinds[kind as FindingKind]}`);
  }
  if (report.answered > 0) lines.push(`${report.answered} more are answered by adjustments.`);
  if (report.findings.length > 0) lines.push('', ...table(report.findings));
  if (report.more > 0) lines.push(`... and ${report.more} more`);
  return lines.join('\n');
}

function table(findings: readonly Finding[]): string[] {
  const head = ['kind', 'customer', 'row', 'order', 'field', 'is', 'should be', 'repair'];
  const rows = findings.map((f) => [
    f.answered ? `${f.kind} (answered)` : f.kind,
    cell(f.userId),
    cell(f.seq),
    cell(f.orderId ?? f.promoCode),
    cell(f.field),
    cell(f.is),
    cell(f.shouldBe),
    f.repair,
  ]);
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => r[i]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((c, i) => c.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((w) => '-'.repeat(w))), ...rows.map(line)];
}

const WIDEST = 44;

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value).replace(/\s+/g, ' ');
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

function perSecond(n: number, ms: number): number {
  return Math.round((n * 1000) / Math.max(1, ms));
}
