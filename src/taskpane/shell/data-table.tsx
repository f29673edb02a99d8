import { makeStyles, mergeClasses, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  text: { overflowWrap: 'anywhere', padding: '2px 4px 2px 0' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

/** A column of a table. */
export interface DataColumn<Row> {
  readonly title: string;
  /** In pixels; absent: what the others leave. */
  readonly width?: number;
  /** Whether it holds quantities, which are aligned to the right. */
  readonly isQuantity?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
}

/** A dense table that fits into a narrow pane. */
export function DataTable<Row>({ label, columns, rows, keyOf }: Props<Row>) {
  const styles = useStyles();
  const classOf = ({ isQuantity }: DataColumn<Row>) => mergeClasses(styles.text, isQuantity && styles.number);
  const styleOf = ({ width }: DataColumn<Row>) => (width === undefined ? {} : { width });
  return (
    <Table size="extra-small" aria-label={label}>
      <TableHeader>
        <TableRow>
          {columns.map((column) => (
            <TableHeaderCell
              key={column.title}
              className={classOf(column)}
              style={styleOf(column)}
              button={column.isQuantity ? { style: { justifyContent: 'flex-end' } } : {}}
            >
              {column.title}
            </TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={keyOf(row)}>
            {columns.map((column) => (
              <TableCell key={column.title} className={classOf(column)} style={styleOf(column)}>
                {column.cell(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
