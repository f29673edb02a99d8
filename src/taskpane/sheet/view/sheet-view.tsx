import { Badge, Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import { CASELOAD_RIGHTS, needsStaffId, reachOf } from '../../../core/rules/securities';
import { moment } from '../../../core/text/format';
import { SHEET } from '../../../core/text/pane/sheet';
import { SHELL } from '../../../core/text/pane/shell';
import { headerRemedyLabel } from '../../../core/text/remedies';
import { canTransfer } from '../../caseload/transfer';
import type { PaneState } from '../../shell/pane-state';
import { ScreenTitle } from '../../shell/screen-title';
import type { ColumnProblems, SheetFinding, SheetSummary } from '../sheet-summary';
import { type NextStep, nextStep } from './next-step';
import { SelectedCard } from './selected-card';
import { SheetTools } from './sheet-tools';
import type { SheetViewActions } from './sheet-view-actions';
import { TemplateForm } from './template-form';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  title: { display: 'block', overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  line: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '8px', minHeight: '28px' },
  badges: { display: 'flex', gap: '4px', flexShrink: 0 },
  state: { display: 'flex', alignItems: 'center', gap: '8px' },
  clean: { color: tokens.colorPaletteGreenForeground1, flexShrink: 0 },
  primary: { width: '100%' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '6px', marginTop: '4px' },
});

interface Props {
  readonly state: PaneState;
  readonly actions: SheetViewActions;
}

/** The sheet’s facts, its next step, and its problems. */
export function SheetView({ state, actions }: Props) {
  const styles = useStyles();
  const { sheet, connection, busy, selected } = state;
  if (sheet === undefined) return null;
  return (
    <div className={styles.stack}>
      {connection.status === 'offline' && <Offline listsFrom={connection.listsFrom} onConnect={actions.connect} />}
      {sheet.isCaseload ? (
        <>
          <Head state={state} actions={actions} sheet={sheet} />
          {selected && <SelectedCard selected={selected} disabled={busy !== undefined} actions={actions} />}
          <Remarks sheet={sheet} disabled={busy !== undefined} actions={actions} />
          {sheet.columns.length > 0 && <Problems columns={sheet.columns} onGo={actions.goTo} />}
          <SheetTools
            sheet={sheet}
            hasUnsent={sheet.rows > state.sent.rows}
            disabled={busy !== undefined}
            isSignedIn={connection.status === 'signed-in'}
            mayEnd={mayEnd(state)}
            mayTransfer={mayTransfer(state)}
            actions={actions}
          />
        </>
      ) : (
        <NoCaseload state={state} actions={actions} sheet={sheet} />
      )}
    </div>
  );
}

function NoCaseload({ state, actions, sheet }: Props & { readonly sheet: SheetSummary }) {
  const styles = useStyles();
  const refusal = missingRight(state, sheet);
  const limits = limitedRights(state);
  const [elsewhere] = sheet.sheetFindings.filter((finding) => finding.code === 'sheet.not-first');
  return (
    <div className={styles.stack}>
      <ScreenTitle>{SHEET.newCaseload}</ScreenTitle>
      {refusal !== undefined && <Text>{refusal}</Text>}
      {refusal === undefined && limits !== undefined && <Text size={200}>{limits}</Text>}
      {elsewhere === undefined ? (
        <Text>{SHEET.start}</Text>
      ) : (
        <SheetRemark finding={elsewhere} disabled={state.busy !== undefined} actions={actions} />
      )}
      <Button appearance="primary" className={styles.primary} disabled={state.busy !== undefined} onClick={actions.insertTemplate}>
        {SHEET.insertTemplate}
      </Button>
      <TemplateForm state={state} onPick={actions.pick} />
      <Text>{SHEET.ownSheet}</Text>
      <Button disabled={state.busy !== undefined} onClick={actions.matchColumns}>
        {SHEET.matchColumns}
      </Button>
      {mayEnd(state) && (
        <>
          <Text>{SHEET.endOpen}</Text>
          <Button disabled={state.busy !== undefined} onClick={actions.currentCaseload}>
            {SHEET.currentCaseload}
          </Button>
        </>
      )}
      {mayTransfer(state) && (
        <>
          <Text>{SHEET.handOver}</Text>
          <Button disabled={state.busy !== undefined} onClick={actions.transferCaseload}>
            {SHEET.transferCaseload}
          </Button>
        </>
      )}
      {state.connection.status === 'signed-in' && (
        <Button disabled={state.busy !== undefined} onClick={actions.report}>
          {SHEET.report}
        </Button>
      )}
    </div>
  );
}

