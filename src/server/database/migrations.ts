import sql, { raw } from 'sql-template-tag';
import { APP_ROLE } from './database';
import type { Driver, Queries } from './driver';
import { stillOpen } from './still-open';

/** The tables of the first step. Every key starts with `site_id`. */
const TABLES = [
  'sites',
  'programs',
  'staff',
  'feeder_values',
  'participants',
  'enrollments',
  'assignments',
  'users',
  'sessions',
  'uploads',
  'upload_cells',
  'upload_errors',
  'upload_left_out',
  'upload_mails',
  'audit',
] as const;

const FIRST = `
CREATE TABLE sites (
  site_id text PRIMARY KEY,
  name text NOT NULL,
  time_zone text NOT NULL,
  duplicate_check jsonb NOT NULL,
  program_required boolean NOT NULL
);
CREATE TABLE programs (
  site_id text NOT NULL REFERENCES sites,
  program_id integer NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (site_id, program_id),
  UNIQUE (site_id, name)
);
CREATE TABLE staff (
  site_id text NOT NULL REFERENCES sites,
  staff_id integer NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  PRIMARY KEY (site_id, staff_id)
);
CREATE TABLE feeder_values (
  site_id text NOT NULL REFERENCES sites,
  feeder_table text NOT NULL,
  position integer NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (site_id, feeder_table, value)
);
CREATE TABLE participants (
  site_id text NOT NULL REFERENCES sites,
  participant_id bigint NOT NULL,
  demographics jsonb NOT NULL,
  PRIMARY KEY (site_id, participant_id)
);
CREATE TABLE enrollments (
  site_id text NOT NULL,
  participant_id bigint NOT NULL,
  program_id integer NOT NULL,
  start_date date NOT NULL,
  end_date date,
  PRIMARY KEY (site_id, participant_id, program_id, start_date),
  FOREIGN KEY (site_id, participant_id) REFERENCES participants,
  FOREIGN KEY (site_id, program_id) REFERENCES programs,
  CHECK (end_date >= start_date)
);
CREATE TABLE assignments (
  site_id text NOT NULL,
  assignment_id uuid NOT NULL DEFAULT gen_random_uuid(),
  participant_id bigint NOT NULL,
  program_id integer,
  staff_id integer NOT NULL,
  relationship text NOT NULL,
  status text,
  start_date date NOT NULL,
  end_date date,
  reason text,
  PRIMARY KEY (site_id, assignment_id),
  FOREIGN KEY (site_id, participant_id) REFERENCES participants,
  FOREIGN KEY (site_id, program_id) REFERENCES programs,
  FOREIGN KEY (site_id, staff_id) REFERENCES staff,
  CHECK (end_date >= start_date)
);
-- The same assignment is open once: what two uploads at the same moment can't step around.
CREATE UNIQUE INDEX open_assignments ON assignments (site_id, participant_id, staff_id, relationship, program_id)
  NULLS NOT DISTINCT WHERE end_date IS NULL;
CREATE INDEX assignments_of_participant ON assignments (site_id, participant_id, staff_id);
CREATE TABLE users (
  site_id text NOT NULL REFERENCES sites,
  email text NOT NULL,
  name text NOT NULL,
  securities jsonb NOT NULL,
  program_ids jsonb NOT NULL,
  PRIMARY KEY (site_id, email)
);
CREATE TABLE sessions (
  site_id text NOT NULL REFERENCES sites,
  token_hash text NOT NULL,
  email text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (site_id, token_hash)
);
CREATE TABLE uploads (
  site_id text NOT NULL REFERENCES sites,
  upload_id uuid NOT NULL,
  idempotency_key text NOT NULL,
  name text NOT NULL,
  state text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  received integer NOT NULL,
  accepted integer,
  progress real NOT NULL DEFAULT 0,
  problem text,
  PRIMARY KEY (site_id, upload_id),
  UNIQUE (site_id, created_by, idempotency_key)
);
CREATE INDEX uploads_by_state ON uploads (site_id, state, created_at DESC, upload_id);
CREATE TABLE upload_cells (
  site_id text NOT NULL,
  upload_id uuid NOT NULL,
  cells text NOT NULL,
  fixed text,
  PRIMARY KEY (site_id, upload_id),
  FOREIGN KEY (site_id, upload_id) REFERENCES uploads
);
ALTER TABLE upload_cells ALTER COLUMN cells SET STORAGE EXTERNAL, ALTER COLUMN fixed SET STORAGE EXTERNAL;
CREATE TABLE upload_errors (
  site_id text NOT NULL,
  upload_id uuid NOT NULL,
  position integer NOT NULL,
  error_group jsonb NOT NULL,
  fix jsonb,
  PRIMARY KEY (site_id, upload_id, position),
  FOREIGN KEY (site_id, upload_id) REFERENCES uploads
);
CREATE TABLE upload_left_out (
  site_id text NOT NULL,
  upload_id uuid NOT NULL,
  row_number integer NOT NULL,
  action text NOT NULL,
  participant_id bigint,
  reason text NOT NULL,
  PRIMARY KEY (site_id, upload_id, row_number),
  FOREIGN KEY (site_id, upload_id) REFERENCES uploads
);
CREATE TABLE upload_mails (
  site_id text NOT NULL,
  upload_id uuid NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (site_id, upload_id),
  FOREIGN KEY (site_id, upload_id) REFERENCES uploads
);
CREATE TABLE audit (
  site_id text NOT NULL,
  upload_id uuid NOT NULL,
  row_number integer NOT NULL,
  what text NOT NULL,
  assignment_id uuid,
  participant_id bigint NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  before jsonb,
  after jsonb,
  PRIMARY KEY (site_id, upload_id, row_number, what)
);
CREATE INDEX audit_of_participant ON audit (site_id, participant_id, changed_at);
`;

