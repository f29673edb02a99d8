import type { SignInOptions } from '../../api/accounts';
import { endpoints, urlOf } from '../../api/endpoints';
import { signInProblem } from '../../core/text/accounts';
import { SIGN_IN } from '../../core/text/pane/settings';
import { closeSignIn } from '../../excel/sign-in/dialog';
import { speak } from '../language/language';
import { Client, demoUsers, ServiceProblem } from '../service/client';
import { memory } from '../service/local-memory';

/** The page of the sign-in dialog: redirects to the organization's identity provider or signs in to the sample site, and passes the token to the pane, which closes it. */
const client = new Client();

function say(element: HTMLElement, problem: unknown): void {
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.textContent = problem instanceof ServiceProblem ? SIGN_IN.refused(problem.title, problem.detail) : SIGN_IN.failed;
  element.replaceChildren(text);
}

function button(name: string, below: string, run: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  const detail = document.createElement('small');
  detail.textContent = below;
  made.append(name, detail);
  made.onclick = run;
  return made;
}

/** Signs in with the provider. If there are several sites, the user enters the site's ID. */
function byProvider({ provider, site }: SignInOptions): HTMLElement[] {
  if (provider === null) return [];
  const { hostname } = new URL(provider.issuer);
  const go = (chosen: string) => {
    memory.site.write(chosen);
    location.assign(urlOf(endpoints.startSignIn, { query: { site: chosen } }));
  };
  if (site !== null) return [button(SIGN_IN.withOrganization, hostname, () => go(site))];
  const form = document.createElement('form');
  const label = document.createElement('label');
  const input = document.createElement('input');
  Object.assign(input, { name: 'site', required: true, autocomplete: 'organization', value: memory.site.read() ?? '' });
  input.pattern = '[a-z0-9][a-z0-9-]*';
  label.append(SIGN_IN.siteId, input);
  form.append(
    label,
    button(SIGN_IN.withOrganization, hostname, () => undefined),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    go(input.value.trim());
  };
  return [form];
}

function bySample(element: HTMLElement, users: readonly { email: string; name: string }[]): HTMLElement[] {
  return users.map(({ email, name }) =>
    button(name, email, () => {
      client.call(endpoints.signInToDemo, { body: { email } }).then(
        ({ token }) => closeSignIn(token),
        (problem) => say(element, problem),
      );
    }),
  );
}

async function offer(element: HTMLElement, problem: string | null): Promise<void> {
  const [options, users] = await Promise.all([client.call(endpoints.getSignInOptions), demoUsers(client)]);
  element.removeAttribute('role');
  const said = document.createElement('p');
  said.setAttribute('role', 'alert');
  if (problem !== null) said.textContent = signInProblem(problem);
  element.replaceChildren(...(problem === null ? [] : [said]), ...byProvider(options), ...bySample(element, users));
}

void Office.onReady(async () => {
  const element = document.getElementById('sign-in');
  if (element === null) return;
  await speak();
  const query = new URLSearchParams(location.search);
  try {
    // Back from the provider, this page has a session cookie; the pane, in its own frame, gets a token.
    if (query.has('done')) closeSignIn((await client.call(endpoints.createPaneSession)).token);
    else await offer(element, query.get('problem'));
  } catch (problem) {
    say(element, problem);
  }
});
