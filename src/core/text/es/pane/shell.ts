import type { Translation } from '../../language';
import type * as english from '../../pane/shell';

export const shell: Translation<typeof english> = {
  SHELL: {
    tabs: { label: 'Secciones', sheet: 'Hoja', fixes: 'Corregir errores', uploads: 'Envíos', settings: 'Opciones' },
    whatIsThis: '¿Qué es esto?',
    opening: 'Abriendo',
    notLoaded: 'No se pudo abrir esta página',
    notLoadedHint: 'Quizá el complemento se actualizó desde que se abrió el panel, o se perdió la conexión. Su hoja no cambió.',
    reload: 'Volver a cargar el panel',
    busy: (label) => `${label}…`,
    dismiss: 'Cerrar',
    cancel: 'Cancelar',
    retry: 'Reintentar',
    showMore: 'Mostrar más',
    openList: (label) => `Abrir la lista de ${label}`,
    chooseFile: 'Elegir archivo',
    chooseFileFor: (label) => `${label}: elegir`,
    signedOut: 'La plantilla y sus listas vienen de su organización.',
    uploadsSignedOut: 'Su organización guarda los envíos y sus registros.',
    offline: 'No se puede conectar con el servicio.',
    connectOnce: 'Conéctese una vez para cargar las listas de su organización.',
    listsFrom: (time) => `Puede continuar con las listas del ${time}; para enviar, se necesita el servicio.`,
    tryAgain: 'Intentar de nuevo',
  },
  NOTICES: {
    unexpected: {
      title: 'Algo salió mal en el panel',
      detail: 'Su hoja no se modificó. Cierre el panel, ábralo otra vez e intente de nuevo.',
    },
    sessionEnded: { title: 'Su sesión terminó', detail: 'Su hoja no se modificó. Inicie sesión otra vez y continúe.' },
    signIn: 'Iniciar sesión',
    signInFirst: { title: 'Primero inicie sesión', detail: 'La plantilla y sus listas vienen de su organización.' },
    signedOutHere: {
      title: 'Cerró la sesión solo en este equipo',
      detail: 'No se puede conectar con el servicio. Para cerrar todas las sesiones, inicie sesión otra vez cuando haya conexión.',
    },
    signInToSubmit: {
      title: 'Primero inicie sesión',
      detail: 'Las filas se comparan con los datos de su organización y se envían a ella. Inicie sesión en Opciones.',
    },
    offline: { title: 'No se puede conectar con el servicio', detail: 'Su hoja no se modificó. Revise la conexión e intente de nuevo.' },
    unknownAnswer: {
      title: 'El servicio envió una respuesta que esta versión no puede leer',
      detail: 'Cierre el panel y ábralo otra vez para cargar la versión más reciente.',
    },
    unreadableFile: 'No se puede leer el archivo',
  },
};
