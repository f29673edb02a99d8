import { HELP, HELP_PICTURES, HELP_TOPICS, type HelpTopic } from '../../core/text/help';
import { currentLanguage, type Language, languageOf } from '../../core/text/language';
import { inLanguage, requestedLanguage } from './language';
import type { App } from './services';

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function section(topic: HelpTopic): string {
  const { title, text } = HELP.topics[topic];
  const picture = HELP_PICTURES.includes(topic)
    ? `<img src="/assets/help/${currentLanguage()}/${topic}.png" alt="${escaped(title)}" width="340" loading="lazy">`
    : '';
  return `<section id="${topic}"><h2>${escaped(title)}</h2>${text.map((part) => `<p>${escaped(part)}</p>`).join('')}${picture}</section>`;
}

/** The help as a page, in the current language: the texts of *What is this?* in the pane, and pictures. */
function helpPage(): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Caseload Upload: ${escaped(HELP.title)}</title>
<link rel="icon" href="/assets/icon-32.png"><link rel="stylesheet" href="/assets/document.css">`;
  const links = `<p><a href="/support.html" hreflang="en">${escaped(HELP.support)}</a> · <a href="/privacy.html" hreflang="en">${escaped(HELP.privacy)}</a></p>`;
  return `<!doctype html><html lang="${currentLanguage()}"><head>${head}</head><body><h1>${escaped(HELP.title)}</h1>${HELP_TOPICS.map(section).join('')}${links}</body></html>`;
}

/** Serves the help in the language of the query, or in the browser's. */
export function serveHelp(app: App): void {
  const pages = new Map<Language, string>();
  app.get<{ Querystring: { readonly language?: unknown } }>(
    '/help.html',
    { config: { requires: 'nothing' }, schema: { hide: true } },
    async (request, reply) => {
      const { language: asked } = request.query;
      const language = typeof asked === 'string' ? languageOf(asked) : requestedLanguage(request);
      let page = pages.get(language);
      if (page === undefined) {
        page = inLanguage(language, helpPage);
        pages.set(language, page);
      }
      return reply
        .type('text/html; charset=utf-8')
        .header('vary', 'accept-language')
        .header('cache-control', 'public, max-age=0')
        .send(page);
    },
  );
}
