import {
  Button,
  Checkbox,
  Dropdown,
  Field,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
  Spinner,
  Subtitle2,
  Text,
} from '@fluentui/react-components';
import { lazy, Suspense, useId, useRef } from 'react';
import type { TemplatePicks } from '../../core/caseload/template';
import { AUDIT } from '../../core/text/audit';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../core/text/language';
import { AUTOMATION } from '../../core/text/pane/automation';
import { SETTINGS } from '../../core/text/pane/settings';
import { SHELL } from '../../core/text/pane/shell';
import type { Connection } from '../service/connection';
import { memory } from '../service/local-memory';
import { TemplateForm } from '../sheet/view/template-form';
import type { PaneState } from '../shell/pane-state';
import { ScreenTitle } from '../shell/screen-title';
import type { SiteSettings } from './administration/site-settings';
import type { Users } from './administration/users';
import type { OwnLists } from './own-lists';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
  site: { alignSelf: 'stretch' },
  box: { minWidth: 0, width: '100%' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** The choice that leaves the language to Excel. */
const EXCEL = 'excel';

/** Loaded for administrators only. */
const UsersView = lazy(async () => ({ default: (await import(/* webpackChunkName: "users" */ './administration/users-view')).UsersView }));

const SiteSettingsView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "users" */ './administration/site-settings-view')).SiteSettingsView,
}));

interface SettingsViewProps {
  readonly state: PaneState;
  readonly connection: Connection;
  readonly ownLists: OwnLists;
  readonly users: Users;
  readonly siteSettings: SiteSettings;
  readonly onAutomation: () => void;
  readonly onAudit: () => void;
  readonly onPick: (picks: TemplatePicks) => void;
  readonly onInsertTemplate: () => void;
  readonly onSkipGlance: (isSkipped: boolean) => void;
  readonly onHelp: () => void;
  readonly onChooseLanguage: (language: Language | undefined) => void;
}

/** The account, lists, users, and the next template's columns. */
export function SettingsView({
  state,
  onAutomation,
  onAudit,
  onPick,
  onInsertTemplate,
  onSkipGlance,
  onHelp,
  onChooseLanguage,
  ...actions
}: SettingsViewProps) {
  const { connection, ownLists, users, siteSettings } = actions;
  const styles = useStyles();
  return (
    <>
      <section className={styles.section} aria-label={SETTINGS.account}>
        <ScreenTitle>{SETTINGS.account}</ScreenTitle>
        <Account state={state} actions={connection} />
      </section>
      <section className={styles.section} aria-label={SETTINGS.submit}>
        <Subtitle2 as="h2">{SETTINGS.submit}</Subtitle2>
        <Checkbox label={SETTINGS.showsGlance} checked={!state.skipsGlance} onChange={(_, data) => onSkipGlance(data.checked !== true)} />
      </section>
      <section className={styles.section} aria-label={SETTINGS.language}>
        <Subtitle2 as="h2">{SETTINGS.language}</Subtitle2>
        <Text>{SETTINGS.languageHint}</Text>
        <LanguageChoice onChooseLanguage={onChooseLanguage} />
      </section>
      <section className={styles.section} aria-label={SETTINGS.lists}>
        <Subtitle2 as="h2">{SETTINGS.listsTitle}</Subtitle2>
        <Text>{SETTINGS.listsHelp}</Text>
        <OwnListsButtons actions={ownLists} disabled={state.busy !== undefined} />
      </section>
      {state.connection.status === 'signed-in' && state.connection.session.securities.includes('site:admin') && (
        <Suspense fallback={<Spinner size="tiny" label={SHELL.opening} />}>
          {state.site && (
            <SiteSettingsView key={state.site.id} site={state.site} disabled={state.busy !== undefined} actions={siteSettings} />
          )}
          <UsersView state={state} actions={users} />
          <section className={styles.section} aria-label={AUDIT.title}>
            <Subtitle2 as="h2">{AUDIT.title}</Subtitle2>
            <Text>{AUDIT.explanation}</Text>
            <Button onClick={onAudit}>{AUDIT.title}</Button>
          </section>
          <section className={styles.section} aria-label={AUTOMATION.title}>
            <Subtitle2 as="h2">{AUTOMATION.title}</Subtitle2>
            <Text>{AUTOMATION.explanation}</Text>
            <Button onClick={onAutomation}>{AUTOMATION.title}</Button>
          </section>
        </Suspense>
      )}
      <section className={styles.section} aria-label={SETTINGS.help}>
        <Subtitle2 as="h2">{SETTINGS.help}</Subtitle2>
        <Text>{SETTINGS.helpText}</Text>
        <Button onClick={onHelp}>{SETTINGS.help}</Button>
      </section>
      {state.site && (
        <section className={styles.section} aria-label={SETTINGS.template}>
          <Subtitle2 as="h2">{SETTINGS.templateTitle}</Subtitle2>
          <TemplateForm state={state} onPick={onPick} />
          <Button disabled={state.busy !== undefined} onClick={onInsertTemplate}>
            {SETTINGS.insertTemplate}
          </Button>
        </section>
      )}
    </>
  );
}

