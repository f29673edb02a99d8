/** The languages of the screen. English is the source of the others. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The languages' own names. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Español' };

/** The same text in any language: sentences may differ, their values and structure may not. */
export type Translation<Text> = Text extends string
  ? string
  : Text extends (...values: infer Values) => infer Result
    ? (...values: Values) => Translation<Result>
    : { readonly [Key in keyof Text]: Translation<Text[Key]> };

/** The texts of a language other than English, by the name of their constant. */
export type Catalog = Readonly<Record<string, object>>;

const catalogs = new Map<Language, Catalog>();
let current: () => Language = () => 'en';

/** The language of texts at this moment. */
export function currentLanguage(): Language {
  return current();
}

/** Sets where the current language comes from: the pane has one, the service one for each request and job. */
export function setLanguageSource(source: () => Language): void {
  current = source;
}

/** Adds a language's texts, which may have been loaded later. */
export function addCatalog(language: Language, catalog: Catalog): void {
  catalogs.set(language, catalog);
}

/** The language of a BCP 47 tag such as `es-MX`; English if there is no translation. */
export function languageOf(tag: string | undefined): Language {
  return LANGUAGES.find((language) => tag?.toLowerCase().split('-')[0] === language) ?? 'en';
}

/**
 * A text, or an object of texts, that is read in the current language. Never keep a part of it in a constant: that would keep its language.
 * @param name the constant's name, which translations use, too
 */
export function translated<const Text extends object>(name: string, english: Text): Translation<Text> {
  const inLanguage = () => catalogs.get(current())?.[name] ?? english;
  const live =
    typeof english === 'function'
      ? (...values: unknown[]) => Reflect.apply(inLanguage() as () => unknown, undefined, values)
      : new Proxy(english, { get: (_, key) => Reflect.get(inLanguage(), key) });
  return live as Translation<Text>;
}
