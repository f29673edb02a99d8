import type { Detail } from '../../rules/codes';
import type * as english from '../findings';
import { counted, date, number } from '../format';
import type { Translation } from '../language';

/** The most characters of a value among others. */
const SHORT = 20;

function orEmpty(value: string): string {
  return value === '' ? 'vacío' : value.length > SHORT ? `${value.slice(0, SHORT)}…` : value;
}

const DATES = { one: 'fecha', other: 'fechas' };

/** March 14, 2026. */
const EXAMPLE = 46_095;

const LISTS: Readonly<Record<string, string>> = {
  program: 'en la lista de programas',
  staff: 'en la lista de personal',
  action: 'entre las opciones Update e Insert',
};

function inList(name: string | undefined): string {
  if (name === undefined) return 'en su organización';
  return LISTS[name] ?? `en la lista ${name}`;
}

function notADate({ value, detail }: english.Subject): string {
  if (detail.why === 'ambiguous')
    return `“${value}” puede ser ${detail.suggestions?.join(' o ')}. Elija una fecha o escriba el mes con letras.`;
  if (detail.why === 'two-digit-year')
    return `El año de “${value}” tiene dos dígitos. Escríbalo con cuatro${detail.suggestions === undefined ? '' : `: ${detail.suggestions.join(' o ')}`}.`;
  return `“${value}” no es una fecha. Escriba una fecha como ${date(EXAMPLE)}.`;
}

function unlikelyDate({ value, detail }: english.Subject): string {
  if (detail.why === 'before-1900') return `“${value}” es anterior a 1900. Revise el año.`;
  return detail.why === 'long-ago'
    ? 'Esta fecha es de hace más de 100 años. Revise el año.'
    : 'Falta más de un año para esta fecha. Revise el año.';
}

function wrongSsn({ detail }: english.Subject): string {
  if (detail.why === 'punctuation') return 'Un SSN tiene nueve dígitos, sin guiones ni espacios.';
  if (detail.why === 'zeros') return 'Un SSN tiene nueve dígitos. Excel quitó los ceros del principio: escríbalo como texto.';
  return 'Un SSN tiene nueve dígitos. Revise el número.';
}

function noRight({ name, why }: Detail, what: 'comenzar' | 'terminar'): string {
  if (why === 'own') {
    return name === undefined
      ? `Usted solo puede ${what} asignaciones de sus propios casos, y este responsable es otra persona. Elimine la fila o consulte a su administrador.`
      : `${name} solo puede ${what} asignaciones de sus propios casos. Omita la fila y pida a alguien con permiso que la envíe.`;
  }
  if (name === undefined) return `Usted no tiene permiso para ${what} asignaciones aquí. Consulte a su administrador.`;
  return `${name} no tiene permiso para ${what} asignaciones aquí. Omita la fila y pida a alguien con permiso que la envíe.`;
}

