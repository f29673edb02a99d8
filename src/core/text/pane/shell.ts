import { translated } from '../language';
/** The frame around all screens: tabs, notices, questions. */
export const SHELL = translated('SHELL', {
  tabs: { label: 'Places', sheet: 'Sheet', fixes: 'Fix errors', uploads: 'Uploads', settings: 'Settings' },
  whatIsThis: 'What is this?',
  opening: 'Opening',
  /** A part of the pane is missing. */
  notLoaded: 'This page could not be opened',
  notLoadedHint: 'Perhaps the add-in was updated since the pane was opened, or the connection was lost. Your sheet is unchanged.',
  reload: 'Reload the pane',
  busy: (label: string) => `${label}…`,
  dismiss: 'Dismiss',
  cancel: 'Cancel',
  retry: 'Retry',
  showMore: 'Show more',
  openList: (label: string) => `Open the list of ${label}`,
  chooseFile: 'Choose file',
  chooseFileFor: (label: string) => `${label}: choose`,
  signedOut: 'The template and its lists come from your site.',
  uploadsSignedOut: 'Uploads and their logs are kept by your site.',
  offline: 'The service can’t be reached.',
  connectOnce: 'Connect once to load your site’s lists.',
  listsFrom: (time: string) => `You can continue with the lists of ${time}; to submit, you need the service.`,
  tryAgain: 'Try again',
});

/** Notices that can appear on every screen. */
export const NOTICES = translated('NOTICES', {
  unexpected: {
    title: 'Something went wrong in the pane',
    detail: 'Your sheet is unchanged. Close the pane, open it again, and try once more.',
  },
  sessionEnded: { title: 'Your session has ended', detail: 'Your sheet is unchanged. Sign in again and continue.' },
  signIn: 'Sign in',
  signInFirst: { title: 'Sign in first', detail: 'The template and its lists come from your site.' },
  signedOutHere: {
    title: 'You are signed out on this computer only',
    detail: 'The service can’t be reached. To sign out everywhere, sign in again once it can.',
  },
  signInToSubmit: {
    title: 'Sign in first',
    detail: 'Rows are checked against your site’s record, and sent to it. Sign in under Settings.',
  },
  offline: { title: 'The service can’t be reached', detail: 'Your sheet is unchanged. Check the connection and try again.' },
  unknownAnswer: {
    title: 'The service sent an answer that this version can’t read',
    detail: 'Close the pane and open it again to load the newest version.',
  },
  unreadableFile: 'The file can’t be read',
});