/** Each language by its own name. */
function LanguageChoice({ onChooseLanguage }: Pick<SettingsViewProps, 'onChooseLanguage'>) {
  const id = useId();
  const chosen = memory.language.read();
  return (
    <RadioGroup
      aria-label={SETTINGS.language}
      name={id}
      value={chosen ?? EXCEL}
      onChange={(_, { value }) => onChooseLanguage(LANGUAGES.find((language) => language === value))}
    >
      <Radio value={EXCEL} label={SETTINGS.languageOfExcel} />
      {LANGUAGES.map((language) => (
        <Radio key={language} value={language} label={<span lang={language}>{LANGUAGE_NAMES[language]}</span>} />
      ))}
    </RadioGroup>
  );
}

function OwnListsButtons({ actions, disabled }: { actions: OwnLists; disabled: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        {SETTINGS.listsFromFiles}
      </Button>
      <input
        ref={input}
        style={{ display: 'none' }}
        type="file"
        multiple
        accept=".csv,.xlsx,.json"
        aria-label={SETTINGS.siteFiles}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) void actions.fromFiles(files);
        }}
      />
      <Button disabled={disabled} onClick={() => void actions.fromWorksheets()}>
        {SETTINGS.listsFromWorksheets}
      </Button>
    </>
  );
}

function Account({ actions, state: { busy, connection } }: { actions: Connection; state: PaneState }) {
  const styles = useStyles();
  if (connection.status === 'signed-in') {
    const { user, site, sites } = connection.session;
    return (
      <>
        <Text>{SETTINGS.user(user.name, user.email, sites.length > 1 ? undefined : site.name)}</Text>
        {sites.length > 1 && (
          <Field label={SETTINGS.site} className={styles.site}>
            <Dropdown
              className={styles.box}
              value={site.name}
              selectedOptions={[site.id]}
              disabled={busy !== undefined}
              onOptionSelect={(_, { optionValue }) => {
                if (optionValue !== undefined && optionValue !== site.id) void actions.switchSite(optionValue);
              }}
            >
              {sites.map(({ id, name }) => (
                <Option key={id} value={id}>
                  {name}
                </Option>
              ))}
            </Dropdown>
          </Field>
        )}
        <div className={styles.buttons}>
          <Button onClick={() => void actions.signOut()}>{SETTINGS.signOut}</Button>
          <Button onClick={() => void actions.signOut(true)}>{SETTINGS.signOutEverywhere}</Button>
        </div>
      </>
    );
  }
  if (connection.status === 'signed-out' && actions.byDialog) {
    return (
      <Button appearance="primary" onClick={() => void actions.signInByDialog()}>
        {SETTINGS.signIn}
      </Button>
    );
  }
  if (connection.status === 'signed-out') {
    return (
      <>
        <Text>{SETTINGS.tryAs}</Text>
        {connection.users.map((user) => (
          <Button key={user.email} onClick={() => void actions.signIn(user.email)}>
            {user.name}
          </Button>
        ))}
      </>
    );
  }
  return <Button onClick={() => void actions.connect()}>{SETTINGS.connect}</Button>;
}
