import type { Translation } from '../../language';
import type * as english from '../../pane/caseload';

export const caseload: Translation<typeof english> = {
  CURRENT: {
    title: 'Casos actuales',
    explanation:
      'Las asignaciones abiertas se ponen en una hoja nueva, al principio del libro, listas para terminar. Complete End Date y Reason for Dismissal donde termine una; las demás filas se dejan como están.',
    choose: 'Elija un responsable o un programa.',
    caseworker: 'Responsable del caso',
    anyStatus: 'Cualquier estado',
    startedBefore: 'Comenzaron antes del',
    open: 'Abierta',
  },
};
