/** A stretch of whole lines of a message as WhatsApp sets it. Lines of a quote or list come without their signs. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'bullets'; readonly items: readonly string[] }
  | { readonly kind: 'numbers'; readonly items: readonly { readonly number: number; readonly text: string }[] }
  /** Three backticks around lines of their own. */
  | { readonly kind: 'code'; readonly text: string };

type Line =
  | { readonly kind: 'text' | 'quote' | 'bullets' | 'code'; readonly text: string }
  | { readonly kind: 'numbers'; readonly number: number; readonly text: string };

/**
 * The blocks of a message, in order: `> quoted` lines, `- ` or `* ` lists, `1. ` lists, blocks of code, and text between them.
 * What is inside three backticks is text or code, whatever its lines begin with. No letter gets lost but the signs.
 */
export function readBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const line of readLines(text)) {
    const joined = join(blocks.at(-1), line);
    if (joined === null) blocks.push(alone(line));
    else blocks[blocks.length - 1] = joined;
  }
  return blocks;
}

function readLines(text: string): readonly Line[] {
  const fences = fencesOf(text);
  const lines: Line[] = [];
  let at = 0;
  while (at <= text.length) {
    const fence = fences.find(({ from, to }) => from <= at && at < to);
    if (fence?.from === at && fence.isBlock) {
      lines.push({ kind: 'code', text: text.slice(fence.from + 3, fence.to - 3).replace(/^\n|\n$/g, '') });
      at = fence.to + 1;
      continue;
    }
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const line = text.slice(at, end);
    // A fence that begins further right in this line binds the lines that follow, not this one.
    lines.push(fence === undefined ? readLine(line) : { kind: 'text', text: line });
    at = end + 1;
  }
  return lines;
}

interface Fence {
  readonly from: number;
  /** Behind the closing backticks. */
  readonly to: number;
  /** It has its lines to itself. */
  readonly isBlock: boolean;
}

function fencesOf(text: string): readonly Fence[] {
  const fences: Fence[] = [];
  let from = text.indexOf('```');
  while (from >= 0) {
    const close = text.indexOf('```', from + 3);
    if (close < 0) break;
    const to = close + 3;
    const isWhole = (from === 0 || text.charAt(from - 1) === '\n') && (to === text.length || text.charAt(to) === '\n');
    const isBlank = text.slice(from + 3, close).trim() === '';
    if (!isBlank) fences.push({ from, to, isBlock: isWhole });
    from = text.indexOf('```', to);
  }
  return fences;
}

function readLine(line: string): Line {
  const quote = /^> ?(?=\S)/.exec(line)?.[0];
  if (quote !== undefined) return { kind: 'quote', text: line.slice(quote.length) };
  const bullet = /^[*-] (?=\S)/.exec(line)?.[0];
  if (bullet !== undefined) return { kind: 'bullets', text: line.slice(bullet.length) };
  const number = /^(\d{1,2})\. (?=\S)/.exec(line);
  if (number) return { kind: 'numbers', number: Number(number[1]), text: line.slice(number[0].length) };
  return { kind: 'text', text: line };
}

function alone(line: Line): Block {
  switch (line.kind) {
    case 'text':
    case 'quote':
    case 'code':
      return { kind: line.kind, text: line.text };
    case 'bullets':
      return { kind: 'bullets', items: [line.text] };
    case 'numbers':
      return { kind: 'numbers', items: [{ number: line.number, text: line.text }] };
  }
}

/** The block with one more line, or null where the line begins another. */
function join(block: Block | undefined, line: Line): Block | null {
  if (block?.kind === 'text' && line.kind === 'text') return { kind: 'text', text: `${block.text}\n${line.text}` };
  if (block?.kind === 'quote' && line.kind === 'quote') return { kind: 'quote', text: `${block.text}\n${line.text}` };
  if (block?.kind === 'bullets' && line.kind === 'bullets') {
    return { kind: 'bullets', items: [...block.items, line.text] };
  }
  if (block?.kind === 'numbers' && line.kind === 'numbers') {
    return { kind: 'numbers', items: [...block.items, { number: line.number, text: line.text }] };
  }
  return null;
}
