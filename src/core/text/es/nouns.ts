/** Spanish nouns by number. */
export const FILAS = { one: 'fila', other: 'filas' };
export const CELDAS = { one: 'celda', other: 'celdas' };
export const PROBLEMAS = { one: 'problema', other: 'problemas' };
export const ADVERTENCIAS = { one: 'advertencia', other: 'advertencias' };
export const ASIGNACIONES = { one: 'asignación', other: 'asignaciones' };
