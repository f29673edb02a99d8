import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { BASE } from '../api/endpoints';
import type { App } from './http/services';
import { ROOT } from './root';

/** Serves the OpenAPI document of the routes that are registered after this, and a page to read it. */
export async function serveDocumentation(app: App): Promise<void> {
  await app.register(swagger, { openapi: { info: { title: 'Caseload Upload', version: '1' } }, transform: jsonSchemaTransform });
  await app.register(swaggerUi, {
    routePrefix: `${BASE}/docs`,
    // Both are named because the bundled package can't find its own files.
    baseDir: join(dirname(require.resolve('@fastify/swagger-ui/package.json')), 'static'),
    logo: { type: 'image/png', content: readFileSync(join(ROOT, 'assets', 'icon-80.png')) },
  });
}
