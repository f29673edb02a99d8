import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Where Excel on the web shows the pane in a frame. */
const OFFICE_HOSTS = ['https://*.officeapps.live.com', 'https://*.office.com', 'https://*.cloud.microsoft', 'https://*.sharepoint.com'];
/** Microsoft's copy of office.js, for the pane as the store demands it. */
const OFFICE_JS = 'https://appsforoffice.microsoft.com';
/** Where Excel proves who one is (nested app authentication). */
const MICROSOFT_SIGN_IN = 'https://login.microsoftonline.com';

/** What browsers are told about every page and answer. */
export async function securityHeaders(app: FastifyInstance, https: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", OFFICE_JS],
        // Fluent and the preview's grid write styles as they draw.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", MICROSOFT_SIGN_IN],
        workerSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'"],
        frameAncestors: ["'self'", ...OFFICE_HOSTS],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    // The policy's frame-ancestors says who may show the pane; the older header knows no list.
    frameguard: false,
    // Excel itself loads the icons.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // The sign-in dialog talks to the pane that opened it.
    crossOriginOpenerPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
