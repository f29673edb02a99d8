import type { Driver, Queries } from '../database/driver';

/** Statements that need no site: health checks, listing sites, and migrations. */
const OF_NO_SITE = [
  /^SELECT 1$/,
  /^SELECT site_id FROM sites ORDER BY site_id$/,
  /^SELECT set_config\('caseload\.site'/,
  /^SELECT pg_advisory_xact_lock/,
  /^(CREATE|ALTER|GRANT|DO|ANALYZE) /,
  /^(SELECT step FROM|INSERT INTO) migrations/,
];

/** The queue is one table for all sites and contains only upload IDs. */
const QUEUE = /\bpgboss\./;

/**
 * The tables that a statement reads or writes without naming the site (`$site`) at each occurrence.
 * @param tables all tables of the database
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

/** A driver that records every statement. */
export function reading(driver: Driver): { readonly driver: Driver; readonly statements: Set<string> } {
  const statements = new Set<string>();
  const listening = (queries: Queries): Queries => {
    let site: unknown;
    return {
      query(statement) {
        const { text, values } = statement;
        // The transaction's site, or the one that it imports.
        if (/set_config\('caseload\.site'|^INSERT INTO sites\b/.test(text)) [site] = values;
        statements.add(text.replace(/\$(\d+)/g, (number, place) => (values[place - 1] === site ? '$site' : number)));
        return queries.query(statement);
      },
    };
  };
  return {
    statements,
    // Threads use this driver, too, so their statements are recorded.
    driver: { ...driverOf(driver), transaction: (work) => driver.transaction((queries) => work(listening(queries))) },
  };
}

function driverOf({ address: _, ...driver }: Driver): Omit<Driver, 'address'> {
  return driver;
}
