import { createXmlReader, type XmlReader } from './xml.ts';

/** Excel writes letters that XML cannot hold as `_x000D_`, and an underscore before such a thing as `_x005F_`. */
export const unescapedText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/**
 * Reads `sharedStrings.xml`: each text is the sum of its runs (a cell may be half bold); phonetic runs, the
 * pronunciation beside Japanese, are no part of it.
 */
export function createTextsReader(add: (text: string) => void): XmlReader {
  let text = '';
  let inText = false;
  let phonetic = 0;
  return createXmlReader({
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic += 1;
      if (name === 't') inText = phonetic === 0;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic -= 1;
      if (name === 'si') add(unescapedText(text));
    },
  });
}
