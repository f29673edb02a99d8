import { Badge, Button, Card, Link, makeStyles, Spinner, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import { lazy, Suspense } from 'react';
import type { Finding } from '../../core/check/finding';
import type { Controller } from '../controller';
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

/** Loaded when it is first looked at. */
const ExportView = lazy(async () => ({ default: (await import(/* webpackChunkName: "export" */ './export-view')).ExportView }));

const TransferView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "transfer" */ '../transfer/transfer-view')).TransferView,
}));

const MatchView = lazy(async () => ({ default: (await import(/* webpackChunkName: "match" */ '../match/match-view')).MatchView }));

/** Sheet status, next step and problems. */
export function SheetView({ controller, state }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  const { sheet, connection, busy, exported, matching, transfer } = state;
  if (connection.status === 'signed-out') return <Text>Sign in under Settings: the template and its lists come from your site.</Text>;
  if (connection.status === 'offline' && state.site === undefined) return <Offline controller={controller} />;
  if (sheet === undefined) return null;
  if (matching !== undefined)
    return (
      <Suspense fallback={<Spinner label="Opening" />}>
        <MatchView controller={controller} state={state} />
      </Suspense>
    );
  if (transfer !== undefined)
    return (
      <Suspense fallback={<Spinner label="Opening" />}>
        <TransferView controller={controller} state={state} />
      </Suspense>
    );
  if (exported !== undefined)
    return (
      <Suspense fallback={<Spinner label="Opening" />}>
        <ExportView controller={controller} state={state} />
      </Suspense>
    );
  return (
    <div className={styles.stack}>
      {connection.status === 'offline' && <Offline controller={controller} listsFrom={connection.listsFrom} />}
      {sheet.isCaseload ? (
        <Caseload controller={controller} sheet={sheet} disabled={busy !== undefined} />
      ) : (
        <NoCaseload controller={controller} state={state} sheet={sheet} />
      )}
      {state.selected && <Selected address={state.selected.address} findings={state.selected.findings} />}
    </div>
  );
}

function NoCaseload({ controller, state, sheet }: { controller: Controller; state: PaneState; sheet: SheetSummary }) {
  const styles = useStyles();
  const [elsewhere] = sheet.sheetFindings.filter((finding) => finding.code === 'sheet.not-first');
  return (
    <div className={styles.stack}>
      <Subtitle2 as="h1">New caseload</Subtitle2>
      <Text>
        {elsewhere?.message ??
          'Start with the template: it goes into the first worksheet, with dropdowns of your programs, staff and lists.'}
      </Text>
      <TemplateForm controller={controller} state={state} />
      <Button appearance="primary" disabled={state.busy !== undefined} onClick={() => void controller.sheet.insertTemplate()}>
        Insert template
      </Button>
      <Text>Do you have a spreadsheet already? Its columns are matched to the template’s, and your rows filled in.</Text>
      <Button disabled={state.busy !== undefined} onClick={() => void controller.match.open()}>
        Match columns
      </Button>
      <TransferButton controller={controller} state={state} />
    </div>
  );
}

/** For those who may begin and end assignments. */
function TransferButton({ controller, state: { connection, busy } }: { controller: Controller; state: PaneState }) {
  if (connection.status !== 'signed-in' || !canTransfer(connection.session.securities)) return null;
  return (
    <>
      <Text>Is a caseworker leaving or handing over cases? This fills the sheet with all of their open assignments.</Text>
      <Button disabled={busy !== undefined} onClick={() => controller.transfer.open()}>
        Transfer caseload
      </Button>
    </>
  );
}

