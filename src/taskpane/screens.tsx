import { Button, Spinner, Text } from '@fluentui/react-components';
import { lazy, type ReactNode, Suspense } from 'react';
import { NOTICES, SHELL } from '../core/text/pane/shell';
import type { Controller } from './controller';
import { HelpView } from './settings/help-view';
import { offlineText, SheetView } from './sheet/view/sheet-view';
import { type PaneState, placeOf } from './shell/pane-state';
import { ScreenTitle } from './shell/screen-title';

// Loaded when they are first opened.
const SettingsView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "settings" */ './settings/settings-view')).SettingsView,
}));
const UploadsView = lazy(async () => ({ default: (await import(/* webpackChunkName: "uploads" */ './uploads/uploads-view')).UploadsView }));
const FixesView = lazy(async () => ({ default: (await import(/* webpackChunkName: "fixes" */ './fixes/fixes-view')).FixesView }));
const UploadFixesView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "fixes" */ './uploads/upload-fixes-view')).UploadFixesView,
}));
const GlanceView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "submit" */ './uploads/sending/glance-view')).GlanceView,
}));
const LogView = lazy(async () => ({ default: (await import(/* webpackChunkName: "log" */ './uploads/log-view')).LogView }));
const FileText = lazy(async () => ({ default: (await import(/* webpackChunkName: "log" */ './shell/file-text')).FileText }));
const UndoView = lazy(async () => ({ default: (await import(/* webpackChunkName: "log" */ './uploads/undo-view')).UndoView }));
const AuditView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "users" */ './settings/administration/audit-view')).AuditView,
}));
const ReviewView = lazy(async () => ({ default: (await import(/* webpackChunkName: "log" */ './uploads/review-view')).ReviewView }));
const AutomationView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "users" */ './settings/administration/automation-view')).AutomationView,
}));
const MatchView = lazy(async () => ({ default: (await import(/* webpackChunkName: "match" */ './match/match-view')).MatchView }));
const ExportView = lazy(async () => ({ default: (await import(/* webpackChunkName: "export" */ './sheet/view/export-view')).ExportView }));
const TransferView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "transfer" */ './caseload/transfer-view')).TransferView,
}));

const CurrentView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "transfer" */ './caseload/current-view')).CurrentView,
}));

const ReportView = lazy(async () => ({ default: (await import(/* webpackChunkName: "report" */ './caseload/report-view')).ReportView }));

interface Props {
  readonly controller: Controller;
  readonly state: PaneState;
}

/** The open screen, or why it can't be shown. */
export function OpenScreen(props: Props): ReactNode {
  return unavailable(props) ?? <Suspense fallback={<Spinner label={SHELL.opening} />}>{draw(props)}</Suspense>;
}

/** Why the screen can't be shown: it lacks lists, or the service. */
function unavailable({ controller, state: { screen, connection, site } }: Props): ReactNode | undefined {
  const place = placeOf(screen);
  // What belongs to a user's session does not outlast it.
  if ((screen.name === 'audit' || screen.name === 'automation') && connection.status !== 'signed-in')
    return <Unavailable place="settings" text={SHELL.signedOut} label={NOTICES.signIn} onPress={() => controller.show('settings')} />;
  if (place !== 'sheet' && place !== 'uploads') return undefined;
  if (connection.status === 'signed-out') {
    const signIn = () => (controller.connection.byDialog ? void controller.connection.signInByDialog() : controller.show('settings'));
    const text = place === 'sheet' ? SHELL.signedOut : SHELL.uploadsSignedOut;
    return <Unavailable place={place} text={text} label={NOTICES.signIn} onPress={signIn} />;
  }
  if (connection.status !== 'offline' || (place === 'sheet' && site !== undefined)) return undefined;
  const connect = () => void controller.connection.connect();
  return <Unavailable place={place} text={offlineText(connection.listsFrom)} label={SHELL.tryAgain} onPress={connect} />;
}

interface UnavailableProps {
  readonly place: 'sheet' | 'uploads' | 'settings';
  readonly text: string;
  readonly label: string;
  readonly onPress: () => void;
}

