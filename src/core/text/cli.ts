import { counted } from './format';
import { ROWS } from './nouns';

const CELLS = { one: 'cell', other: 'cells' };
const ERRORS = { one: 'error', other: 'errors' };
const WARNINGS = { one: 'warning', other: 'warnings' };
const PARTICIPANTS = { one: 'participant', other: 'participants' };
const ASSIGNMENTS = { one: 'assignment', other: 'assignments' };

/** What the command line prints. */
export const CLI = {
  usage: `Usage: caseload <command>

  serve                                   Start the service, with the preview
  check FILE --site DIR [--json]          Check a .csv or .xlsx file as the add-in would, and against the site's records
  csv FILE OUT [--site DIR]               Write the file for the original system, without commas; with a site, list values
                                          are written as the site has them. Prints what it changed
  template OUT.xlsx --site DIR            Write the template with dropdowns [--program id|name|none]
                                          [--caseworker id|name|first-last] [--program-dates]
  watch DIR --url URL [--source NAME] [--once]
                                          Submit the .csv and .xlsx files that are put into a folder, with the token in
                                          CASELOAD_TOKEN; with a source, by its columns, IDs and corrections
  backup FILE.jsonl.gz                    Back up the database, even while the service is running
  restore FILE.jsonl.gz                   Restore a backup into a new database
  move --to URL [--site ID]               Copy the embedded database to an empty one on a PostgreSQL server; with a site,
                                          move only that one, from any database to one that may have others
  site import DIR                         Import a site from its folder into the database
  site export ID DIR                      Export a site from the database into a folder
  site sample DIR [--participants N] [--seed S]
                                          Write a made-up site`,
  ready: (url: string) => `\nCaseload Upload is ready. Try it in the browser: ${url}/preview\n`,
  portInUse: 'The port is in use. Stop the other program, or choose another port, such as PORT=3001.',
  notWritable: (why: string) => `A file or folder can’t be read or written (${why}).`,
  diskFull: 'The disk is full. Free space, or choose another folder (DATA_DIR for the data).',
  databaseAway: 'The database can’t be reached. Check its address, and that its server is running.',
  missing: (what: string) => `${what} is missing. \`caseload --help\` shows the usage.`,
  arguments: { file: 'The file', out: 'The file to write', folder: 'The folder', siteId: 'The site’s ID' },
  checkNeedsSite: '--site DIR is missing: the folder of the site to check against.',
  templateNeedsSite: '--site DIR is missing: the folder of the site that the template is for.',
  notANumber: (option: string, most: number) => `--${option} must be a whole number from 1 to ${most}.`,
  badPicks: '--program must be id, name or none; --caseworker must be id, name or first-last.',
  watchNeedsUrl: '--url URL is missing: the address of the service, such as https://caseload.example.org.',
  watchNeedsToken: 'CASELOAD_TOKEN is missing. An administrator creates a token in Settings, Automation.',
  noFolder: (folder: string) => `There is no folder ${folder}.`,
  serviceAway: (url: string) => `The service at ${url} can’t be reached. The files wait.`,
  unreadableAnswer: (url: string) => `The service at ${url} sent an answer that can’t be read.`,
  waits: (file: string, why: string) => `${file} waits: ${why}`,
  held: (code: string) => `It can’t be read or moved (${code}). Perhaps another program has it open.`,
  stillWritten: 'It is still being written.',
  submittedBefore: (file: string) => `${file} was submitted before; its upload is in the pane.`,
  noSource: (name: string) => `The site has no source named “${name}”. Add it in the pane (Match columns).`,
  watched: (file: string, state: string, id: string) => `${file}: ${state} (upload ${id})`,
  refused: (file: string, why: string) => `${file} was refused: ${why}`,
  noHeader: 'No header was found in it. The first row must name the columns.',
  noMapping:
    'It has other headers than the template, and nobody has matched them yet. Match its columns once in the pane (Match columns), then put it here again.',
  siteNotLoaded: 'The site could not be loaded.',
  cutOff: 'The service stopped writing the backup. No file was kept; try again.',
  exists: (file: string) => `${file} exists already. Choose another name.`,
  moveNeedsUrl:
    '--to URL is missing: the address of an empty PostgreSQL database, such as postgres://user:password@db.example.org/caseload.',
  moveFromServer:
    'DATABASE_URL is set, but only the embedded database can be moved as a whole. Between servers, use pg_dump and pg_restore, or move one site (--site ID).',
  noDatabase: (folder: string) => `There is no database in ${folder}.`,
  backedUp: (rows: number, file: string, hash: string) => `${counted(rows, ROWS)} in ${file}. SHA-256 of the contents: ${hash}`,
  restored: (rows: number, hash: string) => `${counted(rows, ROWS)} restored and compared. SHA-256 of the contents: ${hash}`,
  moved: (rows: number, hash: string) =>
    `${counted(rows, ROWS)} copied and compared. SHA-256 of the contents: ${hash}\nStart the service with DATABASE_URL from now on. The data folder is unchanged; delete its database once you do not need it.`,
  movedSite: (site: string, rows: number, hash: string) =>
    `${site}: ${counted(rows, ROWS)} copied, compared and deleted here. SHA-256 of the contents: ${hash}\nIts users sign in at the other service from now on.`,
  noSite: (id: string) => `There is no site ${id} in the database.`,
  didYouMean: (suggestions: readonly string[]) => (suggestions.length === 0 ? '' : ` Did you mean ${suggestions.join(' or ')}?`),
  checked: (rows: number, errors: number, warnings: number) =>
    `${counted(rows, ROWS)}, ${counted(errors, ERRORS)}, ${counted(warnings, WARNINGS)}.`,
  exported: (rows: number, cells: number) => `${counted(rows, ROWS)}, ${counted(cells, CELLS)} changed.`,
  imported: (site: string, participants: number, staff: number, assignments: number) =>
    `${site}: ${counted(participants, PARTICIPANTS)}, ${staff} staff, ${counted(assignments, ASSIGNMENTS)}.`,
  written: (site: string, folder: string) => `${site} was written to ${folder}.`,
  sample: (participants: number, folder: string) => `A made-up site with ${counted(participants, PARTICIPANTS)} was written to ${folder}.`,
} as const;
