import { ago, clock, counted, duration, number, plural } from '../../format';
import type { Translation } from '../../language';
import type * as english from '../../pane/uploads';
import { ASIGNACIONES, FILAS, PROBLEMAS } from '../nouns';

export const uploads: Translation<typeof english> = {
  UPLOADS: {
    title: 'Envíos',
    tabs: { 'in-progress': 'En curso', complete: 'Completados' },
    file: 'Archivo para enviar',
    dropHint: 'Para enviar un archivo .csv o .xlsx, arrástrelo aquí.',
    search: 'Buscar envíos',
    searchHint: 'Buscar por nombre o correo',
    nothingFound: 'Ningún envío tiene eso en su nombre o correo.',
    nothingComplete: 'Todavía no hay ningún envío completado.',
    nothingInProgress: 'No hay nada en curso. Lo que envíe aparece aquí.',
    states: {
      received: 'Recibido',
      checking: 'En revisión',
      'needs-fixes': 'Necesita correcciones',
      'needs-approval': 'Espera aprobación',
      applying: 'Aplicándose',
      complete: 'Completado',
      undone: 'Deshecho',
      cancelled: 'Cancelado',
      failed: 'Fallido',
    },
    upload: (name, state) => `Envío ${name}, ${state}`,
    sentBy: (type, time, user) => `${type}, ${time}, ${user}`,
    when: (time, now) => `${ago(Date.parse(time), now)} (${clock(Date.parse(time))})`,
    test: 'Prueba',
    took: (milliseconds) => (milliseconds === undefined ? '' : `, en ${duration(milliseconds)}`),
    releasedBy: (user) => `, autorizado por ${user}`,
    received: (rows) => `${number(rows)} ${plural(rows, { one: 'recibida', other: 'recibidas' })}`,
    counts: (received, accepted) =>
      `${number(received)} ${plural(received, { one: 'recibida', other: 'recibidas' })}, ${number(accepted)} ${plural(accepted, { one: 'aceptada', other: 'aceptadas' })}`,
    progress: (name) => `Progreso de ${name}`,
    viewLog: 'Ver registro',
    downloadLog: 'Descargar registro',
    undo: 'Deshacer',
    undoRest: 'Deshacer el resto',
    undoLeft: (rows) =>
      `${counted(rows, FILAS)} ${plural(rows, { one: 'quedó', other: 'quedaron' })} como estaba${plural(rows, { one: '', other: 'n' })}, al menos en parte. Deshaga primero los envíos posteriores y después el resto.`,
    fixErrors: 'Corregir errores',
    retry: 'Reintentar',
    cancel: 'Cancelar',
    back: 'Todos los envíos',
    review: 'Revisar',
    askAgain: 'Pedir aprobación otra vez',
    approvedBy: (user) => `, aprobado por ${user}`,
    sentBack: (user, note) => `${user} lo devolvió: “${note}” Corrija la hoja y envíela otra vez, o pida la aprobación otra vez.`,
  },
  REVIEW: {
    title: (name) => `Revisar “${name}”`,
    sentBy: (user, rows) => `${counted(rows, FILAS)} de ${user}. Todavía no se aplicó nada.`,
    notPossible: 'Con los datos actuales no se puede aplicar. Devuélvalo.',
    approve: 'Aprobar',
    approving: 'Aprobando',
    sendBack: 'Devolver',
    sendingBack: 'Devolviendo',
    note: 'Mensaje para el usuario',
    noteHint: 'Hace falta un mensaje para devolverlo; se envía por correo electrónico. No mencione a ningún participante.',
    rows: 'Filas',
    row: 'Fila',
    participant: 'Participante',
    change: 'Cambio',
    changes: { Insert: 'Comienza', Update: 'Termina' },
    on: (change, date) => (date === undefined ? change : `${change} ${date}`),
    more: (rows) => `y ${counted(rows, FILAS)} más`,
    approved: (name) => `Se aprobó “${name}”`,
    sentBack: (name) => `Se devolvió “${name}”`,
  },
  LOG: {
    cleared: (date) =>
      `Esta hoja se borró el ${date}, porque su sitio conserva las hojas por un tiempo limitado. Abajo están los cambios que hizo.`,
    title: (name) => `Registro de ${name}`,
    summary: ({ begun, ended, notAccepted, undone }) =>
      [
        undone > 0 && `${number(undone)} ${plural(undone, { one: 'deshecha', other: 'deshechas' })}`,
        (begun > 0 || (ended === 0 && undone === 0)) && `${number(begun)} ${plural(begun, { one: 'iniciada', other: 'iniciadas' })}`,
        ended > 0 && `${number(ended)} ${plural(ended, { one: 'terminada', other: 'terminadas' })}`,
        `${number(notAccepted)} ${plural(notAccepted, { one: 'no aceptada', other: 'no aceptadas' })}`,
      ]
        .filter((part) => part !== false)
        .join(', '),
    show: 'Mostrar',
    shown: { all: 'Todas las filas', accepted: 'Aceptadas', 'not accepted': 'No aceptadas', undone: 'Deshechas' },
    participant: 'Participante',
    asWorkbook: 'Descargar .xlsx',
    asCsv: 'Descargar .csv',
    writeResults: 'Escribir los resultados en la hoja',
    rows: 'Filas del envío',
    row: 'Fila',
    result: 'Resultado',
    caseworker: 'Responsable',
    mail: 'Correo electrónico',
    mailTo: (to, sentAt) => `Para ${to}, ${sentAt === undefined ? 'por enviarse' : `enviado el ${sentAt}`}`,
    fileName: (name, kind) => `${name} registro.${kind}`,
  },
  UPLOAD_FIXES: {
    title: (name) => `Errores de ${name}`,
    corrected: (corrected, all) => `Errores corregidos: ${number(corrected)} de ${number(all)}. Sus elecciones se guardan al momento.`,
    unfixable: (message) => `${message} Cancele este envío, corrija la hoja y envíela otra vez.`,
    onlyLeaveOut:
      'Fila por fila, abajo: aquí estas filas solo se pueden omitir. Para corregirlas, cancele este envío, corrija la hoja o el archivo y envíelo otra vez.',
    next: 'Siguiente',
    nextApplies:
      'Siguiente revisa todas las filas una vez más. Si no hay nada más por corregir, el envío se aplica o espera la aprobación si hace falta.',
    nextHint: 'Corrija antes todas las líneas u omita sus filas.',
    correctedLine: (count) => `${number(count)} ${plural(count, { one: 'corregido', other: 'corregidos' })}`,
    fixAllHint: 'Elige la mejor sugerencia donde no hay duda',
    fixSheet: 'Corregir también la hoja',
    becomes: (value) => `Pasa a ser “${value}”`,
    leftOut: 'Omitida: recibida, pero no aceptada',
    settled: 'Se conserva: se omiten sus duplicadas',
    takeBack: 'Deshacer',
    rows: (count, first) => `${plural(count, { one: 'Fila', other: 'Filas' })} ${first.join(', ')}${count > first.length ? ' …' : ''}`,
    checkingAgain: 'Revisando otra vez',
    moreErrors: { title: 'Hay más errores', detail: 'Se encontraron al revisar las filas otra vez.' },
  },
  BATCHES: {
    label: (name) => `Lotes de ${name}`,
    progress: (name) => `Lotes enviados de ${name}`,
    sent: (name, sent, total) => `${name}: ${number(sent)} de ${number(total)} lotes`,
    states: {
      running: 'Enviando',
      pausing: 'Se pausará después de este lote',
      paused: 'En pausa',
      stopped: 'Detenido',
      done: 'Se enviaron todos los lotes',
    },
    summary: (state, received, accepted) =>
      `${state}. ${number(received)} ${plural(received, { one: 'recibida', other: 'recibidas' })}, ${number(accepted)} ${plural(accepted, { one: 'aceptada', other: 'aceptadas' })}.`,
    pause: 'Pausar',
    resume: 'Continuar',
    close: 'Cerrar',
    unsent: 'Este lote no se pudo enviar. Al continuar, nada se envía dos veces.',
    needsFixes: (batch) => `El lote ${batch} no se aplicó: necesita correcciones. Corríjalo abajo y continúe con los demás.`,
    unknown: (batch) => `El lote ${batch} se envió, pero todavía no se conoce el resultado. Mire abajo y continúe con los demás.`,
    failed: (batch) => `El lote ${batch} no se aplicó: falló. Reinténtelo abajo y continúe con los demás.`,
  },
  UPLOAD_NOTICES: {
    away: {
      title: 'En este momento no se puede conectar con el servicio',
      detail: 'Lo que envió está a salvo. El envío continuará automáticamente cuando vuelva el servicio.',
    },
    preparing: 'Preparando',
    sending: 'Enviando',
    keeping: 'Moviendo las filas por corregir',
    sendingFile: 'Enviando el archivo',
    uploading: 'Enviando',
    undoing: 'Deshaciendo el envío',
    fileTooLarge: (name) => ({
      title: `“${name}” es demasiado grande`,
      detail: 'Se pueden enviar 25 MiB a la vez como máximo. Divídalo y envíe las partes una tras otra.',
    }),
    complete: (accepted, received, user, took) => ({
      title: `${number(accepted)} de ${number(received)} ${plural(received, { one: 'fila aceptada', other: 'filas aceptadas' })}`,
      detail: `Completado${took === undefined ? '' : ` en ${duration(took)}`}. Se envía un correo electrónico a ${user}.`,
    }),
    needsFixes: {
      title: 'El envío necesita correcciones',
      detail: 'Todavía no se aplicó nada. Los errores están en la lista, con sugerencias.',
    },
    needsApproval: {
      title: 'El envío espera aprobación',
      detail: 'Antes tiene que verlo otra persona. Recibirá un correo electrónico cuando se decida.',
    },
    failed: { title: 'El envío falló', detail: 'No se aplicó nada.' },
    viewLog: 'Ver registro',
    fixErrors: 'Corregir errores',
    retry: 'Reintentar',
    looking: 'Viendo qué se desharía',
    askCancel: (name) => ({
      title: `¿Cancelar “${name}”?`,
      detail: 'Sus filas y las correcciones hechas aquí se descartan. No se aplica nada.',
      confirm: 'Cancelar envío',
      keep: 'Conservarlo',
    }),
    askCancelSentBack: (name) => ({
      title: `¿Cancelar el envío “${name}” que se devolvió?`,
      detail: 'Usted envió la hoja otra vez. Del envío que se devolvió no se aplica nada.',
      confirm: 'Cancelar envío',
      keep: 'Conservarlo',
    }),
    undone: (name, sent) => `Se deshizo “${name}”, enviado el ${sent}`,
    canSubmitAgain: 'Sus filas se pueden enviar otra vez.',
    left: (rows) =>
      `${counted(rows, FILAS)} ${plural(rows, { one: 'se dejó como estaba, porque sus datos cambiaron', other: 'se dejaron como estaban, porque sus datos cambiaron' })} después. Los detalles están en el registro.`,
  },
  SUBMIT: {
    firstAlone: (row, message) => ({
      title: 'Las primeras filas no se pueden enviar solas',
      detail: `${row === undefined ? '' : `Fila ${row}: `}${message} No se envió nada. Envíe todas las filas juntas.`,
    }),
    allSent: {
      title: 'Todo lo de esta hoja ya se envió',
      detail: 'Se pueden enviar las filas que cambie o agregue.',
      action: 'Enviar otra vez',
    },
    batchesRun: {
      title: 'Se están enviando lotes',
      detail: 'No se envió nada más. Espere a que terminen o póngalos en pausa en Envíos.',
    },
    leftovers: {
      title: 'No se envió nada',
      detail: 'El ejemplo de la plantilla u otro texto sigue ahí. Quítelo antes con el botón azul.',
    },
    tested: (accepted) => ({
      title: `Envío de prueba: ${counted(accepted, { one: 'fila aceptada', other: 'filas aceptadas' })}`,
      detail: 'Estas filas se enviaron de verdad y no se enviarán otra vez. Revise el registro y después envíe el resto.',
      action: 'Enviar el resto',
    }),
    problems: (count) => ({
      title: `Antes hay que corregir ${counted(count, PROBLEMAS)}`,
      detail: 'No se envió nada. Las celdas están resaltadas en la hoja.',
      action: 'Siguiente problema',
    }),
    nothing: { title: 'Todavía no hay nada que enviar', detail: 'Llene las filas debajo del encabezado.' },
    keptAlong: 'No se envió porque otra fila del mismo participante tiene un problema.',
    noneClean: (sent) => ({
      title: 'Ninguna fila se puede enviar así',
      detail: `Todas ${sent === 0 ? '' : 'las que no se enviaron antes '}tienen algún problema. Las celdas están resaltadas en la hoja.`,
    }),
    keptSheet: 'Por corregir',
    kept: (sent, kept, sheet) => ({
      title: `${counted(sent, FILAS)} ${plural(sent, { one: 'enviada', other: 'enviadas' })}, ${number(kept)} por corregir`,
      detail: `${plural(kept, { one: 'La fila por corregir está', other: 'Las filas por corregir están' })} ahora en “${sheet}”, con el motivo al lado. ${plural(kept, { one: 'Corríjala', other: 'Corríjalas' })} ahí y envíe otra vez.`,
    }),
    notKept: {
      title: 'No se movieron las filas con problemas',
      detail: 'Siguen en la hoja. Las filas enviadas no se envían otra vez.',
    },
  },
  UNDO: {
    title: (name) => `Deshacer “${name}”`,
    reversed: (rows, { begun, ended, enrolled, left }) => {
      const parts = [
        begun > 0 && `${plural(begun, { one: 'se quita', other: 'se quitan' })} ${counted(begun, ASIGNACIONES)}`,
        ended > 0 && `${plural(ended, { one: 'se vuelve a abrir', other: 'se vuelven a abrir' })} ${counted(ended, ASIGNACIONES)}`,
        enrolled > 0 &&
          `${plural(enrolled, { one: 'se quita', other: 'se quitan' })} ${counted(enrolled, { one: 'ingreso', other: 'ingresos' })} en un programa`,
        left > 0 && `${counted(left, { one: 'participante vuelve', other: 'participantes vuelven' })} a estar en un programa`,
      ];
      const what =
        rows === 0 ? 'Se desharán filas en parte' : `${plural(rows, { one: 'Se deshará', other: 'Se desharán' })} ${counted(rows, FILAS)}`;
      return `${what}: ${parts.filter((part) => part !== false).join(', ')}.`;
    },
    left: (rows) =>
      `${counted(rows, FILAS)} ${plural(rows, { one: 'quedará como está, al menos en parte, porque sus datos cambiaron', other: 'quedarán como están, al menos en parte, porque sus datos cambiaron' })} después.`,
    disabled: (names) => `Se vuelven a abrir asignaciones con responsables deshabilitados: ${names.join(', ')}. Transfiéralas después.`,
    confirm: 'Deshacer envío',
    rows: 'Qué pasa con cada fila',
    row: 'Fila',
    participant: 'Participante',
    outcome: 'Resultado',
    outcomes: {
      begun: 'Se quita la asignación.',
      ended: 'La asignación se vuelve a abrir.',
      enrolled: 'Se quita el ingreso en el programa.',
      left: 'El participante vuelve a estar en el programa.',
    },
    stays: 'Queda como está.',
    staysInPart: 'Lo demás queda como está.',
    since: (by, at, upload) => `Modificado el ${at}, por ${by}, “${upload}”`,
    more: (rows) => `y ${counted(rows, FILAS)} más`,
  },
  GLANCE: {
    back: 'Hoja',
    title: (name) => `Enviar “${name}”`,
    rows: (rows) => counted(rows, FILAS),
    isTest: (rows) =>
      `${plural(rows, { one: 'Es la primera fila', other: `Son las primeras ${counted(rows, FILAS)}` })} sin enviar y se ${plural(rows, { one: 'envía', other: 'envían' })} de verdad. Las demás quedan para después.`,
    notSent: (changes) => `${changes}. Todavía no se ha enviado nada.`,
    effects: ({ begin, end, enroll, leave }) =>
      [
        begin > 0 && `${number(begin)} por comenzar`,
        end > 0 && `${number(end)} por terminar`,
        enroll > 0 && counted(enroll, { one: 'inscripción en un programa', other: 'inscripciones en programas' }),
        leave > 0 && counted(leave, { one: 'salida de un programa', other: 'salidas de programas' }),
      ]
        .filter((part) => part !== false)
        .join(', '),
    way: 'Cómo enviarlas',
    inBatches: (batches, atOnce) =>
      `En ${counted(batches, { one: 'lote', other: 'lotes' })} de hasta ${number(atOnce)} filas, recomendado: cada uno se aplica por separado, y puede hacer pausas.`,
    atOnce: 'Todas a la vez: se aplican todas las filas o ninguna, y tarda más.',
    submitBatches: (rows, batches) => `Enviar ${counted(rows, FILAS)} en ${counted(batches, { one: 'lote', other: 'lotes' })}`,
    caseworkers: 'Responsables',
    caseload: 'Asignaciones abiertas',
    change: (before, after) => (before === after ? number(before) : `${number(before)} → ${number(after)}`),
    becomes: (before, after) => `De ${number(before)} a ${number(after)}`,
    row: (row) => `Fila ${row}`,
    does: (begins, participant) => `${begins ? 'comienza' : 'termina'}, participante ${participant}`,
    more: (rows) => `y ${counted(rows, FILAS)} más`,
    needsApproval: 'Antes de que algo cambie, tiene que aprobarlo otra persona.',
    keptHere: (rows) => `${counted(rows, FILAS)} no ${plural(rows, { one: 'se envía y queda', other: 'se envían y quedan' })} en la hoja.`,
    kept: (rows) =>
      `${counted(rows, FILAS)} no ${plural(rows, { one: 'se envía', other: 'se envían' })}. Cuando las demás se hayan aplicado, ${plural(rows, { one: 'pasa', other: 'pasan' })} a una hoja aparte, con el motivo al lado.`,
    keptByRecord: 'No se envían porque no coinciden con los datos de la organización:',
    keptAlong: 'No se envían porque otra fila del mismo participante tiene un problema:',
    keptLeaning: 'No se envían porque solo son correctas junto con otras que no se envían:',
    skip: 'De ahora en adelante, enviar sin mostrar esto',
  },
};
