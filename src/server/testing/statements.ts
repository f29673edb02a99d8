import type { Driver, Queries } from '../database/driver';

/** What may run without a site: looking whether the database is there, which sites there are, and making its tables. */
const OF_NO_SITE = [
  /^SELECT 1$/,
  /^SELECT site_id FROM sites ORDER BY site_id$/,
  /^SELECT set_config\('caseload\.site'/,
  /^SELECT pg_advisory_xact_lock/,
  /^(CREATE|ALTER|GRANT|DO|ANALYZE) /,
  /^(SELECT step FROM|INSERT INTO) migrations/,
];

/** The queue holds no more than which upload of which site; it is one table for all. */
const QUEUE = /\bpgboss\./;

/**
 * Which tables a statement reads or writes without saying of which site: `$site`, in every place where the table stands.
 * @param tables every table of the database
 */
export function tablesWithoutSite(statement: string, tables: readonly string[]): readonly string[] {
  const sql = statement.trim();
  if (QUEUE.test(sql) || OF_NO_SITE.some((pattern) => pattern.test(sql))) return [];
  const places = sql.matchAll(
    /\b(FROM|JOIN|UPDATE|INTO|USING)\s+(\w+)(?:\s+(?:AS\s+)?(?!SET\b|WHERE\b|ON\b|SELECT\b|ORDER\b|USING\b|LEFT\b|JOIN\b|VALUES\b)(\w+))?/g,
  );
  const without: string[] = [];
  for (const [, word, table = '', alias] of places) {
    if (!tables.includes(table)) continue;
    const names =
      word === 'INTO'
        ? new RegExp(
            `INTO ${table}(?: AS \\w+)? \\(site_id, [^)]*\\)\\s+(?:SELECT (?:DISTINCT )?(?:\\$site|site_id)\\b|VALUES \\(\\$site,)`,
          )
        : new RegExp(alias === undefined ? '(?<![.\\w])site_id = \\$site\\b' : `\\b${alias}\\.site_id = \\$site\\b`);
    if (!names.test(sql)) without.push(table);
  }
  return without;
}

/** A driver that reads every statement before it is sent. */
export function reading(driver: Driver): { readonly driver: Driver; readonly statements: Set<string> } {
  const statements = new Set<string>();
  const listening = (queries: Queries): Queries => {
    let site: unknown;
    return {
      query(statement) {
        const { text, values } = statement;
        // The site that a transaction works on, or the one that it imports.
        if (/set_config\('caseload\.site'|^INSERT INTO sites\b/.test(text)) [site] = values;
        statements.add(text.replace(/\$(\d+)/g, (number, place) => (values[place - 1] === site ? '$site' : number)));
        return queries.query(statement);
      },
    };
  };
  return {
    statements,
    // Threads ask by way of this one: their statements are read, too.
    driver: { ...driverOf(driver), transaction: (work) => driver.transaction((queries) => work(listening(queries))) },
  };
}

function driverOf({ address: _, ...driver }: Driver): Omit<Driver, 'address'> {
  return driver;
}
