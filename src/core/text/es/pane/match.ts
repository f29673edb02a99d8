import { counted, number, plural } from '../../format';
import type { Translation } from '../../language';
import type * as english from '../../pane/match';
import { FILAS } from '../nouns';

export const match: Translation<typeof english> = {
  MATCH: {
    back: 'Hoja',
    title: 'Asociar columnas',
    sourceName: 'Sistema de origen (opcional)',
    sourceHint:
      'Un nombre, como Sistema anterior: con él se recuerdan sus columnas y correcciones, y se entienden sus propios identificadores.',
    knownIds: (participants, staff) =>
      `Identificadores importados: ${number(participants)} de participantes, ${number(staff)} del personal.`,
    importIds: 'Importar sus identificadores',
    idsHint: 'Un archivo .csv o .xlsx con las columnas External ID y Participant ID, o External ID y Staff ID',
    worksheet: 'Hoja de cálculo',
    choose: 'Elegir …',
    file: 'Archivo para asociar',
    dropHint: 'o arrastre aquí un archivo .csv o .xlsx',
    found: (source, headerRow, rows) =>
      headerRow === 0
        ? `“${source}” no tiene encabezado: ${counted(rows, FILAS)}, con las columnas asociadas por sus valores. Indique qué son las demás.`
        : `“${source}”: el encabezado está en la fila ${headerRow}, con ${counted(rows, FILAS)} debajo. Corrija las columnas que estén mal asociadas.`,
    fill: 'Llenar la plantilla',
    notFound: (columns) =>
      `${plural(columns.length, { one: 'No se encontró y queda vacía', other: 'No se encontraron y quedan vacías' })}: ${columns.join(', ')}.`,
    action: 'Update OR Insert',
    actions: {
      'by End Date': 'Update donde haya End Date; si no, Insert',
      Insert: 'Insert en todas las filas',
      Update: 'Update en todas las filas',
    },
    columns: 'Columnas',
    noHeader: (letters) => `Columna ${letters} (sin encabezado)`,
    empty: 'Vacía',
    columnIs: (header) => `${header} es`,
    notUsed: 'No se usa',
    certainty: { sure: 'Segura', likely: 'Probable', unsure: 'Dudosa' },
  },
  MATCH_NOTICES: {
    reading: 'Leyendo la hoja',
    readingIds: 'Leyendo los identificadores',
    idsSaved: (ids, source) => `Se importaron ${number(ids)} identificadores de “${source}”`,
    noIds: 'El archivo debe tener las columnas External ID y Participant ID, o External ID y Staff ID.',
    notAnId: (row) => `Fila ${row}: los Participant ID y Staff ID son números enteros.`,
    filling: 'Llenando la plantilla',
    noColumns: (source) => ({
      title: `No se encontraron columnas en “${source}”`,
      detail: 'Las primeras 20 filas no contienen nada parecido a un encabezado: al menos dos columnas con nombre.',
    }),
    filled: (rows, source) => ({
      title: `${plural(rows, { one: 'Se llenó', other: 'Se llenaron' })} ${counted(rows, FILAS)}`,
      detail: `“${source}” no se modificó.`,
    }),
  },
};
