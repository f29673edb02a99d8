import type { Translation } from '../language';
import type * as english from '../template';

export const template: Translation<typeof english> = {
  TEMPLATE_TEXT: {
    instructions:
      'INSTRUCCIONES: una fila por cada asignación. Insert comienza una, Update termina la que está abierta. Los encabezados oscuros siempre necesitan un valor. Quite esta línea y la fila de ejemplo antes de enviar.',
  },
};
