import { translated } from './language';

/** The help: of each view, shown there by *What is this?*, and of the rest. `help.html` has all of it. */
export const HELP = translated('HELP', {
  title: 'Help',
  all: 'All of the help',
  support: 'Support',
  privacy: 'Privacy',
  topics: {
    sheet: {
      title: 'From template to upload',
      text: [
        'Insert the template: it goes into the first worksheet, because only the first worksheet is uploaded. Type or paste your rows under its header, without formatting.',
        'The blue button is always the next step. Wrong cells turn red, cells to check turn yellow. Select one: the pane says what is wrong, with buttons that put it right.',
      ],
    },
    fixes: {
      title: 'Fix errors',
      text: [
        'Each line is a wrong value, with the number of its cells and a suggestion. Enter accepts it and goes to the next line. “Fix all” corrects the values whose suggestion is certain.',
        'Rows that contradict each other or your site’s records are below, with a button for each way out. “Undo” takes back the last fix.',
      ],
    },
    submit: {
      title: 'Submit',
      text: [
        'Shows what will change before anything is sent: the assignments that begin and end, and the size of each caseworker’s caseload. All rows are applied, or none.',
        'Over 600 rows can go in batches, with pauses between them, or all at once. Nothing is sent twice. “Submit” on the ribbon sends without this page. “Send first 2 rows” (“Test upload” on the ribbon) sends them for real.',
      ],
    },
    uploads: {
      title: 'Uploads',
      text: [
        'What was sent. “In Progress” is still being worked on, or waits for fixes. “Complete” has a log with the result of each row; an e-mail confirms it.',
        'Drop a .csv or .xlsx file on the list of uploads to upload it. “Undo” takes back a complete upload of the last 30 days; what has changed since is left, and named in the log.',
      ],
    },
    review: {
      title: 'Review an upload',
      text: [
        'What somebody else’s upload would change: the assignments that begin and end, the sizes of caseloads before and after, and each row. “Approve” applies it. “Send back” returns it to its user with your message, by e-mail. Nobody approves their own.',
      ],
    },
    undo: {
      title: 'Undo an upload',
      text: [
        'Shows row by row what is reversed, and what is left because it has changed since, by whom and by which upload. Nothing changes until you choose “Undo upload”.',
      ],
    },
    log: {
      title: 'The log',
      text: [
        'The result of each row, in the order of the sheet. You can write the results beside the rows of your sheet, or download them.',
      ],
    },
    uploadFixes: {
      title: 'Errors of an upload',
      text: [
        'Nothing is applied until every line is corrected, or its rows are left out. Your choices are saved at once. “Next” checks the rows again and applies them.',
      ],
    },
    match: {
      title: 'Match columns',
      text: [
        'Fills the template from your own worksheet or file, whatever its headers. Columns are recognized by their headers and contents; correct those that are not. Your sheet stays as it is.',
      ],
    },
    caseload: {
      title: 'Current caseload',
      text: [
        'For ending assignments without looking up IDs. A new first worksheet is filled with the open assignments of a caseworker or a program. Fill in End Date and Reason for Dismissal where one ends. A row with neither of the two is left as it is: it is not sent.',
        'The column “On Record” marks these rows. Leave it in place.',
      ],
    },
    report: {
      title: 'Caseload in numbers',
      text: [
        'How many assignments are open today, by caseworker and program, and how many began and ended this month and in the months before. An assignment counts from its Start Date and up to its End Date.',
      ],
    },
    transfer: {
      title: 'Transfer caseload',
      text: [
        'For a caseworker who leaves or hands over cases, to one colleague or several: evenly, by program, or by hand. A new first worksheet is filled with an Update and an Insert for each open assignment. Nothing changes until you submit it.',
      ],
    },
    export: {
      title: 'Export CSV',
      text: [
        'A file for the original system’s upload page, which takes no commas inside values. Every cell that is written differently is listed. Your sheet stays as it is.',
      ],
    },
    settings: {
      title: 'Settings',
      text: [
        'Your account, the language, and the columns of the next template. With lists of your own you can check sheets without the service.',
      ],
    },
    automation: {
      title: 'Automation',
      text: [
        'For administrators: tokens let other programs check and upload sheets, each with its own rights and end. Webhooks tell your own systems when an upload is complete or needs something. The service’s documentation shows how.',
      ],
    },
    audit: {
      title: 'Audit trail',
      text: [
        'For administrators: every change that uploads, or undoing them, made to a participant’s assignments and enrollments, with the user, the time, the upload and its row.',
      ],
    },
    actions: {
      title: 'Insert and Update',
      text: [
        'Insert begins an assignment: it needs a Start Date, a Caseworker Relationship and a Caseload Status, and no End Date. Update ends the one that is open: it needs an End Date and a Reason for Dismissal. An assignment that has ended can’t be changed by upload.',
      ],
    },
    programs: {
      title: 'Programs',
      text: [
        'Use either Program ID or Program Name. A program by name needs a Program Start Date or a Program End Date; a program date needs the program.',
      ],
    },
    dates: {
      title: 'Dates',
      text: [
        'Type dates as dates. A date that is text is accepted only if it has one meaning: 3/14/2026, 2026-03-14, 14 Mar 2026. Years have four digits.',
      ],
    },
    keyboard: {
      title: 'Keyboard and right-click',
      text: [
        'Right-click a cell: “Caseload” has “Fix this cell”, “Next problem” and “Show in pane”.',
        'Ctrl+Shift+Alt+C checks the sheet, Ctrl+Shift+Alt+F fixes the cell, Ctrl+Shift+Alt+N goes to the next problem; on a Mac, press Command instead of Ctrl. If another add-in uses the same keys, Excel asks which one you mean; to choose again, search Excel for “Reset Office Add-ins shortcut preferences”.',
      ],
    },
  },
});

export type HelpTopic = keyof typeof HELP.topics;

/** All topics, in reading order. */
export const HELP_TOPICS: readonly HelpTopic[] = [
  'sheet',
  'fixes',
  'submit',
  'uploads',
  'log',
  'review',
  'undo',
  'uploadFixes',
  'match',
  'caseload',
  'transfer',
  'report',
  'export',
  'settings',
  'audit',
  'automation',
  'actions',
  'programs',
  'dates',
  'keyboard',
];

/** The topics with a picture, `assets/help/LANGUAGE/TOPIC.png`. */
export const HELP_PICTURES: readonly HelpTopic[] = ['sheet', 'fixes', 'submit', 'uploads', 'log', 'match', 'transfer'];