/** For users with the right to end assignments. */
function mayEnd({ connection }: PaneState): boolean {
  return connection.status === 'signed-in' && reachOf(connection.session.securities, 'caseload:end') !== 'none';
}

/** For users with the rights to begin and end assignments. */
function mayTransfer({ connection }: PaneState): boolean {
  return connection.status === 'signed-in' && canTransfer(connection.session.securities);
}

/** What the user may not do with this sheet; undefined if nothing is in the way, as far as is known. */
function missingRight({ connection }: PaneState, { inserts, updates }: Pick<SheetSummary, 'inserts' | 'updates'>): string | undefined {
  if (connection.status !== 'signed-in') return undefined;
  const { securities } = connection.session;
  const [mayBegin, mayEnd] = CASELOAD_RIGHTS.map((right) => reachOf(securities, right) !== 'none');
  if (!mayBegin && !mayEnd) return SHEET.rights.nothing;
  if (!mayBegin && inserts > 0) return SHEET.rights.begin(inserts);
  return !mayEnd && updates > 0 ? SHEET.rights.end(updates) : undefined;
}

/** The site's name, for users who work in several. */
function siteOf({ connection }: PaneState): readonly string[] {
  return connection.status === 'signed-in' && connection.session.sites.length > 1 ? [connection.session.site.name] : [];
}

/** To which caseload and programs the user's rights are limited; undefined if they are not. */
function limitedRights({ connection, site }: PaneState): string | undefined {
  if (connection.status !== 'signed-in' || site === undefined) return undefined;
  const { securities, staffId, programIds } = connection.session;
  const self = needsStaffId(securities) ? site.staff.find(({ id }) => id === staffId) : undefined;
  const programs = site.programs.filter(({ id }) => programIds.includes(id)).map(({ name }) => name);
  return SHEET.rights.limited(self && `${self.firstName} ${self.lastName}`, programs);
}

/** One line of facts, the state, and the next step. */
function Head({ state, actions, sheet }: Props & { readonly sheet: SheetSummary }) {
  const styles = useStyles();
  const step = nextStep(sheet, state.sent);
  const clean = sheet.clean - state.sent.clean;
  const isClean = step.name === 'submit' || step.name === 'view-log';
  const refusal = missingRight(state, sheet);
  return (
    <div className={styles.stack}>
      <div>
        <ScreenTitle className={styles.title}>{sheet.name}</ScreenTitle>
        <Text size={200} className={styles.meta}>
          {[SHEET.facts(sheet), ...siteOf(state)].join(' · ')}
        </Text>
      </div>
      <div className={styles.state} role="status">
        {isClean && <CheckmarkCircleRegular aria-hidden fontSize={20} className={styles.clean} />}
        <Text>{SHEET.states[step.name]({ ...sheet, sent: state.sent.rows })}</Text>
      </div>
      {refusal !== undefined && <Text>{refusal}</Text>}
      {/* What would be refused is no next step. */}
      {(refusal === undefined || step.name !== 'submit') && (
        <Button
          appearance="primary"
          className={styles.primary}
          disabled={state.busy !== undefined}
          onClick={actionOf(step, sheet, actions)}
        >
          {labelOf(step)}
        </Button>
      )}
      {step.name === 'fix' && refusal === undefined && state.connection.status === 'signed-in' && clean > 0 && (
        <Button appearance="subtle" size="small" disabled={state.busy !== undefined} onClick={actions.submitClean}>
          {SHEET.submitClean(clean)}
        </Button>
      )}
    </div>
  );
}

