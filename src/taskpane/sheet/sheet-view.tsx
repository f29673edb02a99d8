import { Badge, Button, Card, Link, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import type { TemplatePicks } from '../../core/caseload/template';
import type { Finding } from '../../core/check/finding';
import { SHEET } from '../../core/text/en/pane/sheet';
import { SHELL } from '../../core/text/en/pane/shell';
import type { PaneState } from '../shell/pane-state';
import { canTransfer } from '../transfer/transfer';
import type { ColumnProblems, SheetSummary } from './sheet-summary';
import { TemplateForm } from './template-form';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  facts: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', color: tokens.colorNeutralForeground2 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  line: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '8px', minHeight: '32px' },
  badges: { display: 'flex', gap: '4px' },
  clean: { display: 'flex', alignItems: 'center', gap: '8px', color: tokens.colorPaletteGreenForeground1 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** The actions of the sheet’s screen. */
export interface SheetViewActions {
  insertTemplate(): void;
  pick(picks: TemplatePicks): void;
  removeLeftovers(): void;
  removeResults(): void;
  check(): void;
  fix(): void;
  submit(): void;
  testUpload(): void;
  exportCsv(): void;
  matchColumns(): void;
  transferCaseload(): void;
  connect(): void;
  goTo(address: string): void;
}

interface Props {
  readonly state: PaneState;
  readonly actions: SheetViewActions;
}

/** Sheet status, next step and problems. */
export function SheetView({ state, actions }: Props) {
  const styles = useStyles();
  const { sheet, connection, busy } = state;
  if (sheet === undefined) return null;
  return (
    <div className={styles.stack}>
      {connection.status === 'offline' && <Offline listsFrom={connection.listsFrom} onConnect={actions.connect} />}
      {sheet.isCaseload ? (
        <Caseload actions={actions} sheet={sheet} disabled={busy !== undefined} />
      ) : (
        <NoCaseload state={state} actions={actions} sheet={sheet} />
      )}
      {state.selected && <Selected address={state.selected.address} findings={state.selected.findings} />}
    </div>
  );
}

function NoCaseload({ state, actions, sheet }: Props & { readonly sheet: SheetSummary }) {
  const styles = useStyles();
  const [elsewhere] = sheet.sheetFindings.filter((finding) => finding.code === 'sheet.not-first');
  return (
    <div className={styles.stack}>
      <Subtitle2 as="h1">{SHEET.newCaseload}</Subtitle2>
      <Text>{elsewhere?.message ?? SHEET.start}</Text>
      <TemplateForm state={state} onPick={actions.pick} />
      <Button appearance="primary" disabled={state.busy !== undefined} onClick={actions.insertTemplate}>
        {SHEET.insertTemplate}
      </Button>
      <Text>{SHEET.ownSheet}</Text>
      <Button disabled={state.busy !== undefined} onClick={actions.matchColumns}>
        {SHEET.matchColumns}
      </Button>
      <TransferButton state={state} actions={actions} />
    </div>
  );
}

/** For users with the rights to begin and end assignments. */
function TransferButton({ state: { connection, busy }, actions }: Props) {
  if (connection.status !== 'signed-in' || !canTransfer(connection.session.securities)) return null;
  return (
    <>
      <Text>{SHEET.handOver}</Text>
      <Button disabled={busy !== undefined} onClick={actions.transferCaseload}>
        {SHEET.transferCaseload}
      </Button>
    </>
  );
}

function Caseload({ actions, sheet, disabled }: { actions: SheetViewActions; sheet: SheetSummary; disabled: boolean }) {
  const styles = useStyles();
  const isClean = sheet.errors === 0 && sheet.rows > 0;
  const hasLeftovers = sheet.leftovers.length > 0;
  return (
    <div className={styles.stack}>
      <div>
        <Subtitle2 as="h1">{sheet.name}</Subtitle2>
        <div className={styles.facts}>
          <Text size={200}>{SHEET.rows(sheet.rows)}</Text>
          <Text size={200}>{SHEET.inserts(sheet.inserts)}</Text>
          <Text size={200}>{SHEET.updates(sheet.updates)}</Text>
          <Text size={200}>{SHEET.problems(sheet.errors)}</Text>
          {sheet.warnings > 0 && <Text size={200}>{SHEET.warnings(sheet.warnings)}</Text>}
        </div>
      </div>
      <div className={styles.buttons}>
        {hasLeftovers && (
          <Button appearance="primary" disabled={disabled} onClick={actions.removeLeftovers}>
            {SHEET.removeLeftovers}
          </Button>
        )}
        <Button appearance={isClean && !hasLeftovers ? 'primary' : 'secondary'} disabled={disabled} onClick={actions.submit}>
          {SHEET.submit}
        </Button>
        <Button appearance={isClean || hasLeftovers ? 'secondary' : 'primary'} disabled={disabled} onClick={actions.check}>
          {SHEET.checkSheet}
        </Button>
        {sheet.columns.length > 0 && !hasLeftovers && (
          <Button disabled={disabled} onClick={actions.fix}>
            {SHEET.fixErrors}
          </Button>
        )}
        <Button disabled={disabled || sheet.rows === 0} onClick={actions.testUpload} title={SHEET.testUploadHint}>
          {SHEET.testUpload}
        </Button>
        <Button disabled={disabled || sheet.rows === 0} onClick={actions.exportCsv}>
          {SHEET.exportCsv}
        </Button>
      </div>
      {sheet.results !== undefined && (
        <Button disabled={disabled} onClick={actions.removeResults}>
          {SHEET.removeResults}
        </Button>
      )}
      {isClean && sheet.warnings === 0 && (
        <div className={styles.clean}>
          <CheckmarkCircleRegular aria-hidden />
          <Text>{SHEET.clean}</Text>
        </div>
      )}
      {sheet.highlights !== 'live' && <Text>{SHEET.highlights[sheet.highlights]}</Text>}
      {sheet.hasHiddenRows && <Text>{SHEET.hiddenRows}</Text>}
      {sheet.sheetFindings.map((finding) => (
        <SheetFinding key={`${finding.code} ${finding.message}`} finding={finding} onGo={actions.goTo} />
      ))}
      {sheet.columns.length > 0 && <Problems columns={sheet.columns} onGo={actions.goTo} />}
    </div>
  );
}

function SheetFinding({ finding, onGo }: { finding: Finding; onGo: (address: string) => void }) {
  const [first] = finding.cells;
  return (
    <Text>
      {finding.message} {first && <Link onClick={() => onGo(first)}>{SHEET.goTo(first)}</Link>}
    </Text>
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
                <Badge color="danger" appearance="tint">
                  {SHEET.problems(one.errors)}
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

function Selected({ address, findings }: { address: string; findings: readonly Finding[] }) {
  const styles = useStyles();
  return (
    <Card className={styles.stack} role="region" aria-label={SHEET.problemIn(address)}>
      <Subtitle2 as="h2">{address}</Subtitle2>
      {findings.map((finding) => (
        <div key={`${finding.code} ${finding.message}`}>
          <Text block>{finding.message}</Text>
          {finding.suggestions.length > 0 && finding.code !== 'cell.hidden-characters' && (
            <Text block>
              {SHEET.didYouMean.before}
              <strong>{finding.suggestions.slice(0, 3).join(', ')}</strong>
              {SHEET.didYouMean.after}
            </Text>
          )}
        </div>
      ))}
    </Card>
  );
}

/** Shown offline: the age of the lists, and a link to reconnect. */
export function Offline({ listsFrom, onConnect }: { listsFrom: string | null; onConnect: () => void }) {
  const age = listsFrom === null ? SHELL.connectOnce : SHELL.listsFrom(new Date(listsFrom).toLocaleString());
  return (
    <Text>
      {SHELL.offline} {age} <Link onClick={onConnect}>{SHELL.tryAgain}</Link>
    </Text>
  );
}
