import type * as english from '../files';
import { number } from '../format';
import type { Translation } from '../language';

const SAVE_AGAIN = 'Ábralo en Excel y guárdelo otra vez como .xlsx.';

export const files: Translation<typeof english> = {
  FILES: {
    empty: 'El archivo está vacío.',
    missing: (file) => `${file} no existe o no se puede leer.`,
    unknownType: (name) => `${name} no es .csv ni .xlsx. Guárdelo en uno de estos formatos.`,
    notText: 'Esto no es un archivo de texto, diga lo que diga su nombre. Guarde la hoja otra vez como .csv o .xlsx.',
    workbookNamedCsv: 'Esto es un libro con la extensión .csv. Cambie la extensión a .xlsx o guárdelo como .csv.',
    textNamedXlsx: 'Esto es un archivo de texto con la extensión .xlsx. Cambie la extensión a .csv o guárdelo como .xlsx.',
    strayComma: (line, values, header) =>
      `La línea ${line} tiene ${values} valores, pero el encabezado tiene ${header}. Quite la coma que está dentro de un valor o ponga el valor entre comillas.`,
    damaged: `Esto no es un libro .xlsx, o está dañado. ${SAVE_AGAIN}`,
    damagedOrEncrypted: 'Esto no es un libro .xlsx, o está dañado o cifrado. Guárdelo otra vez como .xlsx.',
    encrypted: 'Este libro está cifrado o tiene el formato antiguo .xls. Guárdelo como .xlsx sin contraseña.',
    macros: 'Este libro contiene macros. Guárdelo como .xlsx, que no las incluye.',
    tooLarge: 'Descomprimido, este libro es mucho más grande de lo que puede ser una lista de casos. Copie sus filas en un libro nuevo.',
    utf16: `Las partes de este libro están codificadas en UTF-16, que ningún programa de hojas de cálculo usa. ${SAVE_AGAIN}`,
    documentType: `El XML de este libro contiene un tipo de documento, que ningún programa de hojas de cálculo escribe. ${SAVE_AGAIN}`,
    tooFarDown: (row, last) =>
      `La fila ${number(row)} tiene datos, pero una lista de casos termina a más tardar en la fila ${number(last)}. Mueva los datos hacia arriba o elimínelos.`,
    onlyCharts: 'Este libro contiene gráficos, pero ninguna hoja de cálculo. Ponga la lista de casos en una hoja de cálculo.',
  },
};
