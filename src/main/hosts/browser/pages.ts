import type { Language } from '#shared/sentences/languages.ts';
import { hostText } from '../texts.ts';

/** What a visitor without a session sees: a plain page that names the way in, and nothing about who asked what. */
export const refusalPage = (language: Language): string => `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Malote</title>
<h1>${hostText(language, 'refusedTitle')}</h1>
<p>${hostText(language, 'refusedBody')}</p>
</html>
`;
