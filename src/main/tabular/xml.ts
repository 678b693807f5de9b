import { SaxesParser } from 'saxes';
import { Damage, rethrowAsDamage } from './zip.ts';

export interface XmlHandlers {
  /** Names come without their prefix. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

export interface XmlReader {
  readonly write: (bytes: Uint8Array) => void;
  readonly end: () => void;
}

/** In letters, without any tag: the longest cell that Excel holds is 32,767. */
const longestText = 8 * 1024 * 1024;
const deepest = 100;

/** Reads XML piece by piece. Entities of a document type are not known, so they cannot multiply. Throws `Damage`. */
export function createXmlReader(handlers: XmlHandlers): XmlReader {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let decode: ((bytes: Uint8Array) => string) | null = null;
  let sinceTag = 0;
  let depth = 0;
  parser.on('opentag', (tag) => {
    sinceTag = 0;
    depth += 1;
    if (depth > deepest) throw new Damage('nested too deep');
    handlers.open(localName(tag.name), tag.attributes);
  });
  const { text, close } = handlers;
  if (text !== undefined) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  parser.on('closetag', (tag) => {
    sinceTag = 0;
    depth -= 1;
    close?.(localName(tag.name));
  });
  return {
    write(bytes) {
      decode ??= streamDecoder(encodingOf(bytes));
      const piece = decode(bytes);
      sinceTag += piece.length;
      if (sinceTag > longestText) throw new Damage('a text without end');
      try {
        parser.write(piece);
      } catch (error) {
        rethrowAsDamage(error);
      }
    },
    end() {
      try {
        parser.close();
      } catch (error) {
        rethrowAsDamage(error);
      }
    },
  };
}

function streamDecoder(encoding: string): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(encoding);
  return (bytes) => decoder.decode(bytes, { stream: true });
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const encodingOf = (bytes: Uint8Array): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
