import { translated } from '../language';
/** The ribbon, as the pane speaks of it. The labels are in `manifest.xml`. */
export const RIBBON = translated('RIBBON', {
  names: {
    newTemplate: 'New template',
    matchColumns: 'Match columns',
    transferCaseload: 'Transfer caseload',
    checkSheet: 'Check sheet',
    nextProblem: 'Next problem',
    fixCell: 'Fix this cell',
    fixErrors: 'Fix errors',
    testUpload: 'Test upload',
    submit: 'Submit',
    exportCsv: 'Export CSV',
    uploads: 'Uploads',
    help: 'Help',
  },
  noCaseload: {
    title: 'The first worksheet is not a caseload yet',
    detail: 'Insert the template, or match the columns of your own spreadsheet.',
  },
  noTransfer: {
    title: 'You may not transfer caseloads',
    detail: 'That takes the rights to begin and to end assignments. Ask your administrator.',
  },
  nothingToFix: { title: 'Nothing to fix', detail: 'No problems were found on the sheet so far.' },
  wasClosed: (action: string) => ({ title: `You chose “${action}” while this pane was closed`, detail: 'Nothing has been done yet.' }),
  goOn: 'Continue',
});
