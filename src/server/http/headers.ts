import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** The origins where Excel on the web frames the pane. */
const OFFICE_HOSTS = ['https://*.officeapps.live.com', 'https://*.office.com', 'https://*.cloud.microsoft', 'https://*.sharepoint.com'];
/** Microsoft's hosted office.js, which the store requires. */
const OFFICE_JS = 'https://appsforoffice.microsoft.com';
/** The origin for nested app authentication. */
const MICROSOFT_SIGN_IN = 'https://login.microsoftonline.com';

/** Sets the security headers of every page and answer. */
export async function securityHeaders(app: FastifyInstance, https: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", OFFICE_JS],
        // Fluent and the preview's grid add styles at run time.
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
    // frame-ancestors lists who may frame the pane; X-Frame-Options can't.
    frameguard: false,
    // Excel loads the icons.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // The sign-in dialog talks to the pane that opened it.
    crossOriginOpenerPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
