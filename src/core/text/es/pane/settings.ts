import { counted } from '../../format';
import type { Translation } from '../../language';
import type * as english from '../../pane/settings';
import { FILAS } from '../nouns';

export const settings: Translation<typeof english> = {
  SETTINGS: {
    account: 'Cuenta',
    user: (name, email, site) => `${name} (${email})${site === undefined ? '' : `, ${site}`}`,
    site: 'Organización',
    signIn: 'Iniciar sesión',
    signOut: 'Cerrar sesión',
    signOutEverywhere: 'Cerrar todas las sesiones',
    tryAs: 'Probar la organización de muestra como:',
    connect: 'Conectar',
    language: 'Idioma',
    languageOfExcel: 'Como en Excel',
    languageHint: 'Del panel, los correos electrónicos y los registros. La cinta de opciones siempre está en el idioma de Excel.',
    help: 'Ayuda',
    helpText: 'Cómo funciona y métodos abreviados de teclado.',
    submit: 'Envío',
    showsGlance: 'Mostrar lo que cambia antes de enviar filas desde el panel',
    lists: 'Listas',
    listsTitle: 'Listas sin el servicio',
    listsHelp:
      'También puede cargar los programas, el personal y las listas de valores desde los archivos de la carpeta de una organización o desde hojas de cálculo con los mismos encabezados. Con ellos funciona todo, menos enviar.',
    listsFromFiles: 'Cargar listas desde archivos',
    listsFromWorksheets: 'Cargar listas desde hojas de cálculo',
    siteFiles: 'Archivos de la carpeta de una organización',
    template: 'Plantilla',
    templateTitle: 'Columnas de la próxima plantilla',
    insertTemplate: 'Insertar plantilla',
  },
  LISTS_NOTICES: {
    reading: 'Leyendo las listas',
    loaded: { title: 'Las listas están cargadas', detail: 'Las hojas se revisan con ellas. Para enviar, inicie sesión.' },
    unreadable: 'No se pueden leer las listas',
  },
  APPROVAL_RULE: {
    title: 'Aprobación',
    explanation:
      'Los envíos esperan hasta que los haya visto otra persona con permiso para aprobar: los de los usuarios marcados abajo y los que llevan las filas de un usuario en un día por encima de un número.',
    rows: 'Filas al día sin aprobación',
    hint: 'Vacío: cualquier número',
    save: 'Guardar',
    saving: 'Guardando',
    saved: (rows) =>
      rows === null
        ? 'Ningún número de filas necesita aprobación'
        : `Los envíos de más de ${counted(rows, FILAS)} al día esperan aprobación`,
  },
  USERS: {
    title: 'Usuarios',
    change: 'Editar',
    remove: 'Quitar',
    add: 'Agregar usuario',
    newUser: 'Usuario nuevo',
    changeUser: (name) => `Editar a ${name}`,
    email: 'Correo electrónico',
    name: 'Nombre',
    may: 'Puede',
    reaches: { none: 'No', own: 'Solo sus propios casos', all: 'Todos los casos' },
    needsApproval: 'Sus envíos esperan aprobación',
    staffId: 'Staff ID',
    staffHint: (name) => name ?? 'Quién es el usuario como responsable de casos; necesario para “Solo sus propios casos”',
    noStaffMember: 'Ningún miembro del personal tiene este ID',
    programs: 'Programas',
    allPrograms: 'Todos los programas',
    save: 'Guardar',
    cancel: 'Cancelar',
    noRights: 'Sin permisos',
    rights: (rights, programs) => `${rights}, en ${programs.length === 0 ? 'todos los programas' : programs.join(', ')}`,
    saving: 'Guardando',
    saved: (name) => `Se guardaron los datos de ${name}`,
    askRemove: (name, email) => ({
      title: `¿Quitar a ${name}?`,
      detail: `${email} ya no podrá iniciar sesión y se cerrarán todas sus sesiones. Sus envíos anteriores se conservan.`,
      confirm: 'Quitar usuario',
    }),
  },
  SIGN_IN: {
    withOrganization: 'Iniciar sesión con la cuenta de su organización',
    siteId: 'El identificador de su organización, que su administrador conoce',
    failed: 'No funcionó. Cierre esta ventana e intente de nuevo.',
    refused: (title, detail) => `${title}. ${detail}`,
  },
};
