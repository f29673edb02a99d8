import type { Translation } from '../../language';
import type * as english from '../../pane/automation';

export const automation: Translation<typeof english> = {
  AUTOMATION: {
    title: 'Automatización',
    explanation: 'Tokens para otros programas, y webhooks que les avisan de los envíos.',
    back: 'Opciones',
    reading: 'Leyendo',
    saving: 'Guardando',
    tokens: 'Tokens de acceso',
    noTokens: 'No hay tokens.',
    name: 'Nombre',
    nameHint: 'El programa que lo usa; los envíos se hacen con este nombre',
    may: 'Puede',
    days: 'Vigencia (días)',
    create: 'Crear token',
    validUntil: (date) => `Vigente hasta el ${date}`,
    expired: (date) => `Venció el ${date}`,
    lastUsed: (date) => (date === undefined ? 'Nunca se usó' : `Se usó por última vez el ${date}`),
    madeBy: (user) => `Creado por ${user}`,
    revoke: 'Revocar',
    revokeNamed: (name) => `Revocar ${name}`,
    askRevoke: (name) => ({
      title: `¿Revocar “${name}”?`,
      detail: 'Los programas que lo usan se rechazan de inmediato. Lo que enviaron se conserva.',
      confirm: 'Revocar token',
    }),
    secret: (of) => `El secreto de ${of}`,
    secretHint: 'Cópielo ahora: no se puede mostrar otra vez.',
    copy: 'Copiar secreto',
    copied: 'Se copió el secreto',
    webhooks: 'Avisos por webhook',
    webhooksHint:
      'Un POST a su dirección cuando un envío se completa, necesita correcciones o aprobación, falla o se deshace. No contiene participantes.',
    noWebhooks: 'No hay webhooks.',
    url: 'Dirección',
    add: 'Agregar webhook',
    lastAnswer: (status, date) => `Última respuesta: ${status}, ${date}`,
    notCalled: 'Todavía no se llamó',
    remove: 'Quitar',
    removeNamed: (url) => `Quitar ${url}`,
  },
};
