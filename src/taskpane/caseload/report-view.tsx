import { Button, makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { number } from '../../core/text/format';
import { REPORT } from '../../core/text/pane/caseload';
import { TRANSFER } from '../../core/text/pane/transfer';
import { BackButton } from '../shell/back-button';
import { DataTable } from '../shell/data-table';
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
      <Subtitle2 as="h1">{REPORT.title}</Subtitle2>
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
          {report.months.some(({ begun, ended }) => begun + ended > 0) && <Chart months={report.months} />}
          <Numbers title={REPORT.caseworker} rows={report.caseworkers} />
          <Numbers title={REPORT.program} rows={report.programs} />
        </>
      )}
    </div>
  );
}

const WIDTH = 316;
const HEIGHT = 96;
const BAR = 14;

/** What began and ended in each month, as bars; the numbers stand above them. */
function Chart({ months }: Pick<ReportTables, 'months'>) {
  const styles = useStyles();
  const most = Math.max(1, ...months.flatMap(({ begun, ended }) => [begun, ended]));
  const step = WIDTH / months.length;
  const heightOf = (count: number) => (count / most) * HEIGHT;
  const bar = (x: number, count: number, className: string) => (
    <>
      <rect className={className} x={x} y={16 + HEIGHT - heightOf(count)} width={BAR} height={heightOf(count)} />
      <text className={styles.label} x={x + BAR / 2} y={12 + HEIGHT - heightOf(count)} textAnchor="middle">
        {number(count)}
      </text>
    </>
  );
  return (
    <div>
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT + 36}`} role="img" aria-label={REPORT.chart(months)}>
        {months.map(({ name, begun, ended }, place) => {
          const middle = place * step + step / 2;
          return (
            <g key={name}>
              {bar(middle - BAR - 3, begun, styles.begun)}
              {bar(middle + 3, ended, styles.ended)}
              <text className={styles.label} x={middle} y={HEIGHT + 32} textAnchor="middle">
                {name}
              </text>
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
