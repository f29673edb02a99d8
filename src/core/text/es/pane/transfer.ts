import { counted, number } from '../../format';
import type { Translation } from '../../language';
import type * as english from '../../pane/transfer';
import { FILAS } from '../nouns';

const ASIGNACIONES = { one: 'asignación abierta', other: 'asignaciones abiertas' };

export const transfer: Translation<typeof english> = {
  TRANSFER: {
    back: 'Hoja',
    staffMember: (name, id) => `${name} (Staff ID ${id})`,
    missing: (fields) => `Falta elegir: ${fields.join(', ')}.`,
    title: 'Transferir casos',
    from: 'De',
    to: 'A',
    typeName: 'Escriba un nombre',
    another: 'Agregar a otro',
    size: (before, after) => `${number(before)} → ${number(after)}`,
    without: (name) => `Quitar a ${name}`,
    way: 'Repartir',
    ways: {
      level: 'Para nivelar sus casos',
      same: 'La misma cantidad a cada uno',
      program: 'Por programa',
      hand: 'Uno por uno',
    },
    noProgram: 'Sin programa',
    inProgram: (name, assignments) => `${name} (${number(assignments)})`,
    person: (id, demographics) => [String(id), ...demographics].join(', '),
    rest: (assignments) => `quién recibe ${counted(assignments, ASIGNACIONES)}`,
    otherWay: 'otra manera de repartir',
    tooManyByHand: (most) =>
      `Uno por uno se puede con ${number(most)} participantes como máximo. Elija otra forma o cambie los responsables en la hoja.`,
    leaves: (name) => `${name} deja la organización: ofrecer deshabilitar a esta persona después del envío`,
    disable: (name) => `Deshabilitar a ${name}`,
    askDisable: (name) => ({
      title: `¿Deshabilitar a ${name}?`,
      detail: 'Esta persona ya no tiene asignaciones abiertas. Con un responsable deshabilitado no puede comenzar nada.',
      confirm: 'Deshabilitar',
    }),
    disabled: (name) => `Se deshabilitó a ${name}`,
    program: 'Programa',
    allPrograms: 'Todos los programas',
    on: 'El día',
    onHint: 'El último día con un responsable, el primero con el otro',
    reason: 'Reason for Dismissal',
    none: 'No hay asignaciones abiertas.',
    found: (assignments, participants) =>
      `${counted(assignments, ASIGNACIONES)} de ${counted(participants, { one: 'participante', other: 'participantes' })}.`,
    fill: (rows) => (rows === 0 ? 'Llenar la hoja' : `Llenar la hoja con ${counted(rows, FILAS)}`),
    nothingYet:
      'Por cada asignación, una fila la termina y otra la comienza con el colega. Se ponen en una hoja nueva, al principio del libro; nada cambia hasta que las envíe.',
    reading: 'Leyendo los casos',
    filling: 'Llenando la hoja',
  },
};
