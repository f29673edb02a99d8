import { counted, number, plural } from '../format';
import type { Translation } from '../language';
import type * as english from '../mail';
import { FILAS } from './nouns';

export const mail: Translation<typeof english> = {
  confirmationText: ({ name, received, accepted, note, publicUrl, others, approvedBy, unreachable }) => {
    const paragraphs = [
      `Su envío “${name}” se completó.`,
      `Filas recibidas: ${number(received)}\nFilas aceptadas: ${number(accepted)}`,
      others && `Enviado por: ${others.sentBy}\nErrores corregidos por: ${others.fixedBy.join(', ')}\nAutorizado por: ${others.releasedBy}`,
      approvedBy && `Aprobado por: ${approvedBy}`,
      unreachable.length > 0 && `No se avisó, por falta de correo electrónico, a: ${unreachable.join(', ')}`,
      note,
      'Para ver el resultado de cada fila, abra en Excel la pestaña Caseload, elija Envíos, después Completados y, junto a este envío, Ver registro.',
      `El servicio: ${publicUrl}`,
    ];
    return {
      subject: `Caseload Upload: se completó el envío “${name}”`,
      text: paragraphs.filter((paragraph) => typeof paragraph === 'string').join('\n\n'),
    };
  },
  undoneText: ({ name, sent, received, by, left, publicUrl }) => ({
    subject: `Caseload Upload: se deshizo el envío “${name}”`,
    text: [
      `${by} deshizo el envío “${name}”, enviado el ${sent} con ${counted(received, FILAS)}.`,
      left === 0
        ? 'Se revirtió todo lo que el envío comenzó o terminó.'
        : `Se revirtió lo que el envío comenzó o terminó, salvo ${counted(left, FILAS)} cuyos registros cambiaron después.`,
      'Para ver cada fila, abra en Excel la pestaña Caseload, elija Envíos, después Completados y, junto a este envío, Ver registro.',
      `El servicio: ${publicUrl}`,
    ].join('\n\n'),
  }),
  digestText: ({ name, site, begun, ended, open, event, publicUrl }) => {
    const changes = [
      begun > 0 && `${number(begun)} ${plural(begun, { one: 'comenzó', other: 'comenzaron' })}`,
      ended > 0 && `${number(ended)} ${plural(ended, { one: 'terminó', other: 'terminaron' })}`,
    ]
      .filter(Boolean)
      .join(' y ');
    return {
      subject: `Sus casos en ${site} cambiaron`,
      text: [
        `${name}:`,
        event === 'applied'
          ? `Sus asignaciones: ${changes}. Ahora tiene ${number(open)} abiertas.`
          : `Se deshizo un envío, y con él estos cambios en sus asignaciones: ${changes}. Ahora tiene ${number(open)} abiertas.`,
        `Para verlas, abra en Excel la pestaña Caseload y elija Casos actuales: ${publicUrl}`,
      ].join('\n\n'),
    };
  },
  APPROVAL_MAILS: {
    waiting: ({ name, received, by, publicUrl }) => ({
      subject: `Caseload Upload: el envío “${name}” espera su aprobación`,
      text: [
        `${by} envió “${name}” con ${counted(received, FILAS)}. No se aplica nada hasta que alguien lo apruebe.`,
        'Para ver qué cambiaría, abra en Excel la pestaña Caseload, elija Envíos, después En proceso y, junto a este envío, Revisar.',
        `El servicio: ${publicUrl}`,
      ].join('\n\n'),
    }),
    sentBack: ({ name, by, note, publicUrl }) => ({
      subject: `Caseload Upload: se devolvió el envío “${name}”`,
      text: [
        `${by} no aprobó “${name}”. No se aplicó nada.`,
        note,
        'En Excel, elija Envíos y después En proceso: cancélelo y envíe una hoja corregida, o elija Pedir aprobación otra vez.',
        `El servicio: ${publicUrl}`,
      ].join('\n\n'),
    }),
  },
};
