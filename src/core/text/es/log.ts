import { serialOfIso } from '../../caseload/dates';
import { date } from '../format';
import type { Translation } from '../language';
import type * as english from '../log';

function shown(iso: string | null): string {
  const serial = iso === null ? null : serialOfIso(iso);
  return serial === null ? '' : date(serial);
}

export const log: Translation<typeof english> = {
  RESULT: {
    describe: ({ result, reason, after }) => {
      if (result === 'not accepted') return `No aceptada, porque se omitió: ${reason}`;
      const done = after?.end ? `Terminó ${shown(after.end)}` : `Inició ${shown(after?.start ?? null)}`;
      return [result === 'undone' ? `Deshecha: ${done.toLowerCase()}` : done, reason].filter((part) => part !== '').join('. ');
    },
    changedSince: (isAssignmentUndone) =>
      isAssignmentUndone
        ? 'La inscripción en el programa se cambió o se usó después y se dejó como estaba'
        : 'No se deshizo: se cambió después de este envío',
  },
  UPLOAD_REMARKS: {
    hiddenSheet: (name) => `La primera hoja de la izquierda, “${name}”, está oculta; es la que se envió.`,
    skippedSheets: (names) => {
      const [first = '', ...others] = names;
      const more = others.length === 0 ? 'no es una hoja de cálculo' : `y ${others.length} más no son hojas de cálculo`;
      return `A la izquierda, “${first.slice(0, 100)}” ${more}; se envió la primera hoja de cálculo.`;
    },
  },
  LOG_FILE: {
    sheet: 'Registro',
    header: [
      'Fila',
      'Acción',
      'Participant ID',
      'Resultado',
      'Motivo',
      'Start Date',
      'End Date',
      'Caseload Status',
      'Reason for Dismissal',
      'Corregido por',
      'Caseworker Name',
      'Program Name',
      'Caseworker Relationship',
    ],
    results: { accepted: 'aceptada', 'not accepted': 'no aceptada', undone: 'deshecha' },
  },
};
