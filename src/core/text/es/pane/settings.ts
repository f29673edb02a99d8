import { byLimit } from '../../../rules/securities';
import type { Translation } from '../../language';
import type * as english from '../../pane/settings';
import { accounts } from '../accounts';

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
  SITE_SETTINGS: {
    title: 'Aprobación, correos y conservación',
    explanation:
      'Los envíos pueden esperar hasta que otra persona los apruebe: todos los de un usuario con “Sus envíos necesitan aprobación” (en Usuarios), y los de quien envíe en un día más filas que estas.',
    digests: 'Enviar a los responsables un correo con cuántas asignaciones comenzaron y terminaron',
    quietPrograms: 'Excepto de estos programas',
    none: 'Ninguno',
    rows: 'Filas al día sin aprobación',
    hint: 'Deje vacío para no tener límite',
    days: 'Días que se conservan las hojas enviadas',
    daysHint:
      'Deje vacío para conservarlas. Después de esos días, la hoja se borra con sus errores y correos, y se cancelan los envíos que aún esperen. Las asignaciones y el historial de cambios permanecen.',
    tooShort: (days) => `Escriba al menos ${days}: un envío se puede deshacer durante ${days} días`,
    askDelete: (days) => ({
      title: `¿Borrar las hojas después de ${days} días?`,
      detail: `Las hojas enviadas hace más de ${days} días se borran en menos de una hora, y se cancelan los envíos más antiguos que aún esperen. No se puede deshacer.`,
      confirm: 'Borrar hojas antiguas',
    }),
    save: 'Guardar',
    saving: 'Guardando',
    saved: 'Se guardaron las opciones',
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
    may: 'Permisos',
    reaches: { none: 'Ninguno', own: 'Solo sus propios casos', all: 'Todos los casos' },
    needsApproval: 'Sus envíos necesitan aprobación',
    staffId: 'Staff ID',
    staffHint: (name) => name ?? 'Quién es el usuario como responsable de casos; necesario para “Solo sus propios casos”',
    staffNeeded: '“Solo sus propios casos” lo necesita',
    noStaffMember: 'Ningún miembro del personal tiene este ID',
    programs: 'Programas',
    allPrograms: 'Todos los programas',
    save: 'Guardar',
    cancel: 'Cancelar',
    noRights: 'Sin permisos',
    rights: (securities, programs) => {
      const [limited, others] = byLimit(securities).map((part) => part.map((security) => accounts.SECURITIES[security]).join(', '));
      const where = programs.length === 0 ? 'todos los programas' : programs.join(', ');
      return [limited && `${limited}, en ${where}`, others].filter((part) => part !== '').join('; ');
    },
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
