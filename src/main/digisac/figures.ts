import { recordOf } from './answers.ts';
import type { Figure } from './desk.ts';

// What the account shows of its desk is documented by requests alone: numbers are taken under whatever keys they have.

const deepest = 3;
const mostFigures = 60;

/** The numbers in an object, by their path: `metrics.waitingTime`. Numbers as texts count; lists and ids do not. */
export function figuresIn(value: unknown): readonly Figure[] {
  const found: Figure[] = [];
  const walk = (inner: unknown, path: string, depth: number) => {
    if (found.length >= mostFigures) return;
    const number = numberOf(inner);
    if (number !== null && path !== '') found.push({ key: path, value: number });
    const parts = depth === 0 ? null : recordOf(inner);
    for (const [key, part] of Object.entries(parts ?? {})) {
      if (!/^[a-z][a-z0-9_]{0,40}$/i.test(key) || /id$/i.test(key)) continue;
      walk(part, path === '' ? key : `${path}.${key}`, depth - 1);
    }
  };
  walk(value, '', deepest);
  return found;
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d{1,12}(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

const plain = (key: string) => key.replace(/[._-]/g, '').toLowerCase();

/** The figure of one of these names, the first that is there; a name fits the whole path, or its end. Null: none is. */
export function figureOf(figures: readonly Figure[], names: readonly string[]): number | null {
  for (const name of names.map(plain)) {
    const found =
      figures.find(({ key }) => plain(key) === name) ??
      figures.find(({ key }) => plain(key.split('.').at(-1) ?? '') === name);
    if (found) return found.value;
  }
  return null;
}
