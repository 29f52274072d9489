/** Reads migrations without running them: says what would stop calls in progress, or break the release that still runs beside the new one. */

/** What migrations have made so far, for judging the next. */
export type Made = {
  tables: Set<string>;
  /** `table.column` of columns added to a table after it was made: the release before does not write them. */
  added: Set<string>;
  /** Named checks that a column is not null, and whether they are validated: `table.constraint` → column. */
  notNull: Map<string, { column: string; validated: boolean }>;
  /** Checks of what a column holds, as `table.constraint`: a wider one may take the place of one. */
  checks: Set<string>;
};

export const nothingMade = (): Made => ({ tables: new Set(), added: new Set(), notNull: new Map(), checks: new Set() });

/** Tables that grow with every call, text and decision. */
const big = new Set(
  `contacts legs effects decisions conversations texts load_events callbacks callback_attempts voicemails shift_notices
  audit attention`.split(/\s+/),
);

const name = '"?(\\w+)"?';
const validates = /^(ALTER TABLE "?\w+"? )?VALIDATE CONSTRAINT "?\w+"?$/i;
const constant =
  /^(-?\d+(\.\d+)?|'([^']|'')*'|true|false|null|now\(\)|current_timestamp(\(\d\))?|array\[\])(::[\w ()[\]]+)?$/i;

/** Every reason to refuse the migration, one sentence each; `made` then includes what it makes. */
export function refusalsOf(sql: string, made: Made): string[] {
  const statements = statementsOf(sql);
  const fresh = new Set<string>();
  // A check is validated under a lock that lets reads and writes go on.
  const onlyValidates = statements.every((statement) => partsOf(statement).every((part) => validates.test(part)));
  const alone = statements.length === 1 || onlyValidates;
  const refusals = statements.flatMap((statement) => refusalsOfOne(statement, made, fresh, alone));
  for (const table of fresh) made.tables.add(table);
  return refusals;
}

/** The statements of a migration without comments, white space made one blank. */
export function statementsOf(sql: string): string[] {
  const pieces = sql.match(/--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|"[^"]*"|;|[^;]/g) ?? [];
  const statements = [''];
  for (const piece of pieces) {
    if (piece === ';') statements.push('');
    else if (!/^(--|\/\*)/.test(piece)) statements[statements.length - 1] += piece;
    else statements[statements.length - 1] += ' ';
  }
  return statements.map((statement) => statement.replace(/\s+/g, ' ').trim()).filter((statement) => statement !== '');
}

function refusalsOfOne(statement: string, made: Made, fresh: Set<string>, alone: boolean): string[] {
  const is = (pattern: string) => new RegExp(`^${pattern}`, 'i').exec(statement);
  const refuse = (why: string) => [`${statement.slice(0, 90)}: ${why}`];
  const isOld = (table: string | undefined) => table !== undefined && made.tables.has(table) && !fresh.has(table);
  const table = is(`CREATE TABLE (?:IF NOT EXISTS )?${name}`);
  if (table) {
    fresh.add(table[1]!);
    return [];
  }
  const index = is(`CREATE (UNIQUE )?INDEX (CONCURRENTLY )?(?:IF NOT EXISTS )?${name} ON ${name}[^(]*\\((.*?)\\)`);
  if (index) {
    const [, unique, concurrently, , on, columns = ''] = index;
    if (!isOld(on))
      return concurrently ? refuse('CONCURRENTLY is for tables that are in use; a new one needs none') : [];
    if (!concurrently) return refuse(`stops every write to ${on} while it is built: CREATE INDEX CONCURRENTLY`);
    if (!alone) return refuse('an index is built CONCURRENTLY outside a transaction: a migration of its own');
    const knownToAll = columns.split(',').every((column) => !made.added.has(`${on}.${column.replace(/\W/g, '')}`));
    return unique && knownToAll ? refuse(`the release before may write twice what is to be unique in ${on}`) : [];
  }
  const alter = is(`ALTER TABLE (?:ONLY |IF EXISTS )*${name} (.*)$`);
  if (alter) {
    const [, on, actions = ''] = alter;
    if (fresh.has(on!)) return [];
    if (!isOld(on)) return refuse(`no migration has made ${on}`);
    return partsOf(actions).flatMap((action) => refusalOfAction(on!, action, made, alone).flatMap(refuse));
  }
  const change = is(`(?:UPDATE|DELETE FROM) (?:ONLY )?${name}(.*)$`);
  if (change) {
    const [, on, rest = ''] = change;
    if (!isOld(on)) return [];
    if (big.has(on!)) return refuse(`${on} grows with every call: a worker changes its rows in small steps`);
    return /\bWHERE\b/i.test(rest) ? [] : refuse('changes a whole table at once');
  }
  const trigger = is(`CREATE TRIGGER \\w+ .*? ON ${name} `);
  if (trigger)
    return big.has(trigger[1]!)
      ? refuse(`${trigger[1]} is written with every call: each writer would wait for it`)
      : [];
  if (is('(INSERT INTO|COMMENT ON|CREATE FUNCTION|CREATE TYPE|CREATE SEQUENCE) ')) return [];
  return refuse('is not known to be harmless beside calls in progress and the release before');
}

