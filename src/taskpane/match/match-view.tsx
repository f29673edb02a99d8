import { Badge, Button, Card, Combobox, Field, makeStyles, Option, Select, Text, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import type { Site } from '../../api/site';
import { type Cell, cellText, columnLetters } from '../../core/caseload/cells';
import { type Column, type ColumnKey, siteColumns } from '../../core/caseload/columns';
import { readDateNumber } from '../../core/caseload/dates';
import type { ActionForAll } from '../../core/match/fill-rows';
import type { MatchedColumn } from '../../core/match/match-columns';
import { date } from '../../core/text/format';
import { MATCH } from '../../core/text/pane/match';
import { SHELL } from '../../core/text/pane/shell';
import { BackButton } from '../shell/back-button';
import { FileDrop } from '../shell/file-drop';
import type { Matching } from '../shell/pane-state';
import { ScreenTitle } from '../shell/screen-title';
import type { MatchColumns } from './match-columns';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  head: { display: 'flex', justifyContent: 'space-between', gap: '8px', alignItems: 'center' },
  value: { overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  narrow: { minWidth: 0 },
  hidden: { display: 'none' },
});

const NOT_USED = '';

interface MatchViewProps {
  readonly matching: Matching;
  readonly site: Site;
  /** Whether the user may import IDs. */
  readonly mayImport: boolean;
  readonly disabled: boolean;
  readonly actions: MatchColumns;
}

/** The foreign sheet's columns: match, certainty and samples. */
export function MatchView({ matching, site, mayImport, disabled, actions }: MatchViewProps) {
  const styles = useStyles();
  const used = matching.columns.filter(({ key }) => key !== null);
  const columns = siteColumns(site);
  const missing = columns.filter((column) => isMissed(column.key, matching));
  return (
    <div className={styles.stack}>
      <BackButton to={MATCH.back} onClick={() => actions.close()} />
      <ScreenTitle>{MATCH.title}</ScreenTitle>
      <Source actions={actions} matching={matching} disabled={disabled} />
      <System actions={actions} matching={matching} mayImport={mayImport} disabled={disabled} />
      {matching.source !== undefined && (
        <>
          <Text>{MATCH.found(matching.source, matching.headerRow, matching.rows)}</Text>
          <Button appearance="primary" disabled={disabled || used.length === 0} onClick={() => void actions.fill()}>
            {MATCH.fill}
          </Button>
          {missing.length > 0 && <Text size={200}>{MATCH.notFound(missing.map(({ header }) => header))}</Text>}
          {!used.some(({ key }) => key === 'action') && (
            <Field label={MATCH.action}>
              <Select
                className={styles.narrow}
                value={matching.action}
                onChange={(_, data) => actions.chooseAction(data.value as ActionForAll)}
              >
                {Object.entries(MATCH.actions).map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <ul aria-label={MATCH.columns} className={styles.list}>
            {matching.columns.map((column) => (
              <li key={column.index}>
                <MatchLine column={column} options={columns} onChoose={(key) => actions.choose(column.index, key)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Whether a required column has no match. One way to name the caseworker is enough. */
function isMissed(key: ColumnKey, { columns }: Matching): boolean {
  const has = (one: ColumnKey) => columns.some((column) => column.key === one);
  if (has(key) || key === 'action' || key.startsWith('program')) return false;
  if (key === 'staffId' || key === 'caseworkerFirstName' || key === 'caseworkerLastName') return false;
  return key !== 'caseworkerName' || !(has('staffId') || (has('caseworkerFirstName') && has('caseworkerLastName')));
}

function Source({ actions, matching, disabled }: { actions: MatchColumns; matching: Matching; disabled: boolean }) {
  const isSheet = matching.source !== undefined && matching.sheets.includes(matching.source);
  return (
    <FileDrop label={MATCH.file} hint={MATCH.dropHint} disabled={disabled} onFile={(file) => void actions.chooseFile(file)}>
      <Field label={MATCH.worksheet}>
        <Select
          disabled={disabled}
          value={isSheet ? matching.source : ''}
          onChange={(_, data) => data.value !== '' && void actions.chooseSheet(data.value)}
        >
          <option value="">{MATCH.choose}</option>
          {matching.sheets.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </FileDrop>
  );
}

interface SystemProps extends Pick<MatchViewProps, 'actions' | 'matching' | 'mayImport' | 'disabled'> {}

/** Which system the sheet comes from, and what is known of it. */
function System({ actions, matching, mayImport, disabled }: SystemProps) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const { known, sourceName } = matching;
  const source = known.find(({ name }) => name === sourceName);
  return (
    <>
      <Field label={MATCH.sourceName} hint={MATCH.sourceHint}>
        <Combobox
          className={styles.narrow}
          freeform
          expandIcon={{ 'aria-label': SHELL.openList(MATCH.sourceName) }}
          value={sourceName}
          onChange={(event) => void actions.chooseSource(event.target.value.slice(0, 60))}
          onOptionSelect={(_, { optionText }) => optionText !== undefined && void actions.chooseSource(optionText)}
        >
          {known.map(({ id, name }) => (
            <Option key={id}>{name}</Option>
          ))}
        </Combobox>
      </Field>
      {source !== undefined && <Text size={200}>{MATCH.knownIds(source.participants, source.staff)}</Text>}
      {mayImport && sourceName.trim() !== '' && (
        <Field hint={MATCH.idsHint}>
          <Button disabled={disabled} onClick={() => input.current?.click()}>
            {MATCH.importIds}
          </Button>
        </Field>
      )}
      <input
        ref={input}
        className={styles.hidden}
        type="file"
        accept=".csv,.xlsx"
        aria-label={MATCH.importIds}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) void actions.importIds(file);
        }}
      />
    </>
  );
}

/** The longest sample, in characters. */
const LONGEST_SAMPLE = 60;

function sampleText(cell: Cell, isDate: boolean): string {
  const reading = isDate && typeof cell === 'number' ? readDateNumber(cell) : undefined;
  return reading !== undefined && 'serial' in reading ? date(reading.serial) : cellText(cell).slice(0, LONGEST_SAMPLE);
}

const CERTAINTY_COLORS = { sure: 'success', likely: 'warning', unsure: 'danger' } as const;

function MatchLine(props: { column: MatchedColumn; options: readonly Column[]; onChoose: (key: ColumnKey | null) => void }) {
  const styles = useStyles();
  const { column, options, onChoose } = props;
  const { header, samples, key, certainty } = column;
  const name = header || MATCH.noHeader(columnLetters(column.index));
  const isDate = options.find((option) => option.key === key)?.kind.type === 'date';
  return (
    <Card size="small">
      <div className={styles.head}>
        <Text weight="semibold" className={styles.value}>
          {name}
        </Text>
        {key !== null && (
          <Badge appearance="tint" color={CERTAINTY_COLORS[certainty]}>
            {MATCH.certainty[certainty]}
          </Badge>
        )}
      </div>
      <Text size={200} className={styles.meta}>
        {samples.length === 0 ? MATCH.empty : samples.map((cell) => sampleText(cell, isDate)).join(' · ')}
      </Text>
      <Select
        aria-label={MATCH.columnIs(name)}
        value={key ?? NOT_USED}
        onChange={(_, data) => onChoose(data.value === NOT_USED ? null : (data.value as ColumnKey))}
      >
        <option value={NOT_USED}>{MATCH.notUsed}</option>
        {options.map((option) => (
          <option key={option.key} value={option.key}>
            {option.header}
          </option>
        ))}
      </Select>
    </Card>
  );
}