function Caseload({ controller, sheet, disabled }: { controller: Controller; sheet: SheetSummary; disabled: boolean }) {
  const styles = useStyles();
  const isClean = sheet.errors === 0 && sheet.rows > 0;
  const hasLeftovers = sheet.leftovers.length > 0;
  const remove = () => void controller.sheet.removeLeftovers();
  return (
    <div className={styles.stack}>
      <div>
        <Subtitle2 as="h1">{sheet.name}</Subtitle2>
        <div className={styles.facts}>
          <Text size={200}>{plural(sheet.rows, 'row')}</Text>
          <Text size={200}>{plural(sheet.inserts, 'insert')}</Text>
          <Text size={200}>{plural(sheet.updates, 'update')}</Text>
          <Text size={200}>{plural(sheet.errors, 'problem')}</Text>
          {sheet.warnings > 0 && <Text size={200}>{plural(sheet.warnings, 'warning')}</Text>}
        </div>
      </div>
      <div className={styles.buttons}>
        {hasLeftovers && (
          <Button appearance="primary" disabled={disabled} onClick={remove}>
            Remove sample and instructions
          </Button>
        )}
        <Button
          appearance={isClean && !hasLeftovers ? 'primary' : 'secondary'}
          disabled={disabled}
          onClick={() => void controller.submission.submit()}
        >
          Submit
        </Button>
        <Button
          appearance={isClean || hasLeftovers ? 'secondary' : 'primary'}
          disabled={disabled}
          onClick={() => void controller.sheet.check()}
        >
          Check sheet
        </Button>
        {sheet.columns.length > 0 && !hasLeftovers && (
          <Button disabled={disabled} onClick={() => controller.show('fixes')}>
            Fix errors
          </Button>
        )}
        <Button
          disabled={disabled || sheet.rows === 0}
          onClick={() => void controller.submission.test()}
          title="Sends the first two rows, for real"
        >
          Test upload
        </Button>
        <Button disabled={disabled || sheet.rows === 0} onClick={() => void controller.sheet.csv.make()}>
          Export CSV
        </Button>
      </div>
      {sheet.results !== undefined && (
        <Button disabled={disabled} onClick={() => void controller.sheet.results.remove()}>
          Remove results
        </Button>
      )}
      {isClean && sheet.warnings === 0 && (
        <div className={styles.clean}>
          <CheckmarkCircleRegular aria-hidden />
          <Text>No problems. Submit when you are ready.</Text>
        </div>
      )}
      {sheet.hasHiddenRows && <Text>Some rows are hidden, by a filter perhaps. They are checked and uploaded like the others.</Text>}
      {sheet.sheetFindings.map((finding) => (
        <SheetFinding
          key={`${finding.code} ${finding.message}`}
          finding={finding}
          onGo={(address) => void controller.sheet.goTo(address)}
        />
      ))}
      {sheet.columns.length > 0 && <Problems columns={sheet.columns} onGo={(address) => void controller.sheet.goTo(address)} />}
    </div>
  );
}

function SheetFinding({ finding, onGo }: { finding: Finding; onGo: (address: string) => void }) {
  const [first] = finding.cells;
  return (
    <Text>
      {finding.message} {first && <Link onClick={() => onGo(first)}>Go to {first}</Link>}
    </Text>
  );
}

function Problems({ columns, onGo }: { columns: readonly ColumnProblems[]; onGo: (address: string) => void }) {
  const styles = useStyles();
  return (
    <section aria-label="Problems by column">
      <ul className={styles.list}>
        {columns.map((one) => (
          <li key={one.column} className={styles.line}>
            <Link onClick={() => onGo(one.first)} aria-label={`${one.column}: go to ${one.first}`}>
              {one.column}
            </Link>
            <span className={styles.badges}>
              {one.errors > 0 && (
                <Badge color="danger" appearance="tint">
                  {plural(one.errors, 'problem')}
                </Badge>
              )}
              {one.warnings > 0 && (
                <Badge color="warning" appearance="tint">
                  {plural(one.warnings, 'warning')}
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
    <Card className={styles.stack} role="region" aria-label={`Problem in ${address}`}>
      <Subtitle2 as="h2">{address}</Subtitle2>
      {findings.map((finding) => (
        <div key={`${finding.code} ${finding.message}`}>
          <Text block>{finding.message}</Text>
          {finding.suggestions.length > 0 && finding.code !== 'cell.hidden-characters' && (
            <Text block>
              Did you mean <strong>{finding.suggestions.slice(0, 3).join(', ')}</strong>?
            </Text>
          )}
        </div>
      ))}
    </Card>
  );
}

function Offline({ controller, listsFrom = null }: { controller: Controller; listsFrom?: string | null }) {
  const age =
    listsFrom === null
      ? 'Connect once to load your site’s lists.'
      : `You can go on with the lists of ${new Date(listsFrom).toLocaleString()}; submitting needs the service.`;
  return (
    <Text>
      The service can’t be reached. {age} <Link onClick={() => void controller.connection.connect()}>Try again</Link>
    </Text>
  );
}

function plural(count: number, word: string): string {
  return `${count.toLocaleString()} ${word}${count === 1 ? '' : 's'}`;
}
