/**
 * Many codes at once (SPEC 4). The request is a row first, with the seed that all
 * its codes follow from: repeated, it goes on where it stopped and makes none twice.
 */
import { randomBytes } from 'node:crypto';
import type { Context } from '../context';
import { canonicalJson, sha256 } from '../loyalty/hash';
import { type Refusal, refuse } from '../refusal';
import type { NewPromoCode } from '../store/port-promo';
import { signsIn, signsNeeded } from './code-text';
import { drawnCode } from './drawn-code';
import type { PromoFields } from './manage';
import { termsProblems } from './rules';

const TABLE = 'Promo_Batches';
/** Rows that NocoDB takes in one insert without being told otherwise. */
const ROWS = 10;
/** Codes looked up in one go. */
const LOOKED_UP = 200;
const AT_ONCE = 4;

export interface BulkRequest {
  /** Names the request; the same key makes the same codes once. */
  key: string;
  adminId: number;
  pattern: string;
  count: number;
  campaign: string;
  terms: Omit<PromoFields, 'code' | 'campaign'>;
}

/**
 * Makes the codes, or what of them is missing. Refused: PROMO_PATTERN_GUESSABLE
 * (fewer than 1 000 combinations a code), IDEMPOTENCY_MISMATCH, VALIDATION.
 */
export async function createBulk(
  ctx: Context,
  request: BulkRequest,
): Promise<{ ok: true; campaign: string; count: number; created: number } | Refusal> {
  const { pattern, count, campaign, terms, adminId } = request;
  const problems = termsProblems(terms);
  if (problems.length > 0) return refuse('VALIDATION', { fields: problems });
  const signs = signsNeeded(count);
  if (signsIn(pattern) < signs) return refuse('PROMO_PATTERN_GUESSABLE', { params: { signs } });
  const batch = sha256(`${adminId}:${request.key}`);
  const hash = sha256(canonicalJson({ pattern, count, campaign, terms }));
  const seed = await seedOf(ctx, batch, hash, request);
  if (seed === null) return refuse('IDEMPOTENCY_MISMATCH');
  const common = { ...terms, campaign, batch };
  const created = await makeCodes(ctx, pattern, seed, count, batch, (code) => ({
    ...common,
    code,
  }));
  ctx.log.info('promo.bulk', { campaign, pattern, count, created, adminId });
  return { ok: true, campaign, count, created };
}

/** The seed under which this request was first written; null when its body was another. */
async function seedOf(
  ctx: Context,
  batch: string,
  hash: string,
  { adminId, pattern, count, campaign, terms }: BulkRequest,
): Promise<string | null> {
  const seed = randomBytes(24).toString('base64url');
  const after = { seed, hash, pattern, count, campaign, terms };
  const at = ctx.now();
  const edit = { table: TABLE, rowId: batch, n: 1, adminId, at, before: null, after };
  if ((await ctx.store.edits.insert(edit)).won) return seed;
  const [first] = await ctx.store.edits.after(TABLE, batch, 0);
  const known = first?.after as { seed: string; hash: string } | undefined;
  if (!known) throw new Error(`batch ${batch} is taken but not found`);
  return known.hash === hash ? known.seed : null;
}

/** Goes along the seed's codes until `count` of them are this batch's; returns how many it added. */
async function makeCodes(
  ctx: Context,
  pattern: string,
  seed: string,
  count: number,
  batch: string,
  make: (code: string) => NewPromoCode,
): Promise<number> {
  const seen = new Set<string>();
  let [i, ours, created] = [0, 0, 0];
  while (ours < count) {
    const chunk: string[] = [];
    while (chunk.length < Math.min(LOOKED_UP, count - ours)) {
      const code = drawnCode(pattern, seed, i++);
      if (!seen.has(code)) chunk.push(code);
      seen.add(code);
    }
    const known = new Map((await ctx.store.promo.byCodes(chunk)).map((c) => [c.code, c.batch]));
    // A code that somebody else made is passed over; the next ones stand in for it.
    ours += chunk.filter((code) => known.get(code) === batch).length;
    const added = await insertAll(ctx, chunk.filter((code) => !known.has(code)).map(make), batch);
    ours += added.ours;
    created += added.created;
  }
  return created;
}

async function insertAll(
  ctx: Context,
  codes: NewPromoCode[],
  batch: string,
): Promise<{ ours: number; created: number }> {
  const groups: NewPromoCode[][] = [];
  for (let i = 0; i < codes.length; i += ROWS) groups.push(codes.slice(i, i + ROWS));
  const sum = { ours: 0, created: 0 };
  const work = async () => {
    for (let group = groups.shift(); group; group = groups.shift()) {
      if (await ctx.store.promo.insertCodes(group)) {
        sum.ours += group.length;
        sum.created += group.length;
        continue;
      }
      // Taken meanwhile: by the same request sent twice, or ours whose answer got lost.
      const found = await ctx.store.promo.byCodes(group.map((c) => c.code));
      sum.ours += found.filter((c) => c.batch === batch).length;
      const taken = new Set(found.map((c) => c.code));
      const rest = group.filter((c) => !taken.has(c.code));
      if (rest.length > 0) groups.push(rest);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return sum;
}