/** Why there is nothing to see, and the one next step. */
function Unavailable({ place, text, label, onPress }: UnavailableProps) {
  return (
    <>
      <ScreenTitle>{SHELL.tabs[place]}</ScreenTitle>
      <Text>{text}</Text>
      <Button appearance="primary" onClick={onPress}>
        {label}
      </Button>
    </>
  );
}

/** Whether an administrator sees every assignment: who does not can't tell whether something is open. */
function maySeeAll(state: PaneState): boolean {
  return mayAdminister(state) && state.connection.status === 'signed-in' && state.connection.session.programIds.length === 0;
}

function mayAdminister({ connection }: PaneState): boolean {
  return connection.status === 'signed-in' && connection.session.securities.includes('site:admin');
}

function draw({ controller, state }: Props): ReactNode {
  const { screen, site } = state;
  const disabled = state.busy !== undefined;
  const goTo = (address: string) => void controller.sheet.goTo(address);
  switch (screen.name) {
    case 'sheet':
      return <SheetView state={state} actions={controller.sheetView} />;
    case 'match':
      return (
        site && (
          <MatchView
            matching={screen.matching}
            site={site}
            mayImport={mayAdminister(state)}
            disabled={disabled}
            actions={controller.match}
          />
        )
      );
    case 'caseload':
      return site && <CurrentView assignments={screen.assignments} site={site} disabled={disabled} actions={controller.currentCaseload} />;
    case 'report':
      return <ReportView report={screen.report} disabled={disabled} actions={controller.report} />;
    case 'transfer':
      return (
        site && (
          <TransferView found={screen.found} site={site} mayDisable={maySeeAll(state)} disabled={disabled} actions={controller.transfer} />
        )
      );
    case 'export':
      return <ExportView file={screen.file} actions={controller.sheet.csv} onGo={goTo} />;
    case 'submit':
      return <GlanceView glance={screen.glance} isSkipped={state.skipsGlance} disabled={disabled} actions={controller.submission.glance} />;
    case 'fixes':
      return (
        <FixesView
          state={state}
          actions={controller.sheet.fixes}
          onSubmit={() => void controller.submission.submit()}
          onNext={() => void controller.sheet.nextProblem()}
          onGo={goTo}
        />
      );
    case 'uploads':
      return (
        <UploadsView
          state={state}
          actions={controller.uploads}
          batches={controller.batches}
          onFix={(upload) => void controller.uploadFixes.open(upload)}
        />
      );
    case 'log':
      return (
        <LogView
          log={screen.log}
          state={state}
          actions={controller.uploads}
          onWriteResults={(upload) => void controller.writeResults(upload)}
        />
      );
    case 'review':
      return (
        <ReviewView key={screen.upload.id} upload={screen.upload} review={screen.review} disabled={disabled} actions={controller.uploads} />
      );
    case 'undo':
      return <UndoView upload={screen.upload} preview={screen.preview} disabled={disabled} actions={controller.uploads} />;
    case 'log-text':
      return <FileText file={screen.file} of="upload" onBack={() => controller.uploads.closeLog()} feedback={controller.feedback} />;
    case 'audit-text':
      return <FileText file={screen.file} of="audit trail" onBack={() => controller.audit.open()} feedback={controller.feedback} />;
    case 'upload-fixes':
      return <UploadFixesView errors={screen.errors} state={state} actions={controller.uploadFixes} />;
    case 'help':
      return <HelpView />;
    case 'automation':
      return (
        <AutomationView machines={screen.machines} programs={site?.programs ?? []} disabled={disabled} actions={controller.automation} />
      );
    case 'audit':
      return site && <AuditView trail={screen.trail} site={site} disabled={disabled} actions={controller.audit} />;
    case 'settings':
      return (
        <SettingsView
          state={state}
          connection={controller.connection}
          ownLists={controller.ownLists}
          users={controller.users}
          siteSettings={controller.siteSettings}
          onAutomation={() => void controller.automation.open()}
          onAudit={() => controller.audit.open()}
          onPick={(picks) => controller.sheet.setPicks(picks)}
          onInsertTemplate={() => void controller.sheet.insertTemplate()}
          onSkipGlance={controller.submission.glance.skip}
          onHelp={() => controller.help()}
          onChooseLanguage={(language) => void controller.chooseLanguage(language)}
        />
      );
  }
}