export const findings: Translation<typeof english> = {
  MESSAGES: {
    'sheet.not-first': ({ detail }) =>
      `Su lista de casos está en “${detail.name}”, pero solo se envía la primera hoja. Mueva su hoja al extremo izquierdo.`,
    'sheet.no-header': ({ detail }) =>
      detail.why === 'below'
        ? `El encabezado está en la fila ${detail.name}, debajo de filas con datos. Muévalo encima de ellas, a la fila 1.`
        : 'No se encontró el encabezado de la lista de casos en las primeras 20 filas. Inserte la plantilla o copie sus encabezados encima de sus datos.',
    'column.missing': ({ detail }) => `Falta la columna “${detail.name}”. Agréguela al encabezado.`,
    'column.unknown': ({ detail }) =>
      detail.name
        ? `“${detail.name}” no es una columna de la plantilla. Cámbiele el nombre o quítela.`
        : 'Esta columna tiene datos, pero no encabezado. Póngale uno o quítela.',
    'column.repeated': ({ detail }) => `La columna “${detail.name}” aparece más de una vez. Deje solo una.`,
    'column.both-programs': () => 'Use Program ID o Program Name, no ambos. Quite una de las dos columnas.',
    'column.mixed-caseworker': () =>
      'Indique el responsable del caso de una sola manera: Staff ID, Caseworker Name, o nombre y apellido. Quite las otras columnas.',
    'column.date-order': ({ column, value, detail }) =>
      `Es posible que Excel haya intercambiado el día y el mes en ${counted(detail.count ?? 0, DATES)} de «${column}», por ejemplo en la fila ${detail.otherRow}: «${value}» quedó como texto porque Excel esperaba el orden contrario. Revise estas fechas y después escriba esta como fecha.`,
    'sheet.sample-left': () => 'Esta es la fila de ejemplo de la plantilla. Quítela.',
    'sheet.instructions-left': () => 'Aquí hay texto que no forma parte de los datos. Quite esta fila.',
    'sheet.empty': () => 'Todavía no hay filas para enviar. Llene las filas debajo del encabezado.',
    'sheet.large': ({ detail }) =>
      `${number(detail.count ?? 0)} filas. Se recomiendan 600 a la vez como máximo; un envío grande tarda más.`,
    'sheet.formula-error': ({ value }) => `La fórmula de esta celda muestra ${value}. Corríjala o escriba el valor.`,
    'cell.required': ({ column }) => `${column} está vacío. Todas las filas lo necesitan.`,
    'cell.ssn': wrongSsn,
    'cell.not-a-number': ({ column, value }) => `“${value}” no es un número. ${column} es un número entero.`,
    'cell.not-a-date': notADate,
    'cell.not-listed': ({ value, detail }) => `“${value}” no está ${inList(detail.name)}. Elija un valor de la lista.`,
    'cell.disabled': ({ value, detail }) =>
      detail.name === 'staff'
        ? `“${value}” ya no trabaja aquí: no se le pueden asignar casos nuevos. Elija a otro responsable; con un Update todavía se puede terminar lo que está abierto.`
        : `“${value}” está desactivado: no puede comenzar nada en él. Elija otro programa; con un Update todavía se puede terminar lo que está abierto.`,
    'cell.ambiguous': ({ value, detail }) =>
      `Hay ${detail.count} miembros del personal que se llaman “${value}”. Use el Staff ID: ${detail.suggestions?.join(', ')}.`,
    'cell.hidden-characters': () => 'Aquí hay caracteres que no se ven, como espacios de más o saltos de línea. Quítelos.',
    'cell.date-unlikely': unlikelyDate,
    'cell.formula-text': () => 'Este texto empieza como una fórmula (=, +, - o @) y podría ejecutarse como tal. Quite el primer carácter.',
    'insert.start-required': ({ detail }) => `Un Insert necesita ${detail.name}.`,
    'insert.has-end': () => 'Un Insert comienza una asignación. Borre End Date y Reason for Dismissal, o elija Update para terminar una.',
    'update.end-required': () => 'Un Update termina una asignación. Indique su End Date.',
    'update.reason-required': () => 'Un Update termina una asignación. Elija un Reason for Dismissal.',
    'dates.reversed': ({ detail }) =>
      detail.why === 'record'
        ? 'End Date es anterior al día en que comenzó la asignación abierta. Corríjala.'
        : `${detail.name} es anterior a la fecha de inicio. Corrija una de las dos.`,
    'program.dates-required': () =>
      'Si el programa se indica por nombre, hace falta Program Start Date o Program End Date. Agregue una de las dos fechas o use Program ID.',
    'program.required': () => 'Hay una fecha de programa, pero falta el programa. Elija el programa o borre la fecha.',
    'program.start-missing': () => 'Un Program End Date necesita un Program Start Date, aquí o en los datos de la organización. Agréguelo.',
    'row.duplicate': ({ detail }) => `Es la misma asignación y acción que la fila ${detail.otherRow}. Quite una de las dos.`,
    'participant.unknown': ({ value }) => `Ningún participante de su organización tiene el número ${value}. Revise el número.`,
    'participant.mismatch': ({ column }) => `${column} no coincide con el de este Participant ID. Compruebe que sea la persona correcta.`,
    'enrollment.missing': ({ detail }) => {
      if (detail.why === 'left')
        return 'El participante sale de este programa antes del Start Date, por esta fila o por otra. Revise las fechas.';
      return detail.why === 'not-entered'
        ? 'El participante no está en este programa en el Start Date, y el Program Start Date no lo cambia. Revise las fechas.'
        : 'El participante no está en este programa en el Start Date. Agregue un Program Start Date para inscribirlo o revise las fechas.';
    },
    'enrollment.future': () =>
      'La inscripción del participante en este programa todavía no ha comenzado. Revise el programa y las fechas, o déjelos si son correctos.',
    'enrollment.start-differs': ({ detail }) =>
      detail.why === 'sheet'
        ? 'Otra fila inscribe al participante en este programa en una fecha anterior. Este Program Start Date no se usará.'
        : 'La inscripción del participante en este programa comenzó en otra fecha. Este Program Start Date no se usará.',
    'enrollment.end-differs': ({ detail }) =>
      detail.why === 'sheet'
        ? 'Otra fila termina esta inscripción en una fecha posterior. Este Program End Date no se usará.'
        : 'El participante no está en este programa ese día, o ya salió de él. Este Program End Date no se usará.',
    'insert.already-open': () => 'Esta asignación ya está abierta. Quite la fila o termine primero la asignación abierta.',
    'insert.begun-before': () =>
      'Ya hubo una asignación igual con la misma fecha de inicio, y terminó. Quite la fila, a no ser que deba haber dos.',
    'update.none-open': ({ detail }) =>
      detail.why === 'several'
        ? 'El participante tiene varias asignaciones abiertas con este responsable. Agregue el programa y la relación para indicar cuál.'
        : 'El participante no tiene ninguna asignación abierta con estos datos que se pueda terminar. Revise el responsable, el programa y la relación.',
    'update.historic': () => 'Esta asignación ya terminó. Un envío no puede cambiarla: comuníquese con soporte técnico.',
    'update.start-differs': () => 'La asignación abierta tiene otro Start Date. Corríjalo o deje Start Date vacío.',
    'security.insert': ({ detail }) => noRight(detail, 'comenzar'),
    'security.update': ({ detail }) => noRight(detail, 'terminar'),
  },
  REMARKS: {
    sameAssignment: 'La misma asignación y acción. Deje solo una.',
    sameButDiffer: (differences, more) =>
      `La misma asignación y acción, pero con diferencias en ${differences.map(({ column, values }) => `${column} (${values.map(orEmpty).join(' o ')})`).join(', ')}${more > 0 ? ` y ${more} más` : ''}. Deje solo la correcta.`,
    unreadRows: (read, last) =>
      `La hoja tiene datos hasta la fila ${number(last)}, pero solo se leen las primeras ${number(read)} filas. Elimine las filas siguientes o muévalas hacia arriba.`,
  },
  FIX_PROBLEMS: {
    notFixable: 'Ningún valor por sí solo puede corregir estas filas. Omítalas o corrija la hoja.',
    empty: 'Elija o escriba un valor.',
  },
};
