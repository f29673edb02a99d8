import type * as english from '../excel';
import type { Translation } from '../language';

const EXCEL_PROBLEMS: Readonly<Record<string, string>> = {
  AccessDenied: 'Esta hoja está protegida. Quite la protección (Revisar, Desproteger hoja) e intente de nuevo.',
  InvalidOperationInCellEditMode: 'Se está modificando una celda. Presione Entrar o Esc en ella e intente de nuevo.',
  ItemNotFound: 'La hoja ya no existe. Ábrala otra vez o inserte la plantilla.',
  HostRestartNeeded: 'Hay que reiniciar Excel para que el complemento vuelva a funcionar: guarde el libro, cierre Excel y ábralo otra vez.',
  ApiNotFound: 'Esta versión de Excel es demasiado antigua para esto. Actualice Excel o use Excel para la web.',
  RequestPayloadSizeLimitExceeded: 'La hoja es demasiado grande para que Excel la escriba de una vez. Divídala en hojas más pequeñas.',
  ResponsePayloadSizeLimitExceeded: 'La hoja es demasiado grande para que Excel la lea de una vez. Divídala en hojas más pequeñas.',
};

export const excel: Translation<typeof english> = {
  excelProblem: (code) =>
    EXCEL_PROBLEMS[code] ?? 'Excel no pudo hacerlo. Intente de nuevo; si vuelve a ocurrir, guarde el libro y ábralo otra vez.',
};
