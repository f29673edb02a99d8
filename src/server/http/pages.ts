import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { ROOT } from '../root';
import { serveHelp } from './help-page';
import type { App } from './services';

/** The placeholder in the manifest for the service's URL. */
const MANIFEST_ADDRESS = 'https://localhost:3443';

/** How long a browser may keep a file without asking: icons for a day, files with their hash in the name for ever, others not at all. */
function cacheControl(path: string): string {
  if (/\.[0-9a-f]{8}\.js$/.test(path)) return 'public, max-age=31536000, immutable';
  return path.endsWith('.png') ? 'public, max-age=86400' : 'public, max-age=0';
}

/** Serves the pages that Excel loads, the preview and the start page, and office.js from its package for the preview and self-hosting. */
export async function pageRoutes(app: App, publicUrl: () => string): Promise<void> {
  const pages = join(ROOT, 'dist', 'web');
  if (!existsSync(join(pages, 'taskpane.html'))) throw new Error('The pages are not built. Run `npm run build` first.');
  const officeJs = dirname(require.resolve('@microsoft/office-js/dist/office.js'));
  await app.register(fastifyStatic, {
    root: pages,
    index: 'index.html',
    cacheControl: false,
    etag: true,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', cacheControl(path));
      // Excel on the web reads the functions’ metadata from its own origin. They are the same for everybody.
      if (/[\\/]functions\.js(on)?$/.test(path)) void reply.header('access-control-allow-origin', '*');
    },
  });
  await app.register(fastifyStatic, { root: officeJs, prefix: '/office-js/', decorateReply: false, maxAge: '1d' });
  const open = { config: { requires: 'nothing' }, schema: { hide: true } } as const;
  serveHelp(app);
  app.get('/preview', open, (_request, reply) => reply.sendFile('preview.html'));
  app.get('/manifest.xml', open, async (_request, reply) => {
    const manifest = readFileSync(join(ROOT, 'manifest.xml'), 'utf8');
    return reply.type('application/xml').send(manifest.replaceAll(MANIFEST_ADDRESS, publicUrl().replace(/\/$/, '')));
  });
}
