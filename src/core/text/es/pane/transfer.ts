import { counted } from '../../format';
import type { Translation } from '../../language';
import type * as english from '../../pane/transfer';
import { FILAS } from '../nouns';

export const transfer: Translation<typeof english> = {
  TRANSFER: {
    back: 'Hoja',
    staffMember: (name, id) => `${name} (Staff ID ${id})`,
    missing: (fields) => `Falta elegir: ${fields.join(', ')}.`,
    title: 'Transferir casos',
    from: 'De',
    to: 'A',
    typeName: 'Escriba un nombre',
    sameStaff: 'Elija a alguien distinto del responsable elegido en “De”.',
    program: 'Programa',
    allPrograms: 'Todos los programas',
    on: 'El día',
    onHint: 'El último día con un responsable, el primero con el otro',
    reason: 'Reason for Dismissal',
    none: 'No hay asignaciones abiertas.',
    found: (assignments, participants) =>
      `${counted(assignments, { one: 'asignación abierta', other: 'asignaciones abiertas' })} de ${counted(participants, { one: 'participante', other: 'participantes' })}.`,
    fill: (rows) => (rows === 0 ? 'Llenar la hoja' : `Llenar la hoja con ${counted(rows, FILAS)}`),
    nothingYet: 'Las filas se ponen en una hoja nueva, al principio del libro. Nada cambia hasta que las envíe.',
    reading: 'Leyendo los casos',
    filling: 'Llenando la hoja',
  },
};
