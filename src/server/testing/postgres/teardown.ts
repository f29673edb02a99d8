// Stops what `setup.ts` started.
export default async function teardown(): Promise<void> {
  await (globalThis as unknown as { stopPostgresServer: () => Promise<void> }).stopPostgresServer();
}
