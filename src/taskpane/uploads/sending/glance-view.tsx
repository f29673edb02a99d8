import {
  Button,
  Checkbox,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { Fragment, useState } from 'react';
import { RECOMMENDED_ROWS } from '../../../core/check/sheet-check';
import { SHEET } from '../../../core/text/pane/sheet';
import { GLANCE } from '../../../core/text/pane/uploads';
import { BackButton } from '../../shell/back-button';
import { ScreenTitle } from '../../shell/screen-title';
import type { CaseworkerRow, Glance, RowNote } from './glance';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px' },
  primary: { width: '100%' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  line: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '8px', minHeight: '28px' },
  name: { padding: 0, minWidth: 0, fontWeight: 'normal', textAlign: 'left', justifyContent: 'flex-start' },
  size: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  rows: { listStyleType: 'none', margin: 0, padding: '0 0 4px 22px', display: 'flex', flexDirection: 'column', gap: '2px' },
  meta: { color: tokens.colorNeutralForeground2 },
});

/** The most rows of a caseworker to show. */
const SHOWN = 100;
/** The most rows of a note to show. */
const SHOWN_NOTED = 5;

/** The actions of the glance. */
export interface GlanceActions {
  /** @param inBatches whether many rows are sent in batches */
  submit(inBatches: boolean): void;
  close(): void;
  rowsOf(staffId: number): readonly CaseworkerRow[];
  goTo(address: string): void;
  /** Whether to submit without a glance from now on. */
  skip(isSkipped: boolean): void;
}

interface Props {
  readonly glance: Glance;
  readonly isSkipped: boolean;
  readonly disabled: boolean;
  readonly actions: GlanceActions;
}

/** What a submission changes, before it is sent. */
export function GlanceView({ glance, isSkipped, disabled, actions }: Props) {
  const styles = useStyles();
  const { rows, batches, kept, isTest, needsApproval, effects, warnings, keptNotes } = glance;
  // What is kept back is moved when all others are applied.
  const isLarge = rows > RECOMMENDED_ROWS && batches > 1 && kept === 0;
  const [inBatches, setInBatches] = useState(true);
  return (
    <div className={styles.stack}>
      <BackButton to={GLANCE.back} onClick={() => actions.close()} />
      <div>
        <ScreenTitle>{GLANCE.title(glance.name)}</ScreenTitle>
        <Text block>{GLANCE.notSent(effects === null ? GLANCE.rows(rows) : GLANCE.effects(effects))}</Text>
        {isTest && <Text block>{GLANCE.isTest(rows)}</Text>}
        {needsApproval && <Text block>{GLANCE.needsApproval}</Text>}
        {kept > 0 && <Text block>{needsApproval ? GLANCE.keptHere(kept) : GLANCE.kept(kept)}</Text>}
      </div>
      {keptNotes.map((note) => (
        <Note key={note.message} intent="info" note={note} goTo={actions.goTo} />
      ))}
      {warnings.map((note) => (
        <Note key={note.message} intent="warning" note={note} goTo={actions.goTo} />
      ))}
      {isLarge && (
        <RadioGroup
          aria-label={GLANCE.way}
          value={inBatches ? 'batches' : 'once'}
          onChange={(_, data) => setInBatches(data.value === 'batches')}
        >
          <Radio value="batches" label={GLANCE.inBatches(batches, RECOMMENDED_ROWS)} />
          <Radio value="once" label={GLANCE.atOnce} />
        </RadioGroup>
      )}
      <Button appearance="primary" className={styles.primary} disabled={disabled} onClick={() => actions.submit(isLarge && inBatches)}>
        {isLarge && inBatches ? GLANCE.submitBatches(rows, batches) : SHEET.submitRows(rows)}
      </Button>
      {effects !== null && (
        <section aria-label={GLANCE.caseworkers}>
          <div className={styles.line}>
            <Text weight="semibold">{GLANCE.caseworkers}</Text>
            <Text size={200} className={styles.meta}>
              {GLANCE.caseload}
            </Text>
          </div>
          <ul className={styles.list}>
            {effects.caseworkers.map((one) => (
              <Caseworker key={one.staffId} caseworker={one} actions={actions} />
            ))}
          </ul>
        </section>
      )}
      {kept === 0 && <Checkbox label={GLANCE.skip} checked={isSkipped} onChange={(_, data) => actions.skip(data.checked === true)} />}
    </div>
  );
}

interface NoteProps {
  readonly intent: 'info' | 'warning';
  readonly note: RowNote;
  readonly goTo: GlanceActions['goTo'];
}

function Note({ intent, note: { message, rows }, goTo }: NoteProps) {
  const shown = rows.slice(0, SHOWN_NOTED);
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        {message}{' '}
        {shown.map((row, place) => (
          <Fragment key={row}>
            {place > 0 && ', '}
            <Link onClick={() => goTo(`A${row}`)}>{GLANCE.row(row)}</Link>
          </Fragment>
        ))}
        {rows.length > shown.length && ` ${GLANCE.more(rows.length - shown.length)}`}
      </MessageBarBody>
    </MessageBar>
  );
}

type CaseworkerEffect = NonNullable<Glance['effects']>['caseworkers'][number];

function Caseworker({ caseworker, actions }: { readonly caseworker: CaseworkerEffect; readonly actions: GlanceActions }) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const { name, before, after, staffId } = caseworker;
  const rows = isOpen ? actions.rowsOf(staffId) : [];
  return (
    <li>
      <div className={styles.line}>
        <Button
          appearance="transparent"
          size="small"
          className={styles.name}
          aria-expanded={isOpen}
          icon={isOpen ? <ChevronDownRegular aria-hidden /> : <ChevronRightRegular aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {name}
        </Button>
        <Text className={styles.size} aria-label={GLANCE.becomes(before, after)}>
          {GLANCE.change(before, after)}
        </Text>
      </div>
      {isOpen && (
        <ul className={styles.rows}>
          {rows.slice(0, SHOWN).map((row) => (
            <li key={row.row}>
              <Link onClick={() => actions.goTo(`A${row.row}`)}>{GLANCE.row(row.row)}</Link>{' '}
              <Text size={200}>{GLANCE.does(row.begins, row.participantId)}</Text>
            </li>
          ))}
          {rows.length > SHOWN && <Text size={200}>{GLANCE.more(rows.length - SHOWN)}</Text>}
        </ul>
      )}
    </li>
  );
}
