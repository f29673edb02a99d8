import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { ROOT } from '../root';

/**
 * The pages that frame the pane, by Microsoft's cloud: those of Excel on the web, OneDrive, SharePoint and Teams. Microsoft publishes no such list
 * (OfficeDev/office-js#1005); these are the clouds' published network endpoints, and the hosts of Teams tabs.
 */
const FRAMING = {
  worldwide: [
    'https://*.officeapps.live.com',
    'https://*.office.com',
    'https://*.microsoft365.com',
    'https://*.cloud.microsoft',
    'https://*.sharepoint.com',
    'https://onedrive.live.com',
    'https://teams.microsoft.com',
    'https://*.teams.microsoft.com',
  ],
  'gcc-high': [
    'https://*.gov.online.office365.us',
    'https://*.office365.us',
    'https://*.usgovcloud.microsoft',
    'https://*.sharepoint.us',
    'https://gov.teams.microsoft.us',
    'https://*.gov.teams.microsoft.us',
  ],
  dod: [
    'https://*.dod.online.office365.us',
    'https://*.sharepoint-mil.us',
    'https://*.dps.mil',
    'https://*.apps.mil',
    'https://dod.teams.microsoft.us',
    'https://*.dod.teams.microsoft.us',
  ],
  china: ['https://*.partner.officewebapps.cn', 'https://*.sharepoint.cn'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const OFFICE_CLOUDS = Object.keys(FRAMING) as readonly (keyof typeof FRAMING)[];
export type OfficeCloud = keyof typeof FRAMING;

/** The hosts of Microsoft's identity provider, which the pane itself calls for nested app authentication. */
const MICROSOFT_SIGN_IN = ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'];

interface Origins {
  readonly clouds: readonly OfficeCloud[];
  /** The identity provider's address. */
  readonly issuer: string | undefined;
  readonly isHttps: boolean;
}

/** Where the built pages load office.js from: undefined if it is this service. */
function officeJsOrigin(): string | undefined {
  const page = join(ROOT, 'dist', 'web', 'taskpane.html');
  const html = existsSync(page) ? readFileSync(page, 'utf8') : '';
  return /<script src="?(https:\/\/[^/"]+)\/[^"]*office\.js/.exec(html)?.[1];
}

/** Sets the security headers of every page and answer. */
export async function securityHeaders(app: FastifyInstance, { clouds, issuer, isHttps }: Origins): Promise<void> {
  const officeJs = officeJsOrigin();
  const signIn = issuer !== undefined && MICROSOFT_SIGN_IN.includes(new URL(issuer).hostname) ? [new URL(issuer).origin] : [];
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...(officeJs === undefined ? [] : [officeJs])],
        // Fluent and the preview's grid add styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...signIn],
        workerSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'"],
        frameAncestors: ["'self'", ...clouds.flatMap((cloud) => FRAMING[cloud])],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000 } : false,
    // frame-ancestors lists who may frame the pane; X-Frame-Options can't.
    frameguard: false,
    // Excel loads the icons.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // The sign-in dialog talks to the pane that opened it.
    crossOriginOpenerPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
