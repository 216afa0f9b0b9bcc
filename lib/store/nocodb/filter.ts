/**
 * Conditions on rows, as NocoDB's `filterArrJson` wants them. Values never go
 * into `where`, whose grammar a customer could type; columns are ids that were
 * loaded at the start, operators come from this list only, because NocoDB answers
 * a filter that it does not understand with all rows.
 */
export type Operator =
  | 'eq'
  | 'in'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'like'
  | 'null'
  | 'notnull'
  | 'checked'
  | 'notchecked'
  | 'since';

export interface Condition {
  /** Title of the column. */
  column: string;
  op: Operator;
  value?: string | number | readonly (string | number)[];
}

/** Holds when all of its conditions do. */
export interface AllOf {
  all: readonly Condition[];
}

/** Holds when any of its parts does. */
export interface AnyOf {
  any: readonly (Condition | AllOf)[];
}

const operators: ReadonlySet<string> = new Set<Operator>([
  'eq',
  'in',
  'gt',
  'gte',
  'lt',
  'lte',
  'like',
  'null',
  'notnull',
  'checked',
  'notchecked',
  'since',
]);

export const where = {
  eq: (column: string, value: string | number): Condition => ({ column, op: 'eq', value }),
  /** An empty list matches no row; NocoDB would match all. See `matchesNothing`. */
  in: (column: string, value: readonly (string | number)[]): Condition => ({
    column,
    op: 'in',
    value,
  }),
  gt: (column: string, value: number): Condition => ({ column, op: 'gt', value }),
  gte: (column: string, value: number): Condition => ({ column, op: 'gte', value }),
  lt: (column: string, value: number): Condition => ({ column, op: 'lt', value }),
  lte: (column: string, value: number): Condition => ({ column, op: 'lte', value }),
  /** Contains, whatever the case; `%` and `_` of the text stand for themselves. */
  contains: (column: string, text: string): Condition => ({
    column,
    op: 'like',
    value: `%${text.replace(/[\\%_]/g, '\\$&')}%`,
  }),
  isNull: (column: string): Condition => ({ column, op: 'null' }),
  notNull: (column: string): Condition => ({ column, op: 'notnull' }),
  flag: (column: string, on: boolean): Condition => ({
    column,
    op: on ? 'checked' : 'notchecked',
  }),
  /** A DateTime at or after a moment in milliseconds, exact to the second. */
  since: (column: string, at: number): Condition => ({ column, op: 'since', value: at }),
  /** At least one part. */
  any: (...any: (Condition | AllOf)[]): AnyOf => ({ any }),
};

/** From a moment (included) to another (left out); null = open. */
export function within(column: string, from: number | null, until: number | null): Condition[] {
  return [
    ...(from === null ? [] : [where.gte(column, from)]),
    ...(until === null ? [] : [where.lt(column, until)]),
  ];
}

/** Can no row match? Such a filter must not be sent. */
export function matchesNothing(conditions: readonly (Condition | AnyOf)[]): boolean {
  return conditions.some((c) =>
    'any' in c
      ? c.any.every((one) => matchesNothing('all' in one ? one.all : [one]))
      : c.op === 'in' && Array.isArray(c.value) && c.value.length === 0,
  );
}

/**
 * All of `conditions` (or any of them) as the value of `filterArrJson`.
 * Throws for an unknown column or operator, an empty text or a number that is
 * not whole and exact.
 */
export function filterParam(
  conditions: readonly (Condition | AnyOf)[],
  columnIds: ReadonlyMap<string, string>,
  join: 'and' | 'or' = 'and',
): string | null {
  if (conditions.length === 0) return null;
  return JSON.stringify(
    conditions.map((c) => {
      if (!('any' in c)) return wireCondition(c, columnIds, join);
      const children = c.any.map((one) =>
        'all' in one
          ? wireGroup(
              one.all.map((part) => wireCondition(part, columnIds, 'and')),
              'or',
            )
          : wireCondition(one, columnIds, 'or'),
      );
      return wireGroup(children, join);
    }),
  );
}

/** NocoDB takes an empty group for "all rows". */
function wireGroup(children: Record<string, unknown>[], join: 'and' | 'or') {
  if (children.length === 0) throw new Error('an empty group');
  return { is_group: true, logical_op: join, children };
}

function wireCondition(
  { column, op, value }: Condition,
  columnIds: ReadonlyMap<string, string>,
  join: 'and' | 'or',
): Record<string, unknown> {
  const id = columnIds.get(column);
  if (id === undefined) throw new Error(`no column "${column}" to filter by`);
  if (!operators.has(op)) throw new Error(`no operator "${op}"`);
  if (op === 'since') {
    const moment = new Date(Number(value)).toISOString();
    const when = { comparison_op: 'gte', comparison_sub_op: 'exactDate', value: moment };
    return { fk_column_id: id, ...when, logical_op: join };
  }
  return {
    fk_column_id: id,
    comparison_op: op,
    ...(value === undefined ? {} : { value: checked(column, value) }),
    logical_op: join,
  };
}

function checked(column: string, value: NonNullable<Condition['value']>): unknown {
  // NocoDB leaves a condition on an empty value out, which would answer with all rows.
  if (value === '') throw new Error(`empty value for "${column}"`);
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`"${column}" is compared with ${value}`);
  }
  return value;
}