function labelOf(step: NextStep): string {
  switch (step.name) {
    case 'remove-leftovers':
      return step.hasSample ? SHEET.removeSample : SHEET.removeRows(step.rows);
    case 'start':
      return SHEET.startIn(step.row);
    case 'end':
      return SHEET.goToEndDate;
    case 'match':
      return SHEET.matchColumns;
    case 'header':
      return SHEET.fixHeader(step.problems);
    case 'fix':
      return SHEET.fixProblems(step.problems);
    case 'submit':
      return SHEET.submitRows(step.rows);
    case 'view-log':
      return SHEET.viewLog;
  }
}

/** What the primary button does. */
function actionOf(step: NextStep, sheet: SheetSummary, actions: SheetViewActions): () => void {
  switch (step.name) {
    case 'remove-leftovers':
      return () => actions.removeLeftovers();
    case 'start':
      return () => actions.goTo(`A${step.row}`);
    case 'end':
      return () => actions.goTo(step.cell);
    case 'match':
      return () => actions.matchColumns();
    case 'header':
      return () => actions.goTo(step.first);
    case 'fix':
      // A problem of the sheet as a whole or its header is no line of Fix errors.
      return () => (sheet.columns.length === 0 ? actions.nextProblem() : actions.fix());
    case 'submit':
      return () => actions.submit();
    case 'view-log':
      return () => actions.viewLog(step.upload);
  }
}

interface RemarksProps {
  readonly sheet: SheetSummary;
  readonly disabled: boolean;
  readonly actions: Pick<SheetViewActions, 'goTo' | 'mendHeader'>;
}

/** What is to be known about the sheet as a whole. */
function Remarks({ sheet, disabled, actions }: RemarksProps) {
  return (
    <>
      {sheet.highlights !== 'live' && <Text>{SHEET.highlights[sheet.highlights]}</Text>}
      {sheet.hasHiddenRows && <Text>{SHEET.hiddenRows}</Text>}
      {sheet.sheetFindings.map((finding) => (
        <SheetRemark key={`${finding.code} ${finding.message}`} finding={finding} disabled={disabled} actions={actions} />
      ))}
    </>
  );
}

function SheetRemark({ finding, disabled, actions }: Omit<RemarksProps, 'sheet'> & { readonly finding: SheetFinding }) {
  const styles = useStyles();
  const [first] = finding.cells;
  return (
    <div>
      <Text>
        {finding.message} {first && <Link onClick={() => actions.goTo(first)}>{SHEET.goTo(first)}</Link>}
      </Text>
      {finding.remedies.length > 0 && (
        <div className={styles.buttons}>
          {finding.remedies.map((remedy) => (
            <Button key={headerRemedyLabel(remedy)} size="small" disabled={disabled} onClick={() => actions.mendHeader(remedy)}>
              {headerRemedyLabel(remedy)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function Problems({ columns, onGo }: { columns: readonly ColumnProblems[]; onGo: (address: string) => void }) {
  const styles = useStyles();
  return (
    <section aria-label={SHEET.problemsByColumn}>
      <ul className={styles.list}>
        {columns.map((one) => (
          <li key={one.column} className={styles.line}>
            <Link onClick={() => onGo(one.first)} aria-label={SHEET.goToColumn(one.column, one.first)}>
              {one.column}
            </Link>
            <span className={styles.badges}>
              {one.errors > 0 && (
                <Badge color="danger" appearance="tint" aria-label={SHEET.problems(one.errors)}>
                  {SHEET.count(one.errors)}
                </Badge>
              )}
              {one.warnings > 0 && (
                <Badge color="warning" appearance="tint">
                  {SHEET.warnings(one.warnings)}
                </Badge>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** That the service can't be reached, and what works without it. @param listsFrom the time of the lists; null if there are none */
export function offlineText(listsFrom: string | null): string {
  return `${SHELL.offline} ${listsFrom === null ? SHELL.connectOnce : SHELL.listsFrom(moment(Date.parse(listsFrom)))}`;
}

function Offline({ listsFrom, onConnect }: { listsFrom: string | null; onConnect: () => void }) {
  return (
    <Text>
      {offlineText(listsFrom)} <Link onClick={onConnect}>{SHELL.tryAgain}</Link>
    </Text>
  );
}
