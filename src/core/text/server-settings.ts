/** Why the service can't start, for its operator. */
export const SERVER_SETTINGS = {
  invalid: (setting: string, why: string) => `The setting ${setting} is not valid: ${why}.`,
  tlsPair: 'Set both TLS_CERT_FILE and TLS_KEY_FILE, or neither.',
  unreadableCertificate: (why: string) => `The certificate can’t be read: ${why}.`,
  providerPair: 'Set both OIDC_ISSUER and OIDC_CLIENT_ID, or neither.',
  demoInProduction: 'DEMO_SIGN_IN=on lets anyone in, and is refused with NODE_ENV=production.',
  noProvider: 'Nobody could sign in: with NODE_ENV=production, set OIDC_ISSUER and OIDC_CLIENT_ID.',
  insecureProvider: 'With NODE_ENV=production, OIDC_ISSUER must start with https://.',
  insecureUrl: 'With NODE_ENV=production, set PUBLIC_URL, starting with https://: Excel loads nothing else.',
  folderInUse: (folder: string) =>
    `The data folder ${folder} is in use by another process, such as a running service. Stop that process, or choose another folder with DATA_DIR. To share one database among processes, set DATABASE_URL.`,
} as const;
