import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { SPANISH } from '../../core/text/es';
import { addCatalog, LANGUAGES, type Language, languageOf, setLanguageSource } from '../../core/text/language';

/** The language of the request or job that is being worked on. */
const storage = new AsyncLocalStorage<Language>();

addCatalog('es', SPANISH);
setLanguageSource(() => storage.getStore() ?? 'en');

/** Does something with all texts in a language. */
export function inLanguage<T>(language: Language, work: () => T): T {
  return storage.run(language, work);
}

/** The language that the client prefers (RFC 9110, Accept-Language); English by default. */
export function requestedLanguage({ headers }: Pick<FastifyRequest, 'headers'>): Language {
  const [first] = new Negotiator({ headers: { 'accept-language': headers['accept-language'] } }).languages([...LANGUAGES]);
  return languageOf(first);
}

/** Answers each request in its language. A parsed body loses the context of the first hook. */
export function answerInLanguage(app: Pick<FastifyInstance, 'addHook'>): void {
  app.addHook('onRequest', (request, _reply, done) => inLanguage(requestedLanguage(request), done));
  app.addHook('preValidation', (request, _reply, done) => inLanguage(requestedLanguage(request), done));
}
