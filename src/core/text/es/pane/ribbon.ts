import type { Translation } from '../../language';
import type * as english from '../../pane/ribbon';

export const ribbon: Translation<typeof english> = {
  RIBBON: {
    names: {
      newTemplate: 'Nueva plantilla',
      matchColumns: 'Asociar columnas',
      transferCaseload: 'Transferir casos',
      checkSheet: 'Revisar la hoja',
      nextProblem: 'Siguiente problema',
      fixCell: 'Corregir esta celda',
      fixErrors: 'Corregir errores',
      testUpload: 'Envío de prueba',
      submit: 'Enviar',
      exportCsv: 'Exportar CSV',
      uploads: 'Envíos',
      help: 'Ayuda',
    },
    noCaseload: {
      title: 'La primera hoja todavía no es una lista de casos',
      detail: 'Inserte la plantilla o asocie las columnas de su propia hoja de cálculo.',
    },
    noTransfer: {
      title: 'No tiene permiso para transferir casos',
      detail: 'Se necesitan los permisos para comenzar y para terminar asignaciones. Consulte a su administrador.',
    },
    nothingToFix: { title: 'Nada que corregir', detail: 'Hasta ahora no se encontraron problemas en la hoja.' },
    wasClosed: (action) => ({
      title: `Eligió “${action}” mientras este panel estaba cerrado`,
      detail: 'Todavía no se hizo nada.',
    }),
    goOn: 'Continuar',
  },
};
