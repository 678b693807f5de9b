import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { plainOf, type Run, runsOf } from './letters.ts';

/** Points, 72 to the inch: A4 with margins. */
export const sheet = { width: 595.28, height: 841.89, left: 48, right: 547.28, top: 48, bottom: 786 } as const;

type Font = Pick<Style, 'size' | 'strong'>;

// Inter in two weights, made out of the variable font that the window has (@fontsource-variable/inter): see resources/fonts.
const files = { latin: 'latin', latinExt: 'latin-ext' } as const;
const nameOf = (font: Run['font'], strong: boolean): string => `${font} ${strong ? 'strong' : 'plain'}`;

export interface Style {
  readonly size: number;
  readonly color: string;
  readonly strong?: boolean;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Draws on A4: text that fits or ends in “…”, lines that break, boxes. Knows how far down the page it is. */
export function createPen(options: { readonly resources: string; readonly title: string; readonly language: string }) {
  const fontAt = (font: Run['font'], strong: boolean): string =>
    join(options.resources, 'fonts', `inter-${files[font]}-${strong ? 'semibold' : 'regular'}.ttf`);
  const doc = new PDFDocument({
    size: [sheet.width, sheet.height],
    margin: 0,
    // None to begin with: one that is also registered under a name would be opened anew each time it is asked for.
    font: '',
    lang: options.language,
    displayTitle: true,
    bufferPages: true,
    info: { Title: plainOf(options.title), Creator: 'Malote' },
  });
  for (const font of ['latin', 'latinExt'] as const) {
    doc.registerFont(nameOf(font, false), fontAt(font, false));
    doc.registerFont(nameOf(font, true), fontAt(font, true));
  }
  let y: number = sheet.top;

  const widthOf = (text: string, { size, strong = false }: Font): number =>
    runsOf(text).reduce(
      (sum, run) => sum + doc.font(nameOf(run.font, strong)).fontSize(size).widthOfString(run.text),
      0,
    );

  function fitted(text: string, font: Font, width: number): string {
    if (widthOf(text, font) <= width) return text;
    const letters = [...text];
    let [low, high] = [0, letters.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (widthOf(`${letters.slice(0, middle).join('')}…`, font) <= width) low = middle;
      else high = middle - 1;
    }
    return `${letters.slice(0, low).join('').trimEnd()}…`;
  }

  /** The lines that a text takes; a word that is longer than the line ends in “…”. */
  function linesOf(text: string, font: Font, width: number): readonly string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of plainOf(text).split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && widthOf(longer, font) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line].map((one) => fitted(one, font, width));
  }

  function write(
    text: string,
    place: Place & { readonly width?: number; readonly align?: 'right' | 'center' },
    style: Style,
  ) {
    const { size, color, strong = false } = style;
    const plain = plainOf(text);
    const shown = place.width === undefined ? plain : fitted(plain, style, place.width);
    const room = (place.width ?? 0) - widthOf(shown, style);
    let x = place.x + (place.align === 'right' ? room : place.align === 'center' ? room / 2 : 0);
    for (const run of runsOf(shown)) {
      doc.font(nameOf(run.font, strong)).fontSize(size).fillColor(color);
      doc.text(run.text, x, place.y, { lineBreak: false });
      x += doc.widthOfString(run.text);
    }
  }

  return {
    widthOf,
    linesOf,
    write,
    y: (): number => y,
    down(points: number): void {
      y += points;
    },
    /** Goes to the next page where so much does not fit on this one. */
    need(points: number): void {
      if (y + points <= sheet.bottom) return;
      doc.addPage();
      y = sheet.top;
    },
    box(place: Place & { readonly width: number; readonly height: number }, color: string, radius = 0): void {
      if (place.width <= 0 || place.height <= 0) return;
      const round = Math.min(radius, place.width / 2, place.height / 2);
      doc.roundedRect(place.x, place.y, place.width, place.height, round).fill(color);
    },
    line(y1: number, color: string): void {
      doc.moveTo(sheet.left, y1).lineTo(sheet.right, y1).lineWidth(0.6).strokeColor(color).stroke();
    },
    /** At the foot of each page: `text` at the left, its number at the right. */
    foot(text: string, style: Style): void {
      const { start, count } = doc.bufferedPageRange();
      for (let page = start; page < start + count; page += 1) {
        doc.switchToPage(page);
        write(text, { x: sheet.left, y: sheet.bottom + 16, width: 430 }, style);
        write(`${page + 1}/${count}`, { x: sheet.right - 60, y: sheet.bottom + 16, width: 60, align: 'right' }, style);
      }
    },
    async end(): Promise<Uint8Array> {
      const pieces: Uint8Array[] = [];
      doc.on('data', (piece: Uint8Array) => pieces.push(piece));
      const ended = new Promise<void>((done, failed) => {
        doc.on('end', () => done());
        doc.on('error', failed);
      });
      doc.end();
      await ended;
      return Buffer.concat(pieces);
    },
  };
}

export type Pen = ReturnType<typeof createPen>;
