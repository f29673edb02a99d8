import { columnLetters } from '../../caseload/cells';
import type { RemedyName } from '../../fixes/remedies';
import { counted, plural } from '../format';
import type { Translation } from '../language';
import type * as english from '../remedies';
import { FILAS } from './nouns';

const LABELS: Readonly<Record<RemedyName, (rows: readonly number[]) => string>> = {
  'clear-end': () => 'Borrar End Date y Reason',
  'make-update': () => 'Convertir en Update',
  'make-insert': () => 'Convertir en Insert',
  'stay-open': (rows) => plural(rows.length, { one: 'Dejarla abierta', other: 'Dejarlas abiertas' }),
  'swap-dates': () => 'Intercambiar las fechas',
  'clear-start': () => 'Borrar Start Date',
  'program-from-start': () => 'El programa empieza en Start Date',
  'clear-program': () => 'Borrar el programa',
  'clear-program-dates': () => 'Borrar las fechas del programa',
  'end-open-first': () => 'Terminar primero la asignación abierta',
  'remove-rows': (rows) => (rows.length === 1 ? `Quitar la fila ${rows[0]}` : `Quitar ${counted(rows.length, FILAS)}`),
  'leave-out': (rows) => `Omitir ${counted(rows.length, FILAS)}`,
  'set-aside': (rows) => `${plural(rows.length, { one: 'Moverla', other: 'Moverlas' })} a una hoja aparte`,
};

export const remedies: Translation<typeof english> = {
  remedyLabel: ({ name, rows }) => LABELS[name](rows),
  headerRemedyLabel: (remedy) => {
    switch (remedy.name) {
      case 'remove-columns': {
        const [first] = remedy.columns;
        const name = remedy.columns.map(({ text }) => text).join(', ');
        const place = remedy.columns.length === 1 && first !== undefined ? `la columna ${columnLetters(first.column)}` : 'las columnas';
        return `Quitar ${place}${name === '' ? '' : ` (${name})`}`;
      }
      case 'rename-column':
        return `Es ${remedy.header}`;
      case 'add-column':
        return `Agregar ${remedy.header}`;
      case 'move-first':
        return 'Mover al extremo izquierdo';
    }
  },
  ASIDE: { sheet: 'Filas aparte' },
};
