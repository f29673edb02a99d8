import { serialOfIso } from '../../caseload/dates';
import type * as english from '../audit';
import { date, number } from '../format';
import type { Translation } from '../language';

function shownDate(iso: string | null | undefined): string | undefined {
  const serial = iso ? serialOfIso(iso) : null;
  return serial === null ? undefined : date(serial);
}

export const audit: Translation<typeof english> = {
  auditState: (state) => {
    if (state === null) return 'ninguna';
    const [start, end] = [shownDate(state.start), shownDate(state.end)];
    const span = end === undefined ? `desde el ${start ?? '?'}` : `del ${start ?? '?'} al ${end}`;
    return [span, state.status, state.reason].filter(Boolean).join(', ');
  },
  AUDIT: {
    title: 'Historial de cambios',
    explanation: 'Todos los cambios en las asignaciones e inscripciones de un participante, del más reciente al más antiguo.',
    back: 'Opciones',
    participantId: 'Participant ID',
    notAnId: 'Un Participant ID es un número entero.',
    show: 'Mostrar',
    reading: 'Leyendo el historial de cambios',
    download: 'Descargar .csv',
    none: 'Ningún envío cambió nada.',
    of: (participant) => `Participante ${participant}`,
    newest: (changes) => `Estos son los ${number(changes)} cambios más recientes.`,
    events: {
      begun: 'Comenzó la asignación',
      ended: 'Terminó la asignación',
      enrolled: 'Ingresó al programa',
      left: 'Salió del programa',
      'begun-undone': 'Se deshizo el comienzo',
      'ended-undone': 'Se deshizo el final',
      'enrolled-undone': 'Se deshizo el ingreso',
      'left-undone': 'Se deshizo la salida',
    },
    change: (before, after) => `${before} → ${after}`,
    source: (by, at, upload, row) => `${by}, ${at}, “${upload}”, fila ${row}`,
    chosen: (column, value, by) => `${column} ${value}, elegido por ${by}`,
    fileName: (participant) => `historial ${participant}.csv`,
    header: [
      'Hora',
      'Usuario',
      'Envío',
      'Fila',
      'Cambio',
      'Programa',
      'Responsable',
      'Caseworker Relationship',
      'Antes',
      'Después',
      'Corregido por',
    ],
  },
};
