import { number } from '../../format';
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
  REPORT: {
    title: 'Casos en cifras',
    sheet: 'Informe de casos',
    reading: 'Contando los casos',
    writing: 'Escribiendo el informe',
    today: (date) => `Abiertas al ${date}; comenzadas y terminadas este mes.`,
    columns: { open: 'Abiertas', begun: 'Comenzadas este mes', ended: 'Terminadas este mes' },
    short: { open: 'Abiertas', begun: 'Nuevas', ended: 'Cerradas' },
    legend: { begun: 'Nuevas', ended: 'Cerradas' },
    noneLately: 'En los últimos seis meses no comenzó ni terminó nada.',
    caseworker: 'Responsable del caso',
    program: 'Programa',
    month: 'Mes',
    noProgram: 'Sin programa',
    intoSheet: 'Poner en una hoja nueva',
    chart: (months) =>
      months.map(({ name, begun, ended }) => `${name}: ${number(begun)} comenzadas, ${number(ended)} terminadas`).join('; '),
  },
};
