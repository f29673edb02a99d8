import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HELP_PICTURES } from '../../core/text/help';
import { LANGUAGES } from '../../core/text/language';
import { ROOT } from '../root';
import { HEADER, insertRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';

const spanish = { 'accept-language': 'es-MX,es;q=0.9,en;q=0.8' };

describeOnEachDatabase('the language of an answer', (site) => {
  const title = async (path: string, headers = {}) => (await site().call('GET', path, undefined, { headers })).json().title;

  test('is the one that the client prefers, and English otherwise', async () => {
    const missing = '/uploads/00000000-0000-4000-8000-000000000000';
    expect(await title(missing, spanish)).toBe('No existe ese envío');
    expect(await title(missing)).toBe('There is no such upload');
    expect(await title(missing, { 'accept-language': 'fr, en;q=0.5' })).toBe('There is no such upload');
    expect(await title(missing, { 'accept-language': 'es;q=0.2, en' })).toBe('There is no such upload');
    expect(await title(missing, { 'accept-language': `${'x'.repeat(5000)};q=;;,,` })).toBe('There is no such upload');
    expect(await title('/no-such-page', spanish)).toBe('No existe esa página');
  });

  test('of the help is the one asked for, or the browser’s, and its pictures exist', async () => {
    const help = (query: string, headers = {}) => site().service.app.inject({ method: 'GET', url: `/help.html${query}`, headers });
    expect((await help('')).body).toContain('<html lang="en">');
    expect((await help('', spanish)).body).toContain('<h1>Ayuda</h1>');
    expect((await help('?language=en', spanish)).body).toContain('<h1>Help</h1>');
    expect((await help('?language=xx&language=es')).statusCode).toBe(200);
    for (const language of LANGUAGES) {
      const { body } = await help(`?language=${language}`);
      const pictures = [...body.matchAll(/src="(\/assets\/help\/[^"]+)"/g)].map(([, path = '']) => path);
      expect(pictures).toHaveLength(HELP_PICTURES.length);
      expect(pictures.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    }
  });

  test('is kept while the body is read, and in threads', async () => {
    const { call, token } = site();
    const broken = await site().service.app.inject({
      method: 'POST',
      url: '/api/check',
      headers: { ...spanish, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      payload: '{',
    });
    expect(broken.json().title).toBe('No se puede leer la solicitud');
    const { findings } = (await call('POST', '/check', { cells: [HEADER, insertRow(99)] }, { headers: spanish })).json();
    expect(findings[0].message).toBe('Ningún participante de su organización tiene el número 99. Revise el número.');
  });

  test('is its own among many at once', async () => {
    const check = (headers: object) =>
      site()
        .call('POST', '/check', { cells: [HEADER, insertRow(99)] }, { headers: { ...headers } })
        .then((answer) => answer.json().findings[0].message.split(' ')[0]);
    const asked = Array.from({ length: 20 }, (_, place) => check(place % 2 === 0 ? spanish : {}));
    expect(await Promise.all(asked)).toEqual(asked.map((_, place) => (place % 2 === 0 ? 'Ningún' : 'No')));
  });

  test('of an upload’s mail is that of its sender', async () => {
    const { call, service, finished } = site();
    const headers = { ...spanish, 'idempotency-key': 'marzo' };
    const sent = await call('POST', '/uploads', { name: 'Marzo', cells: [HEADER, insertRow(1002)] }, { headers });
    expect(await finished(sent.json().id)).toMatchObject({ state: 'complete' });
    const mail = readFileSync(join(service.folder, 'outbox', `${sent.json().id}.eml`), 'utf8');
    expect(mail).toContain('Filas recibidas: 1');
    expect(mail).toContain('lang=3D"es"');
    const log = await call('GET', `/uploads/${sent.json().id}/log.csv`, undefined, { headers: spanish });
    expect(log.body).toMatch(/^\ufeffFila,Acción,[\s\S]*2,Insert,1002,aceptada/);
  });

  test('of an upload’s errors is that of the reader, whoever sent it', async () => {
    const { call, submit, finished } = site();
    const { id } = (await submit([insertRow(1002, { 'Start Date': '3/4/2026' })])).json();
    expect(await finished(id)).toMatchObject({ state: 'needs-fixes' });
    const read = async (headers = {}) => (await call('GET', `/uploads/${id}/errors`, undefined, { headers })).json().groups[0].message;
    expect(await read()).toBe('“3/4/2026” can be Mar 4, 2026 or Apr 3, 2026. Choose one, or type the month as a word.');
    expect(await read(spanish)).toMatch(/^“3\/4\/2026” puede ser 4 mar 2026 o 3 abr 2026\. Elija/);
  });
});
