import { counted, number, plural } from '../format';
import type { Translation } from '../language';
import type * as english from '../problems';
import { accounts } from './accounts';
import { FILAS } from './nouns';

const ASK_ADMINISTRATOR = 'Consulte a un administrador de su organización.';
const RELOAD = 'Vuelva a cargar la lista.';

const THINGS: Readonly<Record<english.Thing, string>> = {
  page: 'esa página',
  site: 'esa organización',
  upload: 'ese envío',
  mapping: 'esa asociación de columnas',
  user: 'ese usuario',
  staff: 'ese miembro del personal',
  token: 'ese token',
  webhook: 'ese webhook',
  source: 'ese origen',
};

export const problems: Translation<typeof english> = {
  INVALID: {
    noBody: 'falta; envíe JSON con Content-Type: application/json',
    notJson: 'no es JSON válido',
    tooDeep: (depth) => `tiene más de ${depth} niveles de anidamiento`,
    zero: 'contiene el carácter nulo (U+0000); quítelo',
    notMultipart: 'está incompleto o no es multipart/form-data; envíelo otra vez',
    noFile: 'no contiene ningún archivo; envíe un archivo .csv o .xlsx',
    noKey: 'falta; envíe el mismo valor cuando repita el mismo envío',
    noCursor: 'use el de la respuesta anterior',
    twoPeople: (id) => `“${id}” corresponde a dos personas. Indique cada identificador una sola vez`,
    nobody: (id, ours) => `“${id}” corresponde a ${ours}, a quien la organización no conoce`,
    otherPerson: (id) => `“${id}” ya corresponde a otra persona. Si era un error, bórrelo primero (null)`,
    machine: 'es el nombre de un token de la API',
    notForTokens: 'es para programas; inicie sesión para hacer esto',
    noProgram: (id) => `la organización no tiene el programa ${id}`,
    noStaffMember: (id) => `la organización no tiene a ningún miembro del personal con el ID ${id}`,
    ownWithoutStaffId: 'es necesario para los permisos limitados a los casos propios del usuario',
    noGroup: 'no existe ese grupo de errores; vuelva a cargarlos',
    notLeavable: 'este error afecta a toda la hoja; cancele el envío, corrija la hoja y envíela otra vez',
    longCell: (length, most) => `tiene ${number(length)} caracteres; una celda admite ${number(most)} como máximo. Acórtela`,
    wideRow: (most) => `tiene más de ${most} columnas; quite las que no están en la plantilla`,
    invalid: 'no es válido',
  },
  PROBLEMS: {
    signedOut: { title: 'No ha iniciado sesión', detail: 'Inicie sesión e intente de nuevo.' },
    unknownUser: {
      title: 'Esta organización no tiene ningún usuario con ese correo electrónico',
      detail: 'Revise la dirección o pida a un administrador que lo agregue como usuario.',
    },
    noDemo: { title: 'El acceso de prueba está desactivado', detail: 'Inicie sesión con la cuenta de su organización.' },
    noProvider: {
      title: 'No hay ningún proveedor de identidad configurado',
      detail: 'Consulte a su administrador o pruebe la organización de muestra.',
    },
    idTokenRefused: {
      title: 'No se aceptó el inicio de sesión de su organización',
      detail: 'Inicie sesión en la página de inicio de sesión.',
    },
    lacksSecurity: (securities, joined) => ({
      title: 'No tiene permiso para hacer esto',
      detail: `Requiere ${securities.map((security) => `“${accounts.SECURITIES[security]}”`).join(joined === 'and' ? ' y ' : ' o ')}. ${ASK_ADMINISTRATOR}`,
    }),
    othersUpload: {
      title: 'No puede cambiar este envío',
      detail: `Lo hizo otro usuario, y usted no tiene todos los permisos que exigen sus filas. ${ASK_ADMINISTRATOR}`,
    },
    otherPrograms: {
      title: 'No tiene permiso para cambiar este programa',
      detail: `Sus permisos se limitan a otros programas. ${ASK_ADMINISTRATOR}`,
    },
    othersCaseload: {
      title: 'No tiene permiso para cambiar los casos de este responsable',
      detail: `Sus permisos se limitan a sus propios casos. ${ASK_ADMINISTRATOR}`,
    },
    ownApproval: {
      title: 'No puede aprobar este envío',
      detail: 'Usted mismo lo hizo, lo corrigió o lo liberó. Tiene que verlo otra persona.',
    },
    changedSinceReview: {
      title: 'El envío cambió desde que lo miró',
      detail: 'Otra persona ya decidió o se corrigió mientras tanto. Ábralo otra vez desde la lista.',
    },
    notWaiting: {
      title: 'Este envío no espera aprobación',
      detail: 'Quizá otra persona ya decidió. Vuelva a cargar la lista.',
    },
    tooManySources: (most) => ({
      title: 'La organización ya tiene el máximo de orígenes',
      detail: `Puede tener ${number(most)} como máximo. Pida a un administrador de su organización que quite uno.`,
    }),
    webhookNotHttps: { title: 'La dirección debe empezar con https://', detail: 'Los avisos solo van por conexiones cifradas.' },
    noWebhooks: {
      title: 'Los webhooks no están configurados',
      detail: 'Quien opera este servicio tiene que definir WEBHOOK_KEY, con la que se firman.',
    },
    tooManyTokens: (most) => ({
      title: 'La organización ya tiene el máximo de tokens de API',
      detail: `Puede tener ${number(most)} como máximo. Revoque uno antes, por ejemplo uno vencido.`,
    }),
    tooManyWebhooks: (most) => ({
      title: 'La organización ya tiene el máximo de webhooks',
      detail: `Puede tener ${number(most)} como máximo. Quite uno antes.`,
    }),
    lastAdministrator: {
      title: 'La organización se quedaría sin administrador',
      detail: 'Nombre antes administrador a otro usuario.',
    },
    notFound: (thing) => ({
      title: `No existe ${THINGS[thing]}`,
      detail: `Puede que se haya eliminado o que sea de otra organización. ${RELOAD}`,
    }),
    invalid: (where, cause) => ({ title: 'No se puede leer la solicitud', detail: `${where}: ${cause}` }),
    unsupported: {
      title: 'No se admite este tipo de contenido',
      detail: 'Envíe JSON con Content-Type: application/json, o un archivo como multipart/form-data.',
    },
    refused: { title: 'Se rechazó la solicitud', detail: 'Revise la dirección y los encabezados.' },
    tooLarge: {
      title: 'La hoja es demasiado grande',
      detail: 'Se pueden enviar 100,000 filas y 25 MiB a la vez como máximo. Divida la hoja y envíe las partes una tras otra.',
    },
    tooLong: (kibibytes) => ({ title: 'La solicitud es demasiado grande', detail: `El límite es de ${number(kibibytes)} KiB.` }),
    unreadableFile: (why) => ({ title: 'No se puede leer el archivo', detail: why }),
    tooMuch: {
      title: 'Leer esto requiere demasiado tiempo o memoria',
      detail: 'Copie sus filas en un libro nuevo o envíelas por partes.',
    },
    keyReused: {
      title: 'Este Idempotency-Key se usó para otra cosa',
      detail: 'No se recibió nada. Use una clave nueva para un contenido distinto.',
    },
    tooMany: (seconds) => ({ title: 'Demasiadas solicitudes', detail: `Espere ${seconds} s e intente de nuevo.` }),
    tooManyWaiting: (seconds) => ({
      title: 'Ya tiene demasiadas solicitudes en espera',
      detail: `Espere ${seconds} s e intente de nuevo. Envíe una hoja después de otra.`,
    }),
    busy: (seconds) => ({
      title: 'El servicio está ocupado en este momento',
      detail: `No se cambió nada. Espere ${seconds} s e intente de nuevo.`,
    }),
    full: {
      title: 'El servicio no tiene espacio en disco',
      detail: 'No se cambió nada. Pida a su administrador que libere espacio e intente de nuevo.',
    },
    away: {
      title: 'El servicio no puede conectarse con su base de datos',
      detail: 'Intente de nuevo en un momento. No se pierde nada de lo recibido, y puede repetir el mismo envío sin riesgo.',
    },
    fault: (id) => ({
      title: 'Algo salió mal en el servicio',
      detail: `No se cambió nada. Intente de nuevo; si vuelve a ocurrir, dé este número a su administrador: ${id}.`,
    }),
    clientGone: { title: 'El cliente cerró la conexión', detail: 'Intente de nuevo.' },
    noLog: { title: 'Todavía no hay registro', detail: 'Estará disponible cuando el envío esté completo.' },
    notCancellable: {
      title: 'Este envío ya no se puede cancelar',
      detail: `Se está aplicando o ya está completo. ${RELOAD}`,
    },
    notFailed: { title: 'Este envío no falló', detail: `Solo se puede reintentar un envío que falló. ${RELOAD}` },
    notFixable: { title: 'Este envío ya no necesita correcciones', detail: RELOAD },
    fixesMissing: (open) => ({
      title: `${plural(open, { one: 'Queda', other: 'Quedan' })} ${counted(open, { one: 'error', other: 'errores' })} por corregir`,
      detail: 'Elija un valor para cada uno u omita sus filas. Después continúe.',
    }),
    fixedByOthers: {
      title: 'Otra persona está corrigiendo este envío en este momento',
      detail: 'Vuelva a cargar la lista y acuerden quién continúa.',
    },
    tooOldToUndo: (days) => ({
      title: 'Este envío es demasiado antiguo para deshacerlo',
      detail: `Un envío se puede deshacer durante ${days} días. Corríjalo con un envío nuevo.`,
    }),
    notUndoable: { title: 'Este envío no se puede deshacer', detail: `Solo se puede deshacer un envío completo. ${RELOAD}` },
    nothingToUndo: {
      title: 'No se puede deshacer nada así como está',
      detail: 'Todo lo que queda de este envío cambió después. Deshaga primero los envíos posteriores o corríjalo con un envío nuevo.',
    },
  },
  PARTS: {
    address: 'la dirección',
    body: 'el cuerpo',
    cursor: 'cursor',
    idempotencyKey: 'el encabezado Idempotency-Key',
    programIds: 'programIds',
    email: 'email',
    token: 'token',
    ids: 'ids',
    staffId: 'staffId',
    fix: (group) => `fixes, ${group}`,
    cell: (address) => `cells, ${address}`,
    row: (row) => `cells, ${FILAS.one} ${row}`,
  },
  UPLOAD_FAILED: {
    full: 'El servicio no tiene espacio en disco. No se aplicó nada. Pida a su administrador que libere espacio y después elija Reintentar.',
    refused: ({ title, detail }) => `${title}. No se aplicó nada. ${detail}`,
    fault: 'Algo salió mal en el servicio. No se aplicó nada. Elija Reintentar.',
  },
};