/** The actions of one ALTER TABLE: commas within brackets or quotes part nothing. */
function partsOf(actions: string): string[] {
  const pieces = actions.match(/'(?:[^']|'')*'|[(),]|[^(),']+/g) ?? [];
  const parts = [''];
  let depth = 0;
  for (const piece of pieces) {
    if (piece === '(') depth += 1;
    if (piece === ')') depth -= 1;
    if (piece === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts.map((part) => part.trim());
}

function refusalOfAction(table: string, action: string, made: Made, alone: boolean): string[] {
  const is = (pattern: string) => new RegExp(`^${pattern}`, 'i').exec(action);
  const constraint = is(`ADD CONSTRAINT ${name} (.*)$`);
  if (constraint) {
    if (!/ NOT VALID$/i.test(action))
      return ['reads the whole table under a lock: NOT VALID, then VALIDATE CONSTRAINT'];
    if (/^CHECK\b/i.test(constraint[2]!)) made.checks.add(`${table}.${constraint[1]}`);
    const column = new RegExp(`^CHECK \\(+${name} IS NOT NULL\\)+ NOT VALID$`, 'i').exec(constraint[2]!)?.[1];
    if (column) made.notNull.set(`${table}.${constraint[1]}`, { column, validated: false });
    return [];
  }
  const validate = is(`VALIDATE CONSTRAINT ${name}$`);
  if (validate) {
    if (!alone) return ['reads the whole table: a migration of its own, so that it holds no other lock'];
    const check = made.notNull.get(`${table}.${validate[1]}`);
    if (check) check.validated = true;
    return [];
  }
  if (is('ADD (PRIMARY KEY|UNIQUE|CHECK|FOREIGN KEY|EXCLUDE)'))
    return ['reads the whole table under a lock: ADD CONSTRAINT … NOT VALID, then VALIDATE CONSTRAINT'];
  const column = is(`ADD (?:COLUMN )?(?:IF NOT EXISTS )?${name} (.*)$`);
  if (column) {
    made.added.add(`${table}.${column[1]}`);
    return refusalOfColumn(column[2]!);
  }
  const notNull = is(`ALTER (?:COLUMN )?${name} SET NOT NULL$`);
  if (notNull) {
    const known = [...made.notNull].some(
      ([key, check]) => key.startsWith(`${table}.`) && check.column === notNull[1] && check.validated,
    );
    return known ? [] : ['reads the whole table under a lock: first a validated CHECK (column IS NOT NULL)'];
  }
  if (is(`ALTER (?:COLUMN )?${name} (SET DEFAULT|DROP NOT NULL)`)) return [];
  // When a table is tidied up is a note to the database: rows are read and written meanwhile.
  if (is('SET \\((autovacuum_\\w+ = [\\d.]+(, )?)+\\)$')) return [];
  if (is(`ALTER (?:COLUMN )?${name} (SET DATA )?TYPE`)) return ['writes the whole table anew: a new column beside it'];
  // What refuses nothing any more stops nobody; its wider successor is read like any other.
  const dropped = is(`DROP CONSTRAINT ${name}$`);
  if (dropped && made.checks.delete(`${table}.${dropped[1]}`)) {
    made.notNull.delete(`${table}.${dropped[1]}`);
    return [];
  }
  if (is('(DROP|RENAME)')) return ['the release before still uses it: it goes one release later at the earliest'];
  return ['is not known to be harmless beside calls in progress and the release before'];
}

function refusalOfColumn(definition: string): string[] {
  if (/\b(PRIMARY KEY|UNIQUE|REFERENCES|CHECK|GENERATED|SERIAL|BIGSERIAL|SMALLSERIAL)\b/i.test(definition))
    return ['reads or writes the whole table: a plain column first, the rest in steps of their own'];
  const value = /\bDEFAULT (.*?)( NOT NULL| NULL)?$/i.exec(definition)?.[1];
  if (value !== undefined && !constant.test(value))
    return ['a default that is worked out for each row writes the whole table anew: a constant one'];
  if (/\bNOT NULL\b/i.test(definition) && value === undefined)
    return ['the release before does not fill it: nullable, or with a constant default'];
  return [];
}
