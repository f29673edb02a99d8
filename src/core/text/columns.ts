import { translated } from './language';
/** What each column of the template is for: shown when its header or an empty cell is selected. */
export const COLUMN_HELP = translated('COLUMN_HELP', {
  participantId: 'The participant’s number in your site.',
  programId: 'The program’s number. Use either Program ID or Program Name.',
  programName: 'Choose the program. A program by name needs a Program Start Date or a Program End Date.',
  programStart: 'Enrolls the participant in the program from this date.',
  programEnd: 'Ends the participant’s enrollment in the program on this date.',
  staffId: 'The caseworker’s Staff ID.',
  caseworkerName: 'The caseworker as First Last. Last, First is accepted too.',
  caseworkerFirstName: 'The caseworker’s first name.',
  caseworkerLastName: 'The caseworker’s last name.',
  relationship: 'The caseworker’s relationship to the participant. Required for an Insert.',
  status: 'The status of the assignment. Required for an Insert.',
  start: 'The date on which the assignment begins. Required for an Insert.',
  end: 'The date on which the assignment ends. Required for an Update; leave it empty for an Insert.',
  reason: 'The reason why the assignment ends. Required for an Update; leave it empty for an Insert.',
  demographic: (name: string) => `The participant’s ${name}. It confirms that the Participant ID belongs to the person you mean.`,
  action: 'Insert begins a new assignment. Update ends the open one.',
});
