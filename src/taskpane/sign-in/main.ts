import { closeSignIn } from '../../excel/dialog';
import { Client, ServiceProblem } from '../state/client';

/** The page of the sign-in dialog: who may be tried out on the sample site. It tells the pane the token and is closed by it. */
const client = new Client('/api');

function show(element: HTMLElement, problem: unknown): void {
  element.textContent =
    problem instanceof ServiceProblem ? `${problem.title}. ${problem.detail}` : 'That did not work. Close this and try again.';
}

async function offerUsers(element: HTMLElement): Promise<void> {
  const users = await client.demoUsers();
  element.removeAttribute('role');
  element.replaceChildren(
    ...users.map(({ email, name }) => {
      const button = document.createElement('button');
      const address = document.createElement('small');
      address.textContent = email;
      button.append(name, address);
      button.onclick = () => {
        client.signIn(email).then(
          ({ token }) => closeSignIn(token),
          (problem) => show(element, problem),
        );
      };
      return button;
    }),
  );
}

void Office.onReady(() => {
  const element = document.getElementById('sign-in');
  if (element !== null) offerUsers(element).catch((problem: unknown) => show(element, problem));
});
