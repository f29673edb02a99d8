import type { Translation } from '../language';
import type * as english from '../site-folder';

export const siteFolder: Translation<typeof english> = {
  SITE_FOLDER: {
    missing: (file) => `Falta ${file} en la carpeta, o no se puede leer.`,
    notJson: 'site.json no es JSON válido.',
    badSettings: (path, why) => `site.json, ${path || 'en conjunto'}: ${why}.`,
    unreadableSettings: 'No se puede leer site.json. Use sin cambios el archivo de la carpeta de la organización.',
    missingColumn: (file, header) => `${file}, fila 1: falta la columna “${header}”.`,
    missingDemographic: (name) => `participants.csv, fila 1: falta la columna “${name}” de la comprobación de duplicados.`,
    fieldCount: (file, row, fields, header) => `${file}, fila ${row}: tiene ${fields} campos, pero el encabezado tiene ${header}.`,
    badValue: (file, row, header, why) => `${file}, fila ${row}, columna ${header}: ${why ?? 'no se puede leer el valor'}.`,
    unknownReference: (file, row, header, value) => `${file}, fila ${row}, columna ${header}: no hay ningún ${header} ${value}.`,
    repeated: (file, row, header, value) => `${file}, fila ${row}, columna ${header}: ${value} aparece dos veces.`,
    place: (table, row) => `${table}, fila ${row}`,
    notAFeederTable: (where, table, known) =>
      `${where}: “${table}” no es una lista de valores. Las listas de valores son ${known.join(', ')}.`,
    missingTable: (kind, headers) =>
      `Falta la tabla de ${{ programs: 'programas', staff: 'personal', feeders: 'listas de valores' }[kind]}. Debe tener los encabezados ${headers.join(', ')}.`,
    notAnId: (where, text) => `${where}: “${text}” no es un ID. Los ID son números enteros.`,
  },
};
