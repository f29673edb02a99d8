import { translated } from './language';

/** The template's own words. Its headers are the file format, and stay as they are. */
export const TEMPLATE_TEXT = translated('TEMPLATE_TEXT', {
  instructions:
    'INSTRUCTIONS: one row for each assignment. Insert begins one, Update ends the one that is open. Dark headers always need a value. Remove this line and the sample row before you submit.',
});
