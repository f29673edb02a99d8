import type * as english from '../accounts';
import type { Translation } from '../language';

const SIGN_IN_PROBLEMS: Readonly<Record<string, string>> = {
  'unknown-user':
    'Inició sesión, pero no es usuario de esta organización. Pida a un administrador de la organización que agregue su correo electrónico.',
  'unknown-site': 'No hay ninguna organización con este identificador. Pídaselo a su administrador.',
  unverified: 'La cuenta de su organización no tiene un correo electrónico verificado. Consulte a quienes administran las cuentas.',
  'provider-away': 'Por ahora no se puede conectar con el inicio de sesión de su organización. Intente de nuevo en un momento.',
  'too-late': 'Pasaron más de diez minutos. Inicie sesión otra vez.',
  'not-asked': 'Este inicio de sesión comenzó en otra ventana. Inicie sesión otra vez.',
};

export const accounts: Translation<typeof english> = {
  SECURITIES: {
    'caseload:record': 'Comenzar asignaciones',
    'caseload:record:own': 'Comenzar asignaciones de sus propios casos',
    'caseload:end': 'Terminar asignaciones',
    'caseload:end:own': 'Terminar asignaciones de sus propios casos',
    'uploads:view': 'Ver los envíos y sus registros',
    'uploads:approve': 'Aprobar envíos',
    'site:admin': 'Administrar la organización',
  },
  signInProblem: (code) =>
    SIGN_IN_PROBLEMS[code] ??
    'El inicio de sesión de su organización no le dio acceso. Inicie sesión otra vez o consulte a quienes administran las cuentas.',
};
