import { element } from './elements';

/** Asks in a dialog of Excel’s; the first answer is the usual one. @returns the answer, the last if the dialog was dismissed */
export function ask<Answer extends string>(title: string, message: string, answers: readonly [Answer, ...Answer[]]): Promise<Answer> {
  const dialog = element('dialog', { class: 'message', 'aria-labelledby': 'message-title', 'aria-describedby': 'message-text' });
  const row = element('div', { class: 'answers' });
  dialog.append(element('h2', { id: 'message-title' }, title), element('p', { id: 'message-text' }, message), row);
  document.body.append(dialog);
  return new Promise((resolve) => {
    const done = (answer: Answer) => {
      // Closing returns the focus to where it was.
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    for (const answer of answers) {
      const button = element('button', { type: 'button' }, answer);
      button.addEventListener('click', () => done(answer));
      row.append(button);
    }
    dialog.addEventListener('cancel', () => done(answers.at(-1) ?? answers[0]));
    dialog.showModal();
  });
}
