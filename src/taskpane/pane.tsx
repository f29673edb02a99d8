import { Button, FluentProvider, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { QuestionCircleRegular, SettingsRegular } from '@fluentui/react-icons';
import { lazy, Suspense, useId, useState } from 'react';
import { SHELL } from '../core/text/pane/shell';
import type { Controller } from './controller';
import { OpenScreen } from './screens';
import { BusyBar } from './shell/busy-bar';
import { useKeptFocus } from './shell/kept-focus';
import { NoticeBar } from './shell/notice-bar';
import { HELP_TOPIC, type Place, placeOf, type Screen } from './shell/pane-state';
import { ScreenGuard } from './shell/screen-guard';
import { useStore } from './shell/store';
import { excelTheme } from './shell/theme';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground1 },
  top: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  bar: { display: 'flex', alignItems: 'center' },
  tabs: { flexGrow: 1, minWidth: 0 },
  help: { flexShrink: 0, minWidth: '28px', maxWidth: '28px', padding: 0 },
  icon: { marginLeft: 'auto', paddingLeft: '4px', paddingRight: '4px' },
  // Fits three tabs and two icons into 320 pixels, with a scroll bar.
  tab: { paddingLeft: '4px', paddingRight: '4px' },
  place: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '12px', flexGrow: 1, minWidth: 0 },
});

const HelpPanel = lazy(async () => ({ default: (await import(/* webpackChunkName: "help" */ './shell/help-panel')).HelpPanel }));
const Ask = lazy(async () => ({ default: (await import(/* webpackChunkName: "ask" */ './shell/question-dialog')).Ask }));

/** The task pane: tabs, progress, notices and the open screen. */
export function Pane({ controller }: { controller: Controller }) {
  const state = useStore(controller.store);
  const styles = useStyles();
  const helpId = useId();
  useKeptFocus();
  // The help of a view goes with it.
  const [helped, setHelped] = useState<Screen['name']>();
  const topic = HELP_TOPIC[state.screen.name];
  const isHelped = helped === state.screen.name;
  if (helped !== undefined && !isHelped) setHelped(undefined);
  return (
    // A class on the provider would also apply to popups and dialogs.
    <FluentProvider theme={excelTheme()}>
      <div key={state.language} className={styles.root}>
        <header className={styles.top}>
          <div className={styles.bar}>
            <TabList
              className={styles.tabs}
              selectedValue={placeOf(state.screen)}
              onTabSelect={(_, data) => controller.show(data.value as Place)}
              aria-label={SHELL.tabs.label}
            >
              <Tab value="sheet" className={styles.tab}>
                {SHELL.tabs.sheet}
              </Tab>
              <Tab value="fixes" className={styles.tab}>
                {SHELL.tabs.fixes}
              </Tab>
              <Tab value="uploads" className={styles.tab}>
                {SHELL.tabs.uploads}
              </Tab>
              <Tab
                value="settings"
                className={styles.icon}
                icon={<SettingsRegular />}
                aria-label={SHELL.tabs.settings}
                title={SHELL.tabs.settings}
              />
            </TabList>
            {topic !== undefined && (
              <Button
                className={styles.help}
                appearance="subtle"
                icon={<QuestionCircleRegular />}
                aria-label={SHELL.whatIsThis}
                title={SHELL.whatIsThis}
                aria-expanded={isHelped}
                {...(isHelped ? { 'aria-controls': helpId } : {})}
                onKeyDown={(event) => event.key === 'Escape' && setHelped(undefined)}
                onClick={() => setHelped(isHelped ? undefined : state.screen.name)}
              />
            )}
          </div>
          {isHelped && topic !== undefined && (
            <Suspense>
              <HelpPanel id={helpId} topic={topic} onAll={() => controller.help()} onClose={() => setHelped(undefined)} />
            </Suspense>
          )}
        </header>
        <main className={styles.place}>
          <NoticeBar notice={state.notice} onDismiss={() => controller.feedback.dismiss()} />
          <ScreenGuard key={state.screen.name} isList={state.screen.name === 'uploads'}>
            <OpenScreen controller={controller} state={state} />
          </ScreenGuard>
        </main>
        <BusyBar busy={state.busy} />
      </div>
      {state.question && (
        <Suspense>
          <Ask question={state.question} onAnswer={(way) => controller.answer(way)} />
        </Suspense>
      )}
    </FluentProvider>
  );
}
