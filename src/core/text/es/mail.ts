import { number } from '../format';
import type { Translation } from '../language';
import type * as english from '../mail';

export const mail: Translation<typeof english> = {
  confirmationText: ({ name, received, accepted, note, publicUrl, others }) => {
    const paragraphs = [
      `Su envío “${name}” se completó.`,
      `Filas recibidas: ${number(received)}\nFilas aceptadas: ${number(accepted)}`,
      others && `Enviado por: ${others.sentBy}\nErrores corregidos por: ${others.fixedBy.join(', ')}\nAutorizado por: ${others.releasedBy}`,
      note,
      'Para ver el resultado de cada fila, abra en Excel la pestaña Caseload, elija Envíos, después Completados y, junto a este envío, Ver registro.',
      `El servicio: ${publicUrl}`,
    ];
    return {
      subject: `Caseload Upload: se completó el envío “${name}”`,
      text: paragraphs.filter((paragraph) => typeof paragraph === 'string').join('\n\n'),
    };
  },
};
