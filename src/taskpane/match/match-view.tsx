import { Badge, Button, Card, Field, makeStyles, Select, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { type ColumnKey, siteColumns } from '../../core/caseload/columns';
import type { ActionForAll } from '../../core/match/fill-rows';
import type { MatchedColumn } from '../../core/match/match-columns';
import type { Controller } from '../controller';
import { FileDrop } from '../shell/file-drop';
import type { Matching, PaneState } from '../shell/pane-state';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  back: { alignSelf: 'flex-start' },
  head: { display: 'flex', justifyContent: 'space-between', gap: '8px', alignItems: 'center' },
  value: { overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  narrow: { minWidth: 0 },
});

const NOT_USED = '';
const ACTIONS: Readonly<Record<ActionForAll, string>> = {
  'by End Date': 'Update where there is an End Date, else Insert',
  Insert: 'Insert in all rows',
  Update: 'Update in all rows',
};

/** Somebody's own sheet: which of its columns is which, how sure that is, and what is in it. */
export function MatchView({ controller, state }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  const { matching, site, busy } = state;
  if (matching === undefined || site === undefined) return null;
  const { match } = controller;
  const used = matching.columns.filter(({ key }) => key !== null);
  const unused = matching.columns.filter(({ key }) => key === null);
  const columns = siteColumns(site);
  const missing = columns.filter((column) => isMissed(column.key, matching));
  return (
    <div className={styles.stack}>
      <Button className={styles.back} appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => match.close()}>
        Sheet
      </Button>
      <Subtitle2 as="h1">Match columns</Subtitle2>
      <Source controller={controller} matching={matching} disabled={busy !== undefined} />
      {matching.source !== undefined && (
        <>
          <Text>
            “{matching.source}”: header in row {matching.headerRow}, {matching.rows.toLocaleString()} rows below. Correct what is taken
            wrongly.
          </Text>
          <Button appearance="primary" disabled={busy !== undefined || used.length === 0} onClick={() => void match.fill()}>
            Fill template
          </Button>
          {missing.length > 0 && (
            <Text size={200}>Not found: {missing.map(({ header }) => header).join(', ')}. Their cells stay empty.</Text>
          )}
          {!used.some(({ key }) => key === 'action') && (
            <Field label="Update OR Insert">
              <Select
                className={styles.narrow}
                value={matching.action}
                onChange={(_, data) => match.chooseAction(data.value as ActionForAll)}
              >
                {Object.entries(ACTIONS).map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <ul aria-label="Columns" className={styles.list}>
            {[...used, ...unused].map((column) => (
              <li key={column.index}>
                <MatchLine column={column} options={columns} onChoose={(key) => match.choose(column.index, key)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Columns that a sheet needs, and that none was found for; of the ways to name the caseworker one is enough. */
function isMissed(key: ColumnKey, { columns }: Matching): boolean {
  const has = (one: ColumnKey) => columns.some((column) => column.key === one);
  if (has(key) || key === 'action' || key.startsWith('program')) return false;
  if (key === 'staffId' || key === 'caseworkerFirstName' || key === 'caseworkerLastName') return false;
  return key !== 'caseworkerName' || !(has('staffId') || (has('caseworkerFirstName') && has('caseworkerLastName')));
}

function Source({ controller, matching, disabled }: { controller: Controller; matching: Matching; disabled: boolean }) {
  const { match } = controller;
  const isSheet = matching.source !== undefined && matching.sheets.includes(matching.source);
  return (
    <FileDrop
      label="File to match"
      hint="or drop a .csv or .xlsx file here"
      disabled={disabled}
      onFile={(file) => void match.chooseFile(file)}
    >
      <Field label="Worksheet">
        <Select
          disabled={disabled}
          value={isSheet ? matching.source : ''}
          onChange={(_, data) => data.value !== '' && void match.chooseSheet(data.value)}
        >
          <option value="">Choose …</option>
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

const SURENESS = {
  sure: { label: 'Sure', color: 'success' },
  likely: { label: 'Likely', color: 'warning' },
  unsure: { label: 'Not sure', color: 'danger' },
} as const;

function MatchLine(props: {
  column: MatchedColumn;
  options: readonly { readonly key: ColumnKey; readonly header: string }[];
  onChoose: (key: ColumnKey | null) => void;
}) {
  const styles = useStyles();
  const { column, options, onChoose } = props;
  const { header, samples, key, sureness } = column;
  const name = header === '' ? 'No header' : header;
  const { label, color } = SURENESS[sureness];
  return (
    <Card size="small">
      <div className={styles.head}>
        <Text weight="semibold" className={styles.value}>
          {name}
        </Text>
        {key !== null && (
          <Badge appearance="tint" color={color}>
            {label}
          </Badge>
        )}
      </div>
      <Text size={200} className={styles.meta}>
        {samples.length === 0 ? 'Empty' : samples.join(' · ')}
      </Text>
      <Select
        aria-label={`${name} is`}
        value={key ?? NOT_USED}
        onChange={(_, data) => onChoose(data.value === NOT_USED ? null : (data.value as ColumnKey))}
      >
        <option value={NOT_USED}>Not used</option>
        {options.map((option) => (
          <option key={option.key} value={option.key}>
            {option.header}
          </option>
        ))}
      </Select>
    </Card>
  );
}
