// Stops what `setup.ts` prepared.
export default async function teardown(): Promise<void> {
  await (globalThis as unknown as { stopPostgres: () => Promise<void> }).stopPostgres();
}
