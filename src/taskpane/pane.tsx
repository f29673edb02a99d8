import { FluentProvider, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import { SHELL } from '../core/text/pane/shell';
import type { Controller } from './controller';
import { OpenScreen } from './screens';
import { BusyBar } from './shell/busy-bar';
import { NoticeBar } from './shell/notice-bar';
import { type Place, placeOf } from './shell/pane-state';
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
  // Fits four tabs into 320 pixels.
  tab: { paddingLeft: '6px', paddingRight: '6px' },
  place: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '12px', flexGrow: 1, minWidth: 0 },
});

const Ask = lazy(async () => ({ default: (await import(/* webpackChunkName: "ask" */ './shell/question-dialog')).Ask }));

/** The task pane: tabs, progress, notices and the open screen. */
export function Pane({ controller }: { controller: Controller }) {
  const state = useStore(controller.store);
  const styles = useStyles();
  return (
    // A class on the provider would also apply to popups and dialogs.
    <FluentProvider theme={excelTheme()}>
      <div key={state.language} className={styles.root}>
        <header className={styles.top}>
          <TabList
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
            <Tab value="settings" className={styles.tab}>
              {SHELL.tabs.settings}
            </Tab>
          </TabList>
          <BusyBar busy={state.busy} />
        </header>
        <main className={styles.place}>
          <NoticeBar notice={state.notice} onDismiss={() => controller.feedback.dismiss()} />
          <OpenScreen controller={controller} state={state} />
        </main>
      </div>
      {state.question && (
        <Suspense>
          <Ask question={state.question} onAnswer={(way) => controller.answer(way)} />
        </Suspense>
      )}
    </FluentProvider>
  );
}
