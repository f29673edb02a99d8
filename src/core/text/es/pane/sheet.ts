import { counted, number, plural } from '../../format';
import type { Translation } from '../../language';
import type * as english from '../../pane/sheet';
import { ADVERTENCIAS, CELDAS, FILAS, PROBLEMAS } from '../nouns';

const withSent = (state: string, sent: number) =>
  sent === 0 ? state : `${state} ${counted(sent, FILAS)} ya se ${plural(sent, { one: 'envió', other: 'enviaron' })}.`;

export const sheet: Translation<typeof english> = {
  SHEET: {
    newCaseload: 'Nueva lista de casos',
    start: 'Empiece con la plantilla: se inserta en la primera hoja, con listas desplegables de sus programas, su personal y sus valores.',
    insertTemplate: 'Insertar plantilla',
    ownSheet: '¿Ya tiene una hoja de cálculo? Asocie sus columnas con las de la plantilla, y la plantilla se llena con sus filas.',
    matchColumns: 'Asociar columnas',
    endOpen: '¿Quiere terminar asignaciones? Esto llena la hoja con las que están abiertas, para elegir.',
    currentCaseload: 'Casos actuales',
    report: 'Casos en cifras',
    handOver: '¿Se va un responsable o entrega casos? Esto llena la hoja con todas sus asignaciones abiertas.',
    transferCaseload: 'Transferir casos',
    facts: ({ rows, inserts, updates, left }) => {
      const parts = [inserts > 0 && `${number(inserts)} por comenzar`, updates > 0 && `${number(updates)} por terminar`].filter(
        (part) => part !== false,
      );
      const facts = parts.length === 0 ? counted(rows, FILAS) : `${counted(rows, FILAS)}: ${parts.join(', ')}`;
      return left === 0
        ? facts
        : `${facts}; ${number(left)} sin End Date ${plural(left, { one: 'sigue abierta y no se envía', other: 'siguen abiertas y no se envían' })}`;
    },
    rights: {
      nothing:
        'Puede revisar hojas, pero no enviarlas: no tiene permiso para comenzar ni para terminar asignaciones. Consulte a un administrador de su organización.',
      begin: (rows) =>
        `No tiene permiso para comenzar asignaciones, y aquí ${counted(rows, FILAS)} lo ${plural(rows, { one: 'haría', other: 'harían' })}. Consulte a un administrador de su organización.`,
      limited: (own, programs) => {
        const limits = [own !== undefined && `los casos de ${own}`, programs.length > 0 && programs.join(', ')].filter(
          (limit) => limit !== false,
        );
        return limits.length === 0 ? undefined : `Sus permisos se limitan a ${limits.join(', en ')}.`;
      },
      end: (rows) =>
        `No tiene permiso para terminar asignaciones, y aquí ${counted(rows, FILAS)} lo ${plural(rows, { one: 'haría', other: 'harían' })}. Consulte a un administrador de su organización.`,
    },
    count: (count) => number(count),
    problems: (count) => counted(count, PROBLEMAS),
    warnings: (count) => counted(count, ADVERTENCIAS),
    removeSample: 'Quitar el ejemplo y empezar',
    removeRows: (rows) => (rows.length === 1 ? `Quitar la fila ${rows[0]}` : `Quitar ${counted(rows.length, FILAS)}`),
    goToEndDate: 'Ir a End Date',
    startIn: (row) => `Empezar en la fila ${row}`,
    fixHeader: (count) => `Corregir el encabezado (${counted(count, PROBLEMAS)})`,
    fixProblems: (count) => `Corregir ${counted(count, PROBLEMAS)}`,
    submitRows: (rows) => `Enviar ${counted(rows, FILAS)}`,
    submitClean: (rows) => `O enviar ${counted(rows, FILAS)} sin problemas y dejar el resto`,
    viewLog: 'Ver registro',
    states: {
      'remove-leftovers': ({ hasSample }) =>
        hasSample
          ? 'Las filas grises son las instrucciones de la plantilla y un ejemplo.'
          : 'Encima de sus filas solo puede estar el encabezado. El texto que hay sobre él no forma parte de los datos.',
      match: () => 'Estas no son las columnas de la plantilla. Asócielas, y una plantilla se llenará con sus filas.',
      header: () => 'Primero, el encabezado: elija qué es cada columna.',
      start: () => 'Pegue o escriba sus filas debajo del encabezado.',
      end: () =>
        'Complete End Date y Reason for Dismissal donde termine una asignación. Las demás filas no se envían, aunque cambie otra cosa en ellas.',
      fix: ({ errors, warnings, sent }) =>
        withSent(`${counted(errors, PROBLEMAS)} por corregir${warnings === 0 ? '' : ` y ${counted(warnings, ADVERTENCIAS)}`}.`, sent),
      submit: ({ warnings, sent, isRecordAsked }) => {
        const found = warnings === 0 ? '' : counted(warnings, ADVERTENCIAS);
        const state = isRecordAsked
          ? `Revisada, también con los datos de la organización${found && `: ${found}`}.`
          : `Sin problemas hasta ahora${found && `, ${found}`}. Al enviar se compara también con los datos de la organización.`;
        return withSent(state, sent);
      },
      'view-log': ({ sent }) => plural(sent, { one: 'Se envió la fila.', other: `Se enviaron las ${counted(sent, FILAS)}.` }),
    },
    tools: 'Más sobre la hoja',
    check: 'Revisar',
    checkSheet: 'Revisar la hoja',
    sendFirst: 'Enviar 2 primeras',
    testUpload: 'Envío de prueba: enviar 2 primeras filas',
    testUploadHint: 'Envía de verdad las dos primeras filas; no es una simulación.',
    exportCsv: 'Exportar CSV',
    more: 'Más',
    nextProblem: 'Siguiente problema',
    removeResults: 'Quitar los resultados',
    hiddenRows: 'Algunas filas están ocultas, quizá por un filtro. Se revisan y se envían como las demás.',
    highlights: {
      'on-check':
        'Las celdas incorrectas se resaltan al elegir “Revisar la hoja”: Excel calcula únicamente cuando se le indica, o no ejecuta las funciones del complemento.',
      'protected-sheet':
        'Las celdas incorrectas no se resaltan porque la hoja está protegida. Todo lo demás funciona. Para verlas resaltadas, quite la protección (Revisar, Desproteger hoja) y revise otra vez.',
      'protected-workbook':
        'Las celdas incorrectas no se resaltan porque la estructura del libro está protegida. Todo lo demás funciona. Para verlas resaltadas, quite la protección (Revisar, Proteger libro) y revise otra vez.',
      'read-only': 'Las celdas incorrectas no se resaltan porque el libro está abierto solo para ver. Todo lo demás funciona.',
      failed:
        'Las celdas incorrectas no se resaltan porque Excel no lo permitió. Todo lo demás funciona. Revise la hoja para intentarlo de nuevo.',
    },
    goTo: (address) => `Ir a ${address}`,
    goToColumn: (column, address) => `${column}: ir a ${address}`,
    problemsByColumn: 'Problemas por columna',
    problemIn: (address) => `Problema en ${address}`,
    didYouMean: '¿Quiso decir…?',
    changeTo: 'Cambiar a',
  },
  SHEET_NOTICES: {
    reading: 'Leyendo la hoja',
    checking: 'Revisando la hoja',
    checkingRecord: 'Comparando con los datos de la organización',
    inserting: 'Insertando la plantilla',
    removing: 'Quitando',
    mending: 'Cambiando el encabezado',
    replace: (sheet, address, tables) => ({
      title: `¿Reemplazar el contenido de “${sheet}”?`,
      detail: `La primera hoja está en uso (${address}${tables === 0 ? '' : `, con ${counted(tables, { one: 'tabla', other: 'tablas' })}`}). La plantilla la reemplazaría. Para conservarla, agregue antes una hoja a su izquierda.`,
      confirm: 'Reemplazar',
    }),
    'in-use': (sheet) => ({
      title: `“${sheet}” está en uso`,
      detail: 'No se escribió nada, porque la hoja se llenó mientras tanto. Intente de nuevo.',
    }),
    protected: (sheet) => ({
      title: `“${sheet}” está protegida`,
      detail:
        'No se escribió nada. Quite la protección de la hoja y del libro (Revisar, Desproteger hoja, Proteger libro) o mueva otra hoja al extremo izquierdo.',
    }),
    hidden: (sheet) => ({
      title: `La primera hoja, “${sheet}”, está oculta`,
      detail: 'Solo se envía la primera hoja. Muéstrela, o mueva la hoja que quiera usar al extremo izquierdo.',
    }),
    clean: 'No se encontraron problemas',
    ready: (rows, sent) => {
      const ready = `${counted(rows, FILAS)} ${plural(rows, { one: 'lista', other: 'listas' })} para enviar`;
      return sent === 0 ? `${ready}.` : `${ready}; ${number(sent)} ya se ${plural(sent, { one: 'envió', other: 'enviaron' })}.`;
    },
    changedSince: { title: 'La hoja cambió', detail: 'No se envió nada. Vuelva a enviar la hoja.' },
    notRemoved: {
      title: 'No se cambió nada',
      detail: 'La hoja cambió desde que se leyó. Ya se leyó otra vez; haga clic otra vez en el botón.',
    },
    noSuggestion: { title: 'No hay sugerencias para esta celda', detail: 'Lea abajo qué está mal y corríjala en la hoja.' },
    notMarked: { title: 'Esta celda no tiene problemas', detail: 'Elija “Siguiente problema” para ir a una que los tenga.' },
    noMoreProblems: 'No hay problemas en la hoja',
    onlyProblem: 'El problema seleccionado es el único que queda',
  },
  TEMPLATE: {
    program: 'Programa',
    programByName: 'Por nombre, con fechas del programa',
    programById: 'Por Program ID',
    noProgram: 'Sin programa',
    programDates: 'Fechas del programa, para inscribir o terminar la inscripción',
    caseworker: 'Responsable del caso',
    caseworkerByName: 'Por nombre',
    caseworkerById: 'Por Staff ID',
    caseworkerByTwoNames: 'Por nombre y apellido',
  },
  EXPORT: {
    back: 'Hoja',
    summary: (rows) => `${counted(rows, FILAS)} para la página de carga del sistema original. Su hoja no se modifica.`,
    download: 'Descargar',
    noDownload:
      'En este dispositivo, Excel no deja que el panel guarde archivos. Copie el texto, péguelo en un editor de texto y guárdelo con la extensión .csv.',
    copy: 'Copiar',
    showText: 'Mostrar el texto',
    hideText: 'Ocultar el texto',
    text: 'El archivo como texto',
    unchanged: 'No hubo que cambiar ninguna celda.',
    changed: (cells) =>
      `${counted(cells, CELDAS)} se ${plural(cells, { one: 'escribe', other: 'escriben' })} de otra manera, porque el archivo no puede contener comas, saltos de línea ni fórmulas:`,
    changedCells: 'Celdas cambiadas',
    becomes: (before, after) => `“${before}” pasa a ser “${after}”`,
    more: (count) => `y ${number(count)} más`,
    copied: { title: 'Copiado', detail: 'Péguelo en un editor de texto y guárdelo con la extensión .csv.' },
    notCopied: { title: 'Excel no deja que el panel copie', detail: 'Elija “Mostrar el texto”, selecciónelo todo y cópielo.' },
  },
  RESULTS: {
    notWritten: {
      title: 'No se escribieron los resultados',
      detail: 'La columna de resultados ya está en uso. Haga clic otra vez en el botón.',
    },
    writing: 'Escribiendo los resultados',
    removing: 'Quitando los resultados',
    written: (count) => `${counted(count, { one: 'resultado escrito', other: 'resultados escritos' })}`,
    neverUploaded: 'La columna nunca se envía.',
    left: (rows) =>
      `${counted(rows, FILAS)} ${plural(rows, { one: 'cambió o se quitó después y se omitió', other: 'cambiaron o se quitaron después y se omitieron' })}.`,
  },
};
