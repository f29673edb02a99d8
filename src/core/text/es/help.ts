import type * as english from '../help';
import type { Translation } from '../language';

export const help: Translation<Pick<typeof english, 'HELP'>> = {
  HELP: {
    title: 'Ayuda',
    all: 'Toda la ayuda',
    support: 'Soporte',
    privacy: 'Privacidad',
    topics: {
      sheet: {
        title: 'De la plantilla al envío',
        text: [
          'Inserte la plantilla: se pone en la primera hoja, porque solo se envía la primera hoja. Escriba o pegue sus filas debajo del encabezado, sin formato.',
          'El botón azul es siempre el siguiente paso. Las celdas incorrectas se ponen rojas; las que conviene revisar, amarillas. Seleccione una: el panel dice qué está mal y ofrece botones para corregirlo.',
        ],
      },
      fixes: {
        title: 'Corregir errores',
        text: [
          'Cada línea es un valor incorrecto, con el número de celdas y una sugerencia. La tecla Entrar la acepta y pasa a la línea siguiente. “Corregir todo” corrige los valores cuya sugerencia no deja dudas.',
          'Debajo están las filas que se contradicen entre sí o con los datos de la organización, con un botón para cada solución. “Deshacer” revierte la última corrección.',
        ],
      },
      submit: {
        title: 'Enviar',
        text: [
          'Muestra lo que va a cambiar antes de enviar nada: las asignaciones que comienzan y terminan, y cuántos casos queda llevando cada responsable. Se aplican todas las filas o ninguna.',
          'Más de 600 filas pueden ir en lotes, con pausas entre ellos, o todas a la vez. Nada se envía dos veces. “Enviar” en la cinta de opciones envía sin esta página. “Enviar 2 primeras” (“Envío de prueba” en la cinta) envía de verdad las dos primeras.',
        ],
      },
      uploads: {
        title: 'Envíos',
        text: [
          'Lo que se envió. Los envíos “En curso” todavía se procesan o esperan correcciones. Los “Completados” tienen un registro con el resultado de cada fila; un correo electrónico los confirma.',
          'Para enviar un archivo .csv o .xlsx, arrástrelo a la lista de envíos. “Deshacer” revierte un envío completado en los últimos 30 días; lo que cambió después se deja como está y aparece en el registro.',
        ],
      },
      review: {
        title: 'Revisar un envío',
        text: [
          'Qué cambiaría el envío de otra persona: las asignaciones que comienzan y terminan, cuántos casos tiene cada responsable antes y después, y cada fila. “Aprobar” lo aplica. “Devolver” lo regresa a su usuario con sus palabras, por correo electrónico. Nadie aprueba sus propios envíos.',
        ],
      },
      undo: {
        title: 'Deshacer un envío',
        text: [
          'Muestra fila por fila qué se deshace y qué queda porque cambió después, por quién y con qué envío. Nada cambia hasta que elija “Deshacer envío”.',
        ],
      },
      log: {
        title: 'El registro',
        text: [
          'El resultado de cada fila, en el orden de la hoja. Puede escribir los resultados junto a las filas de su hoja o descargarlos.',
        ],
      },
      uploadFixes: {
        title: 'Errores de un envío',
        text: [
          'No se aplica nada hasta que todas las líneas estén corregidas o se omitan sus filas. Sus elecciones se guardan al momento. “Siguiente” revisa las filas otra vez y las aplica.',
        ],
      },
      match: {
        title: 'Asociar columnas',
        text: [
          'Llena la plantilla con su propia hoja o archivo, sean cuales sean sus encabezados. Las columnas se reconocen por sus encabezados y su contenido; corrija las que no. Su hoja no se modifica.',
        ],
      },
      caseload: {
        title: 'Casos actuales',
        text: [
          'Para terminar asignaciones sin buscar identificadores. Una hoja nueva, al principio del libro, se llena con las asignaciones abiertas de un responsable o de un programa. Complete End Date y Reason for Dismissal donde termine una. Las filas que no tengan ninguno de los dos se dejan como están: no se envían.',
          'La columna “On Record” marca esas filas. No la quite.',
        ],
      },
      report: {
        title: 'Casos en cifras',
        text: [
          'Cuántas asignaciones están abiertas hoy, por responsable y por programa, y cuántas comenzaron y terminaron este mes y en los meses anteriores. Una asignación cuenta desde su Start Date hasta su End Date.',
        ],
      },
      transfer: {
        title: 'Transferir casos',
        text: [
          'Para un responsable que se va o entrega casos, a un colega o a varios: en partes iguales, por programa o uno por uno. Una hoja nueva, al principio del libro, se llena con un Update y un Insert por cada asignación abierta. Nada cambia hasta que la envíe.',
        ],
      },
      export: {
        title: 'Exportar CSV',
        text: [
          'Un archivo para la página de carga del sistema original, que no admite comas dentro de los valores. Se indica cada celda que se escribe de otra manera. Su hoja no se modifica.',
        ],
      },
      settings: {
        title: 'Opciones',
        text: ['Su cuenta, el idioma y las columnas de la próxima plantilla. Con listas propias puede revisar hojas sin el servicio.'],
      },
      automation: {
        title: 'Automatización',
        text: [
          'Para administradores: con los tokens, otros programas revisan y envían hojas, cada uno con sus permisos y su vencimiento. Los webhooks avisan a sus propios sistemas cuando un envío se completa o necesita algo. La documentación del servicio muestra cómo.',
        ],
      },
      audit: {
        title: 'Historial de cambios',
        text: [
          'Para administradores: todos los cambios que los envíos, o deshacerlos, hicieron en las asignaciones e inscripciones de un participante, con el usuario, la hora, el envío y su fila.',
        ],
      },
      actions: {
        title: 'Insert y Update',
        text: [
          'Insert comienza una asignación: necesita Start Date, Caseworker Relationship y Caseload Status, y ningún End Date. Update termina la que está abierta: necesita End Date y Reason for Dismissal. Una asignación que ya terminó no se puede cambiar con un envío.',
        ],
      },
      programs: {
        title: 'Programas',
        text: [
          'Use Program ID o Program Name, no ambos. Si el programa se indica por nombre, hace falta Program Start Date o Program End Date; una fecha de programa necesita el programa.',
        ],
      },
      dates: {
        title: 'Fechas',
        text: [
          'Escriba las fechas como fechas. Una fecha guardada como texto solo se acepta si tiene un único significado: 3/14/2026, 2026-03-14, 14 mar 2026. Los años tienen cuatro dígitos.',
        ],
      },
      keyboard: {
        title: 'Teclado y botón derecho',
        text: [
          'Haga clic con el botón derecho en una celda: en “Caseload” están “Corregir esta celda”, “Siguiente problema” y “Mostrar en el panel”.',
          'Ctrl+Shift+Alt+C revisa la hoja, Ctrl+Shift+Alt+F corrige la celda, Ctrl+Shift+Alt+N va al siguiente problema; en un Mac, presione Command en lugar de Ctrl. Si otro complemento usa las mismas teclas, Excel pregunta a cuál se refiere; para elegir otra vez, busque en Excel “Restablecer preferencias de métodos abreviados de complementos de Office”.',
        ],
      },
    },
  },
};
