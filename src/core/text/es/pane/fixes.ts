import { counted, number, plural } from '../../format';
import type { Translation } from '../../language';
import type * as english from '../../pane/fixes';
import { ADVERTENCIAS, CELDAS, FILAS, PROBLEMAS } from '../nouns';

export const fixes: Translation<typeof english> = {
  FIXES: {
    titled: (errors, warnings) =>
      [errors > 0 && counted(errors, PROBLEMAS), warnings > 0 && counted(warnings, ADVERTENCIAS)]
        .filter((part) => part !== false)
        .join(', '),
    nothing: 'Nada que corregir',
    noProblems: (isRecordAsked) =>
      isRecordAsked
        ? 'No hay problemas ni en la hoja ni en los datos de la organización. Los nuevos aparecen aquí a medida que escribe.'
        : 'No hay problemas en la hoja. Los nuevos aparecen aquí a medida que escribe. Al enviar se compara también con los datos de la organización.',
    fixAll: (cells) => `Corregir todo (${number(cells)})`,
    fixAllHint: 'Escribe la sugerencia en todas las celdas donde no hay duda',
    undo: 'Deshacer',
    textDates: (count) =>
      `${number(count)} ${plural(count, { one: 'fecha está guardada', other: 'fechas están guardadas' })} como texto. Se pueden enviar, pero Excel no puede ordenar ni filtrar por ellas.`,
    turnIntoDates: 'Convertir en fechas',
    more: (count) =>
      `${plural(count, { one: 'Aparecerá', other: 'Aparecerán' })} ${counted(count, { one: 'línea más', other: 'líneas más' })} cuando se corrijan estas. Tantas líneas suelen indicar que una columna contiene otra cosa.`,
    showMe: 'Mostrar',
    goToRow: (row) => `Ir a la fila ${row}`,
    place: (at, of) => `${number(at)} de ${number(of)}`,
    noHeader: 'Sin encabezado',
    emptyCells: 'las celdas vacías',
    rows: (count) => counted(count, FILAS),
    count: (count) => number(count),
    uploaded: 'Valor',
    countTitle: 'Cant.',
    didYouMean: '¿Quiso decir…?',
    empty: 'Vacías',
    choose: 'Elegir',
    type: 'Escribir un valor',
    why: (value) => `${value}: qué está mal`,
    rowByRow: 'Fila por fila',
    bulk: (rows) => `Para ${plural(rows, { one: 'la', other: 'las' })} ${counted(rows, FILAS)} de abajo:`,
    rowNumbers: (rows) =>
      `${plural(rows.length, { one: 'Fila', other: 'Filas' })} ${rows.slice(0, 4).join(', ')}${rows.length > 4 ? ' …' : ''}:`,
    didYouMeanFor: (value, column) => `¿Quiso decir, para ${value} en ${column}?`,
    fix: 'Usar',
    problems: 'Problemas',
  },
  FIX_NOTICES: {
    fixing: 'Corrigiendo',
    undoing: 'Deshaciendo',
    nothingToChange: { title: 'No hay nada que cambiar en la hoja', detail: 'No contiene ninguno de estos valores incorrectos.' },
    otherSheet: {
      title: 'La corrección está en otra hoja',
      detail: 'No se deshizo nada. Mueva esa hoja otra vez al extremo izquierdo y elija Deshacer.',
    },
    rowsRemoved: (rows) => `${counted(rows, FILAS)} ${plural(rows, { one: 'quitada', other: 'quitadas' })}`,
    rowsLeft: (rows) =>
      `${counted(rows, FILAS)} ${plural(rows, { one: 'cambió o se quitó después y se dejó', other: 'cambiaron o se quitaron después y se dejaron' })}.`,
    rowsRestored: (rows) => `${counted(rows, FILAS)} ${plural(rows, { one: 'restaurada', other: 'restauradas' })}`,
    rowsAside: (rows, sheet) => `${counted(rows, FILAS)} ${plural(rows, { one: 'movida', other: 'movidas' })} a la hoja “${sheet}”`,
    rowsAdded: (rows) => ({
      title: `${counted(rows, FILAS)} ${plural(rows, { one: 'agregada', other: 'agregadas' })}`,
      detail: `${plural(rows, { one: 'La fila nueva termina', other: 'Las filas nuevas terminan' })} la asignación abierta. Elija su Reason for Dismissal.`,
    }),
    changed: (cells) => `${counted(cells, CELDAS)} ${plural(cells, { one: 'cambiada', other: 'cambiadas' })}`,
    restored: (cells) => `${counted(cells, CELDAS)} ${plural(cells, { one: 'restaurada', other: 'restauradas' })}`,
    left: (cells) =>
      `${counted(cells, CELDAS)} ya ${plural(cells, { one: 'tenía otro contenido y se dejó', other: 'tenían otro contenido y se dejaron' })} como ${plural(cells, { one: 'estaba', other: 'estaban' })}.`,
  },
};