const CORRECTIONS = `
CREATE TABLE corrections (
  site_id text NOT NULL REFERENCES sites,
  list text NOT NULL,
  wrong text NOT NULL,
  value text NOT NULL,
  chosen_at timestamptz NOT NULL,
  PRIMARY KEY (site_id, list, wrong)
);
`;

const MAPPINGS = `
CREATE TABLE mappings (
  site_id text NOT NULL REFERENCES sites,
  signature text NOT NULL,
  columns jsonb NOT NULL,
  chosen_at timestamptz NOT NULL,
  PRIMARY KEY (site_id, signature)
);
`;

const SIGNING_IN = `
ALTER TABLE sessions ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE users ADD COLUMN subject text;
CREATE TABLE sign_ins (
  site_id text NOT NULL REFERENCES sites,
  state_hash text NOT NULL,
  verifier text NOT NULL,
  nonce text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (site_id, state_hash)
);
CREATE TABLE user_audit (
  site_id text NOT NULL REFERENCES sites,
  change_id uuid NOT NULL DEFAULT gen_random_uuid(),
  email text NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  before jsonb,
  after jsonb,
  PRIMARY KEY (site_id, change_id)
);
`;

/**
 * Drops the foreign keys of assignments. They are checked row by row by three triggers: 2.5 of the 5.4 s for 100,000 assignments, each with a lock on
 * its parents (docs/decisions/writing.md). The check reads the parents instead, and no statement of the service deletes them.
 */
const SET_BASED = `
ALTER TABLE assignments DROP CONSTRAINT assignments_site_id_participant_id_fkey;
ALTER TABLE assignments DROP CONSTRAINT assignments_site_id_program_id_fkey;
ALTER TABLE assignments DROP CONSTRAINT assignments_site_id_staff_id_fkey;
REVOKE DELETE ON sites, participants, programs, staff FROM ${APP_ROLE};
ALTER TABLE sites ADD COLUMN record_version bigint NOT NULL DEFAULT 0;
`;

const NOTE = `
ALTER TABLE uploads ADD COLUMN note text;
`;

/**
 * Records whose choices are in an upload, since each of them needs the rights for it (docs/security.md). `scope` is the rights that its rows require, `size` the characters of its cells, `digest` that of the content
 * sent with its key, `round` how often it was released since. A group's row numbers have a column of their own: there may be 100,000.
 */
const CHOICES = `
ALTER TABLE uploads ADD COLUMN digest text;
ALTER TABLE uploads ADD COLUMN size integer NOT NULL DEFAULT 0;
ALTER TABLE uploads ADD COLUMN released_by text;
ALTER TABLE uploads ADD COLUMN scope jsonb;
ALTER TABLE uploads ADD COLUMN round integer NOT NULL DEFAULT 0;
ALTER TABLE upload_errors ADD COLUMN fix_by text;
ALTER TABLE upload_errors ADD COLUMN row_numbers integer[] NOT NULL DEFAULT '{}';
UPDATE upload_errors SET error_group = error_group - 'rows',
  row_numbers = ARRAY(SELECT jsonb_array_elements_text(error_group -> 'rows')::integer);
ALTER TABLE upload_left_out ADD COLUMN left_out_by text;
ALTER TABLE audit ADD COLUMN choices jsonb;
CREATE TABLE upload_choices (
  site_id text NOT NULL,
  upload_id uuid NOT NULL,
  choice_id uuid NOT NULL DEFAULT gen_random_uuid(),
  position integer NOT NULL,
  column_header text NOT NULL,
  value text,
  row_numbers integer[] NOT NULL,
  chosen_by text NOT NULL,
  chosen_at timestamptz NOT NULL,
  PRIMARY KEY (site_id, upload_id, choice_id),
  FOREIGN KEY (site_id, upload_id) REFERENCES uploads
);
`;

