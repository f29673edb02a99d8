let made = 0;

/** An ID that no other object has, stored ones of earlier visits included. */
export function freshId(kind: string): string {
  made++;
  return `{${kind}-${Date.now().toString(36)}-${made}}`;
}
