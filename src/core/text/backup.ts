/** What is wrong with a backup. */
export const BACKUP = {
  notABackup: 'This file is not a backup made by `caseload backup`.',
  nothingYet: 'The database is empty: no service has used it yet.',
  disturbed: 'Other work on the database got in the way. Try again.',
  failed: (code: string) => `The service could not write the backup (${code === '' ? 'its log says why' : code}). Nothing was kept.`,
  unreadable: 'The file can’t be decompressed: it is incomplete, damaged, or not a backup made by `caseload backup`. Nothing was restored.',
  tooNew: 'The backup was made by a later version. Restore it with that version.',
  otherVersion: 'The backup was made by an earlier version, and the database is prepared for this one already. Choose a new database.',
  incomplete: 'The backup is incomplete: it was cut off while it was written or copied. Nothing was restored.',
  damaged: 'The backup is damaged: its contents differ from what was written. Nothing was restored.',
  noSite: (id: string) => `There is no site ${id} in the database. Nothing was moved.`,
  sameDatabase: 'The site is in that database already: it is the same one. Nothing was moved.',
  otherSite: (id: string) => `The other database already has a site ${id} with other contents. Nothing was moved.`,
  notMigrated: 'The database was last used by an earlier version. Start the service of this version once.',
  notEmpty: 'The database already has sites. Choose an empty one; nothing was changed.',
} as const;
