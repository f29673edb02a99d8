import { byLimit, type Security } from '../../rules/securities';
import { SECURITIES } from '../accounts';
import { translated } from '../language';
/** The *Settings* screen. */
export const SETTINGS = translated('SETTINGS', {
  account: 'Account',
  user: (name: string, email: string, site: string | undefined) => `${name} (${email})${site === undefined ? '' : `, ${site}`}`,
  site: 'Site',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  tryAs: 'Try the sample site as:',
  connect: 'Connect',
  language: 'Language',
  languageOfExcel: 'As in Excel',
  languageHint: 'Of the pane, e-mails and logs. The ribbon is always in Excel’s language.',
  help: 'Help',
  helpText: 'How it works, and keyboard shortcuts.',
  submit: 'Submitting',
  showsGlance: 'Show what changes before rows are submitted from the pane',
  lists: 'Lists',
  listsTitle: 'Lists without the service',
  listsHelp:
    'You can also load programs, staff and feeder tables from the files of a site’s folder, or from worksheets with the same headers. Everything but submitting works with them.',
  listsFromFiles: 'Load lists from files',
  listsFromWorksheets: 'Load lists from worksheets',
  siteFiles: 'Files of a site’s folder',
  template: 'Template',
  templateTitle: 'Columns of the next template',
  insertTemplate: 'Insert template',
});

export const LISTS_NOTICES = translated('LISTS_NOTICES', {
  reading: 'Reading the lists',
  loaded: { title: 'The lists are loaded', detail: 'Sheets are checked against them. To submit, sign in.' },
  unreadable: 'The lists can’t be read',
});

/** When uploads wait for approval, and for how long sheets are kept. */
export const SITE_SETTINGS = translated('SITE_SETTINGS', {
  title: 'Approval, e-mails and retention',
  explanation:
    'Uploads can wait until another person approves them: all of a user with “Uploads need approval” (under Users), and those of anybody who sends more rows in a day than this.',
  digests: 'E-mail caseworkers how many assignments began and ended',
  quietPrograms: 'Except for these programs',
  none: 'None',
  rows: 'Rows a day without approval',
  hint: 'Leave empty for no limit',
  days: 'Days to keep submitted sheets',
  daysHint:
    'Leave empty to keep them. After these days, a sheet is deleted with its errors and e-mails, and uploads that are still waiting are cancelled. Assignments and the audit trail stay.',
  tooShort: (days: number) => `Enter at least ${days}: uploads can be undone for ${days} days`,
  askDelete: (days: number) => ({
    title: `Delete sheets after ${days} days?`,
    detail: `Sheets that were submitted more than ${days} days ago are deleted within the hour, and older uploads that are still waiting are cancelled. This can’t be undone.`,
    confirm: 'Delete old sheets',
  }),
  save: 'Save',
  saving: 'Saving',
  saved: 'The settings are saved',
});

export const USERS = translated('USERS', {
  title: 'Users',
  change: 'Change',
  remove: 'Remove',
  add: 'Add user',
  newUser: 'New user',
  changeUser: (name: string) => `Change ${name}`,
  email: 'E-mail',
  name: 'Name',
  may: 'Permissions',
  reaches: { none: 'None', own: 'Own caseload only', all: 'All caseloads' },
  needsApproval: 'Uploads need approval',
  staffId: 'Staff ID',
  staffHint: (name: string | undefined) => name ?? 'Who the user is as a caseworker; needed for “own caseload only”',
  staffNeeded: '“Own caseload only” needs it',
  noStaffMember: 'No staff member has this ID',
  programs: 'Programs',
  allPrograms: 'All programs',
  save: 'Save',
  cancel: 'Cancel',
  noRights: 'No rights',
  /** Empty if there are none. */
  rights: (securities: readonly Security[], programs: readonly string[]) => {
    const [limited, others] = byLimit(securities).map((part) => part.map((security) => SECURITIES[security]).join(', '));
    const where = programs.length === 0 ? 'all programs' : programs.join(', ');
    return [limited && `${limited}, in ${where}`, others].filter((part) => part !== '').join('; ');
  },
  saving: 'Saving',
  saved: (name: string) => `${name} is saved`,
  askRemove: (name: string, email: string) => ({
    title: `Remove ${name}?`,
    detail: `${email} can no longer sign in, and is signed out everywhere. Past uploads are kept.`,
    confirm: 'Remove user',
  }),
});

/** The page of the sign-in dialog. */
export const SIGN_IN = translated('SIGN_IN', {
  withOrganization: 'Sign in with your organization’s account',
  siteId: 'Your site’s ID, which your administrator knows',
  failed: 'That did not work. Close this window and try again.',
  refused: (title: string, detail: string) => `${title}. ${detail}`,
});
