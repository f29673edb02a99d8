import type * as english from '../columns';
import type { Translation } from '../language';

export const columns: Translation<typeof english> = {
  COLUMN_HELP: {
    participantId: 'El número del participante en su organización.',
    programId: 'El número del programa. Use Program ID o Program Name, no ambos.',
    programName: 'Elija el programa. Si usa el nombre, hace falta Program Start Date o Program End Date.',
    programStart: 'Inscribe al participante en el programa a partir de esta fecha.',
    programEnd: 'Termina en esta fecha la inscripción del participante en el programa.',
    staffId: 'El Staff ID del responsable del caso.',
    caseworkerName: 'El responsable del caso, como Nombre Apellido. También se acepta Apellido, Nombre.',
    caseworkerFirstName: 'El nombre de pila del responsable del caso.',
    caseworkerLastName: 'El apellido del responsable del caso.',
    relationship: 'La relación del responsable con el participante. Es obligatoria para un Insert.',
    status: 'El estado de la asignación. Es obligatorio para un Insert.',
    start: 'La fecha en que comienza la asignación. Es obligatoria para un Insert.',
    end: 'La fecha en que termina la asignación. Es obligatoria para un Update; déjela vacía para un Insert.',
    reason: 'El motivo por el que termina la asignación. Es obligatorio para un Update; déjelo vacío para un Insert.',
    action: 'Insert comienza una asignación nueva. Update termina la que está abierta.',
    demographic: (name) => `${name} del participante. Confirma que el Participant ID corresponde a la persona correcta.`,
  },
};