/** Mails are listed by recipient. */
const MAILS_BY_RECIPIENT = `
CREATE INDEX upload_mails_by_recipient ON upload_mails (site_id, recipient, sent_at);
`;

/** Row-level security, and the privileges of the role of requests. */
function securityOf(tables: readonly string[]): string {
  return tables
    .map(
      (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_site ON ${table} TO ${APP_ROLE}
  USING (site_id = current_setting('caseload.site', true)) WITH CHECK (site_id = current_setting('caseload.site', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${APP_ROLE};`,
    )
    .join('\n');
}

/** The sizes of caseloads, and a caseworker's open assignments. */
const OPEN_BY_STAFF = 'CREATE INDEX open_assignments_by_staff ON assignments (site_id, staff_id) WHERE end_date IS NULL';

/** Earlier uploads count as no tests, and of an unknown time. */
const TEST_AND_TIME = `
ALTER TABLE uploads ADD COLUMN is_test boolean NOT NULL DEFAULT false, ADD COLUMN completed_at timestamptz;
`;

/** Earlier uploads were sent in English. */
const LANGUAGE = "ALTER TABLE uploads ADD COLUMN language text NOT NULL DEFAULT 'en'";

/** Nothing begins in disabled programs, or with staff members who have left. */
const ACTIVE = `
ALTER TABLE programs ADD COLUMN active boolean NOT NULL DEFAULT true;
ALTER TABLE staff ADD COLUMN active boolean NOT NULL DEFAULT true, ADD COLUMN email text;
`;

/** Who a user is as a caseworker, for rights that reach their own caseload only. */
const WHO_AS_STAFF = 'ALTER TABLE users ADD COLUMN staff_id integer';

/**
 * The sites of an e-mail address, across sites, for a user who may change between them. A function of the owner, so that
 * requests see nothing else of other sites.
 */
const SEVERAL_SITES = `
CREATE INDEX users_by_email ON users (email);
CREATE FUNCTION sites_of_user(of_email text, of_subject text) RETURNS TABLE (id text, name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT s.site_id, s.name FROM users u JOIN sites s ON s.site_id = u.site_id
  WHERE u.email = of_email AND (u.subject IS NULL OR u.subject IS NOT DISTINCT FROM of_subject)
$$;
REVOKE ALL ON FUNCTION sites_of_user FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sites_of_user TO ${APP_ROLE};
`;

/** A program's open assignments. */
const OPEN_BY_PROGRAM = 'CREATE INDEX open_assignments_by_program ON assignments (site_id, program_id) WHERE end_date IS NULL';

/** Who disabled and enabled staff members. */
const STAFF_AUDIT = `
CREATE TABLE staff_audit (
  site_id text NOT NULL REFERENCES sites,
  change_id uuid NOT NULL DEFAULT gen_random_uuid(),
  staff_id integer NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  active boolean NOT NULL,
  PRIMARY KEY (site_id, change_id)
);
`;

/** A second pair of eyes: when it is asked for, and what was decided. */
const APPROVAL = `
ALTER TABLE sites ADD COLUMN approval_rows integer;
ALTER TABLE users ADD COLUMN needs_approval boolean NOT NULL DEFAULT false;
ALTER TABLE uploads ADD COLUMN approval jsonb;
CREATE TABLE site_audit (
  site_id text NOT NULL REFERENCES sites,
  change_id uuid NOT NULL DEFAULT gen_random_uuid(),
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  setting text NOT NULL,
  before jsonb,
  after jsonb,
  PRIMARY KEY (site_id, change_id)
);
CREATE TABLE upload_approvals (
  site_id text NOT NULL,
  upload_id uuid NOT NULL,
  approval_id uuid NOT NULL DEFAULT gen_random_uuid(),
  decision text NOT NULL,
  decided_by text NOT NULL,
  decided_at timestamptz NOT NULL,
  note text,
  PRIMARY KEY (site_id, upload_id, approval_id),
  FOREIGN KEY (site_id, upload_id) REFERENCES uploads
);
`;

/** An upload has several mails: its confirmation, and those to others. */
const SEVERAL_MAILS = `
ALTER TABLE upload_mails ADD COLUMN kind text NOT NULL DEFAULT 'confirmation';
ALTER TABLE upload_mails DROP CONSTRAINT upload_mails_pkey;
ALTER TABLE upload_mails ADD PRIMARY KEY (site_id, upload_id, kind, recipient);
`;

/** Whether caseworkers are told what began and ended with them. */
const DIGESTS = `
ALTER TABLE sites ADD COLUMN digests boolean NOT NULL DEFAULT false;
ALTER TABLE programs ADD COLUMN digests boolean NOT NULL DEFAULT true;
`;

/** API tokens, each with a user of its own whose mail goes to `machine_contact`, and webhooks. */
const BY_MACHINE = `
ALTER TABLE users ADD COLUMN machine_contact text;
CREATE TABLE api_tokens (
  site_id text NOT NULL REFERENCES sites,
  token_id uuid NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  token_hash text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  PRIMARY KEY (site_id, token_id),
  UNIQUE (site_id, token_hash)
);
CREATE TABLE webhooks (
  site_id text NOT NULL REFERENCES sites,
  webhook_id uuid NOT NULL,
  url text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  last_status text,
  last_at timestamptz,
  PRIMARY KEY (site_id, webhook_id)
);
CREATE TABLE webhook_deliveries (
  site_id text NOT NULL,
  delivery_id uuid NOT NULL DEFAULT gen_random_uuid(),
  webhook_id uuid NOT NULL,
  upload_id uuid NOT NULL,
  event text NOT NULL,
  body jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  delivered_at timestamptz,
  PRIMARY KEY (site_id, delivery_id),
  FOREIGN KEY (site_id, webhook_id) REFERENCES webhooks,
  FOREIGN KEY (site_id, upload_id) REFERENCES uploads
);
CREATE INDEX open_deliveries ON webhook_deliveries (site_id, upload_id) WHERE delivered_at IS NULL;
`;

/** The systems from which sheets come, with their own IDs of participants and staff. */
const SOURCES = `
CREATE TABLE sources (
  site_id text NOT NULL REFERENCES sites,
  source_id uuid NOT NULL,
  name text NOT NULL,
  columns jsonb NOT NULL,
  corrections jsonb NOT NULL DEFAULT '[]',
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (site_id, source_id),
  UNIQUE (site_id, name)
);
CREATE TABLE external_ids (
  site_id text NOT NULL,
  source_id uuid NOT NULL,
  kind text NOT NULL,
  external_id text NOT NULL,
  internal_id bigint NOT NULL,
  PRIMARY KEY (site_id, source_id, kind, external_id),
  FOREIGN KEY (site_id, source_id) REFERENCES sources
);
`;

/** Deliveries that were accepted are deleted, and a removed webhook takes its own with it. Approval counts what was applied in the last day. */
const BY_TIME_APPLIED = `
DELETE FROM webhook_deliveries WHERE delivered_at IS NOT NULL;
DROP INDEX open_deliveries;
ALTER TABLE webhook_deliveries DROP COLUMN delivered_at;
ALTER TABLE webhook_deliveries DROP COLUMN attempts;
ALTER TABLE webhook_deliveries DROP CONSTRAINT webhook_deliveries_site_id_webhook_id_fkey;
ALTER TABLE webhook_deliveries ADD CONSTRAINT webhook_deliveries_webhook_fkey FOREIGN KEY (site_id, webhook_id) REFERENCES webhooks ON DELETE CASCADE;
CREATE INDEX deliveries_by_webhook ON webhook_deliveries (site_id, webhook_id);
CREATE INDEX deliveries_by_upload ON webhook_deliveries (site_id, upload_id);
CREATE INDEX uploads_applied ON uploads (site_id, created_by, completed_at) WHERE state = 'complete';
`;

/** The newest part of the record: of two million assignments, the report read all (1.2 s). Open ones have indexes, and pay nothing for this one. */
const ENDED = 'CREATE INDEX ended_assignments ON assignments (site_id, end_date) WHERE end_date IS NOT NULL';

/**
 * Finds uploads by a part of their name or of their sender's address: a million were read one by one (1.9 s). Row-level security keeps a condition
 * like this from any index, so that a function of the owner asks for it, for the site of the transaction only.
 * The text decides which index is quicker, so each call is planned by itself.
 */
const SEARCH = `
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX uploads_by_text ON uploads USING gin (lower(name || chr(10) || created_by) gin_trgm_ops);
CREATE FUNCTION find_uploads(of_state text, pattern text, before timestamptz, before_id uuid, at_most integer) RETURNS SETOF uploads
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
BEGIN RETURN QUERY
  SELECT u.* FROM uploads u WHERE u.site_id = current_setting('caseload.site', true) AND u.state = of_state
    AND u.created_at <= before AND (u.created_at, u.upload_id) < (before, before_id) AND lower(u.name || chr(10) || u.created_by) LIKE lower(pattern)
  ORDER BY u.created_at DESC, u.upload_id DESC LIMIT at_most; END $$;
REVOKE ALL ON FUNCTION find_uploads FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_uploads TO ${APP_ROLE};
`;

/** For how long sheets are kept, and the uploads whose sheets are deleted. */
const RETENTION = `
ALTER TABLE sites ADD COLUMN retention_days integer;
ALTER TABLE uploads ADD COLUMN cleared_at timestamptz;
CREATE INDEX uploads_to_clear ON uploads (site_id, created_at) WHERE cleared_at IS NULL;
`;

/**
 * The assignments of a participant: open ones by the index that keeps them unique, so that a new assignment is in one index fewer (a fifth of the time
 * to write it). A statement that needs both asks for each.
 */
const ENDED_OF_PARTICIPANT = `
CREATE INDEX ended_of_participant ON assignments (site_id, participant_id, staff_id) WHERE end_date IS NOT NULL;
DROP INDEX assignments_of_participant;
`;

/** How many rows an undo left. */
const UNDO_LEFT = `
ALTER TABLE uploads ADD COLUMN undo_left integer;
`;

/** Indexes that are used only by statements that ask for them (`still-open.ts`). */
const OPEN_ASKED_FOR = `
DROP INDEX open_assignments_by_staff;
DROP INDEX open_assignments_by_program;
CREATE INDEX open_assignments_by_staff ON assignments (site_id, staff_id) WHERE ${stillOpen().sql};
CREATE INDEX open_assignments_by_program ON assignments (site_id, program_id) WHERE ${stillOpen().sql};
`;

/** The migrations, in order. Never edit a step that has shipped; add a new one. */
const STEPS: readonly string[] = [
  FIRST + securityOf(TABLES),
  CORRECTIONS + securityOf(['corrections']),
  MAPPINGS + securityOf(['mappings']),
  SIGNING_IN + securityOf(['sign_ins', 'user_audit']),
  SET_BASED,
  NOTE,
  CHOICES + securityOf(['upload_choices']),
  MAILS_BY_RECIPIENT,
  OPEN_BY_STAFF,
  TEST_AND_TIME,
  LANGUAGE,
  ACTIVE,
  WHO_AS_STAFF,
  SEVERAL_SITES,
  OPEN_BY_PROGRAM,
  STAFF_AUDIT + securityOf(['staff_audit']),
  APPROVAL + securityOf(['upload_approvals', 'site_audit']),
  SEVERAL_MAILS,
  DIGESTS,
  BY_MACHINE + securityOf(['api_tokens', 'webhooks', 'webhook_deliveries']),
  SOURCES + securityOf(['sources', 'external_ids']),
  BY_TIME_APPLIED,
  ENDED,
  SEARCH,
  RETENTION,
  ENDED_OF_PARTICIPANT,
  UNDO_LEFT,
  OPEN_ASKED_FOR,
];

const PREPARE: readonly string[] = [
  'CREATE TABLE IF NOT EXISTS migrations (step integer PRIMARY KEY, done_at timestamptz NOT NULL DEFAULT now())',
  // Roles belong to the whole server: another database's service may have created it.
  `DO $$ BEGIN
  CREATE ROLE ${APP_ROLE} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$`,
  `GRANT ${APP_ROLE} TO CURRENT_USER`,
];

/** The newest step. */
export const LAST_STEP = STEPS.length - 1;

/** Migrates the database. Safe for several processes at once. */
export async function migrate(driver: Driver): Promise<void> {
  await driver.transaction((queries) => migrateIn(queries, LAST_STEP));
}

/** Migrates the database up to a step, in the caller's transaction. */
export async function migrateIn(queries: Queries, last: number): Promise<void> {
  await queries.query(sql`SELECT pg_advisory_xact_lock(hashtext('caseload.migrations'))`);
  for (const statement of PREPARE) await queries.query(raw(statement));
  const done = await queries.query<{ step: number }>(sql`SELECT step FROM migrations`);
  for (const [step, script] of STEPS.entries()) {
    if (step > last || done.some((one) => one.step === step)) continue;
    // In a transaction, a driver runs one statement at a time.
    for (const statement of script.split(/;\s*\n/)) if (statement.trim() !== '') await queries.query(raw(statement));
    await queries.query(sql`INSERT INTO migrations (step) VALUES (${step})`);
  }
}
