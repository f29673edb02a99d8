import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { number } from '../../core/text/format';
import { REPORT } from '../../core/text/pane/caseload';
import { TRANSFER } from '../../core/text/pane/transfer';
import { BackButton } from '../shell/back-button';
import { DataTable } from '../shell/data-table';
import { ScreenTitle } from '../shell/screen-title';
import type { CaseloadReport } from './report';
import type { NamedCounts, ReportTables } from './report-tables';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  totals: { display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: '8px', margin: 0 },
  total: { margin: 0, fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, fontWeight: tokens.fontWeightSemibold },
  meta: { color: tokens.colorNeutralForeground2 },
  chart: { width: '100%', height: 'auto', display: 'block' },
  begun: { fill: tokens.colorBrandBackground },
  ended: { fill: tokens.colorNeutralForeground3 },
  label: { fill: tokens.colorNeutralForeground2, fontSize: '11px' },
  legend: { display: 'flex', gap: '16px' },
  swatch: { display: 'inline-block', width: '10px', height: '10px', marginRight: '6px', forcedColorAdjust: 'none' },
  begunSwatch: { backgroundColor: tokens.colorBrandBackground },
  endedSwatch: { backgroundColor: tokens.colorNeutralForeground3 },
});

interface ReportViewProps {
  /** Once loaded. */
  readonly report: ReportTables | undefined;
  readonly disabled: boolean;
  readonly actions: CaseloadReport;
}

/** *Caseload*: numbers from the record. */
export function ReportView({ report, disabled, actions }: ReportViewProps) {
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      <BackButton to={TRANSFER.back} onClick={() => actions.close()} />
      <ScreenTitle>{REPORT.title}</ScreenTitle>
      {report !== undefined && (
        <>
          <Text className={styles.meta}>{REPORT.today(report.today)}</Text>
          <dl className={styles.totals}>
            {(['open', 'begun', 'ended'] as const).map((what) => (
              <div key={what}>
                <dt className={styles.meta}>{REPORT.short[what]}</dt>
                <dd className={styles.total}>{number(report.total[what])}</dd>
              </div>
            ))}
          </dl>
          <Button appearance="primary" disabled={disabled} onClick={() => void actions.intoSheet(report)}>
            {REPORT.intoSheet}
          </Button>
          {report.months.some(({ begun, ended }) => begun + ended > 0) ? (
            <Chart months={report.months} />
          ) : (
            <Text>{REPORT.noneLately}</Text>
          )}
          <Numbers title={REPORT.caseworker} rows={report.caseworkers} />
          <Numbers title={REPORT.program} rows={report.programs} />
        </>
      )}
    </div>
  );
}

const WIDTH = 316;
/** A month's height, its name's width, and the longest number's. */
const MONTH = 34;
const NAME = 40;
const COUNT = 48;
const BAR = 12;

/** What began and ended in each month, as bars, with the numbers beside them. */
function Chart({ months }: Pick<ReportTables, 'months'>) {
  const styles = useStyles();
  const most = Math.max(1, ...months.flatMap(({ begun, ended }) => [begun, ended]));
  const widthOf = (count: number) => (count / most) * (WIDTH - NAME - COUNT);
  const bar = (y: number, count: number, className: string) => (
    <>
      <rect className={className} x={NAME} y={y} width={widthOf(count)} height={BAR} />
      <text className={styles.label} x={NAME + widthOf(count) + 4} y={y + 10}>
        {number(count)}
      </text>
    </>
  );
  return (
    <div>
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${MONTH * months.length}`} role="img" aria-label={REPORT.chart(months)}>
        {months.map(({ name, begun, ended }, place) => {
          const top = place * MONTH;
          return (
            <g key={name}>
              <text className={styles.label} x={0} y={top + 17}>
                {name}
              </text>
              {bar(top, begun, styles.begun)}
              {bar(top + BAR + 2, ended, styles.ended)}
            </g>
          );
        })}
      </svg>
      <div className={styles.legend} aria-hidden>
        {(['begun', 'ended'] as const).map((what) => (
          <Text key={what} size={200}>
            <span className={mergeClasses(styles.swatch, what === 'begun' ? styles.begunSwatch : styles.endedSwatch)} />
            {REPORT.legend[what]}
          </Text>
        ))}
      </div>
    </div>
  );
}

/** A table of numbers by name. */
function Numbers({ title, rows }: { readonly title: string; readonly rows: readonly NamedCounts[] }) {
  const quantity = (what: 'open' | 'begun' | 'ended') => ({
    title: REPORT.short[what],
    width: 64,
    isQuantity: true,
    cell: (row: NamedCounts) => number(row[what]),
  });
  return (
    <DataTable
      label={title}
      rows={rows}
      keyOf={({ key }) => key}
      columns={[{ title, cell: ({ name }) => name }, quantity('open'), quantity('begun'), quantity('ended')]}
    />
  );
}
