import type { Chance } from './random.ts';

/** One person's number: area code and the nine digits of a mobile, or the eight of a fixed line. */
export interface Line {
  readonly area: string;
  readonly subscriber: string;
}

/** How a number stands in the two files: text or, where Excel would keep it so, a number. */
export interface PhoneCell {
  readonly csv: string;
  readonly workbook: string | number;
}

export interface PhoneKind {
  readonly kind: string;
  readonly count: number;
  /** For the README: what it looks like and what an import makes of it. */
  readonly example: string;
  readonly outcome: string;
  readonly write: (line: Line, chance: Chance, turn: number) => PhoneCell;
}

const text = (csv: string): PhoneCell => ({ csv, workbook: csv });
/** Excel keeps digits as a number and shows as many as fit. */
const numeric = (digits: string, csv = digits): PhoneCell => ({ csv, workbook: Number(digits) });

const dashed = (subscriber: string) => `${subscriber.slice(0, -4)}-${subscriber.slice(-4)}`;
const whole = ({ area, subscriber }: Line) => `55${area}${subscriber}`;
const withoutNinth = (subscriber: string) => subscriber.slice(1);

/** As Excel shows 13 digits in a column of usual width: six of them, rounded. */
function shortExponent(digits: string): string {
  const [mantissa = '', power = ''] = Number(digits).toExponential(5).split('e');
  return `${mantissa.replace(/0+$/, '').replace('.', ',')}E${power}`;
}

const longExponent = (digits: string) => `${digits.slice(0, 1)},${digits.slice(1)}E+${digits.length - 1}`;

export const landlineOf = (area: string, chance: Chance): Line => ({
  area,
  subscriber: `3${2 + chance.below(7)}${spread(chance, 6)}`,
});

/** A mobile number whose range had eight digits before 2016, so that both its forms are one person. */
export const oldRangeOf = (area: string, chance: Chance): Line => ({
  area,
  subscriber: `9${6 + chance.below(4)}${1 + chance.below(9)}${spread(chance, 6)}`,
});

/** Digits without runs of the same one: neither vanity numbers nor what people type to get past a form. */
function spread(chance: Chance, length: number): string {
  let digits = '';
  while (digits.length < length) {
    const digit = String(chance.below(10));
    if (!digits.endsWith(digit)) digits += digit;
  }
  return digits;
}

const of = <T>(options: readonly T[], turn: number): T => {
  const option = options[turn % options.length];
  if (option === undefined) throw new Error('no option');
  return option;
};

export const phoneKinds: readonly PhoneKind[] = [
  {
    kind: 'plain',
    count: 420,
    example: '`11996543210`',
    outcome: 'taken, country code added; a number in the workbook',
    write: ({ area, subscriber }) => numeric(area + subscriber),
  },
  {
    kind: 'withCountry',
    count: 120,
    example: '`5511996543210`',
    outcome: 'taken as it is; kept as text, or Excel would show an exponent',
    write: (line) => text(whole(line)),
  },
  {
    kind: 'dashed',
    count: 330,
    example: '`(11) 99654-3210`',
    outcome: 'taken',
    write: ({ area, subscriber }) => text(`(${area}) ${dashed(subscriber)}`),
  },
  {
    kind: 'spaced',
    count: 150,
    example: '`11 99654-3210`, `11 99654 3210`, `11.99654.3210`',
    outcome: 'taken',
    write: ({ area, subscriber }, _, turn) => {
      const parts = [area, subscriber.slice(0, -4), subscriber.slice(-4)];
      return text(of([`${area} ${dashed(subscriber)}`, parts.join(' '), parts.join('.')], turn));
    },
  },
  {
    kind: 'plus',
    count: 140,
    example: '`+55 11 99654-3210`, `+55 (11) 99654-3210`',
    outcome: 'taken as it is; a cell that starts with +',
    write: ({ area, subscriber }, _, turn) =>
      text(of([`+55 ${area} ${dashed(subscriber)}`, `+55 (${area}) ${dashed(subscriber)}`], turn)),
  },
  {
    kind: 'brackets',
    count: 60,
    example: '`(11)996543210`, `(11)9.9654.3210`',
    outcome: 'taken',
    write: ({ area, subscriber }, _, turn) => {
      const [ninth, rest] = [subscriber.slice(0, 1), withoutNinth(subscriber)];
      return text(of([`(${area})${subscriber}`, `(${area})${ninth}.${rest.slice(0, 4)}.${rest.slice(4)}`], turn));
    },
  },
  {
    kind: 'eightDigits',
    count: 130,
    example: '`(11) 9654-3210`, `1196543210`',
    outcome: 'taken, ninth digit added',
    write: ({ area, subscriber }, _, turn) =>
      turn % 3 === 0 ? numeric(area + withoutNinth(subscriber)) : text(`(${area}) ${dashed(withoutNinth(subscriber))}`),
  },
  {
    kind: 'trunk',
    count: 70,
    example: '`(0xx11) 99654-3210`, `011 99654-3210`, `015 11 99654-3210`',
    outcome: 'taken, the dialling prefix dropped',
    write: ({ area, subscriber }, _, turn) =>
      text(
        of(
          [`(0xx${area}) ${dashed(subscriber)}`, `0${area} ${dashed(subscriber)}`, `015 ${area} ${dashed(subscriber)}`],
          turn,
        ),
      ),
  },
  {
    kind: 'landline',
    count: 90,
    example: '`(11) 3654-3210`, `1136543210`',
    outcome: 'taken, as a fixed line',
    write: ({ area }, chance, turn) => {
      const { subscriber } = landlineOf(area, chance);
      return turn % 2 === 0 ? text(`(${area}) ${dashed(subscriber)}`) : numeric(area + subscriber);
    },
  },
  {
    kind: 'withoutArea',
    count: 110,
    example: '`99654-3210`, `996543210`',
    outcome: 'areaCodeMissing; taken where a default area code is given',
    write: ({ subscriber }, _, turn) => (turn % 2 === 0 ? text(dashed(subscriber)) : numeric(subscriber)),
  },
  {
    kind: 'exponentLost',
    count: 25,
    example: '`5,512E+12`',
    outcome: 'phoneExponent; whole in the workbook, which keeps all digits',
    write: (line) => numeric(whole(line), shortExponent(whole(line))),
  },
  {
    kind: 'exponentWhole',
    count: 10,
    example: '`5,511996543210E+12`',
    outcome: 'taken, exponent restored',
    write: (line) => numeric(whole(line), longExponent(whole(line))),
  },
  {
    kind: 'decimal',
    count: 15,
    example: '`11996543210,0`',
    outcome: 'taken; a plain number in the workbook',
    write: ({ area, subscriber }) => numeric(area + subscriber, `${area}${subscriber},0`),
  },
  {
    kind: 'two',
    count: 35,
    example: '`11 99654-3210 / 11 3654-3210`, `(11)99654-3210 ou 99765-4321`',
    outcome: 'taken, the first mobile number; the other one kept beside it',
    write: ({ area, subscriber }, chance, turn) => {
      const other = landlineOf(area, chance);
      const second = oldRangeOf(area, chance);
      return text(
        of(
          [
            `${area} ${dashed(subscriber)} / ${area} ${dashed(other.subscriber)}`,
            `(${area})${dashed(subscriber)} ou ${dashed(second.subscriber)}`,
            `(${area}) ${dashed(other.subscriber)} (${area}) ${dashed(subscriber)}`,
          ],
          turn,
        ),
      );
    },
  },
  {
    kind: 'words',
    count: 25,
    example: '`Zap: (11) 99654-3210`, `11 99654-3210 (recado)`',
    outcome: 'taken, the words dropped',
    write: ({ area, subscriber }, _, turn) =>
      text(of([`Zap: (${area}) ${dashed(subscriber)}`, `${area} ${dashed(subscriber)} (recado)`], turn)),
  },
  {
    kind: 'pasted',
    count: 15,
    example: 'no-break spaces and en dashes, as copied from a web page',
    outcome: 'taken',
    write: ({ area, subscriber }) => text(`(${area})\u00a0${dashed(subscriber).replace('-', '\u2013')}`),
  },
  {
    kind: 'link',
    count: 10,
    example: '`https://wa.me/5511996543210`',
    outcome: 'taken',
    write: (line) => text(`https://wa.me/${whole(line)}`),
  },
  {
    kind: 'textFormula',
    count: 18,
    example: '`="11996543210"`',
    outcome: 'taken; a cell that starts with =; text in the workbook',
    write: ({ area, subscriber }) => ({ csv: `="${area}${subscriber}"`, workbook: area + subscriber }),
  },
  {
    kind: 'foreign',
    count: 6,
    example: '`+351 91…`, `00351 91…`, `+1 212 555 01…`',
    outcome: 'taken, of another country',
    write: (_, chance, turn) => {
      const six = spread(chance, 6);
      const pair = six.slice(0, 2);
      return text(
        of(
          [
            `+351 91${six.slice(0, 1)} ${six.slice(0, 3)} ${six.slice(3)}`,
            `+595 981 ${six}`,
            `+54 9 11 2${six.slice(0, 3)}-${six.slice(2)}`,
            `+1 212 555 01${pair}`,
            `0035191${six.slice(1, 2)}${six}`,
            `+34 612 ${six}`,
          ],
          turn,
        ),
      );
    },
  },
  {
    kind: 'blank',
    count: 45,
    example: 'nothing, or `-`',
    outcome: 'phoneMissing',
    write: (_, __, turn) => text(turn % 4 === 0 ? '-' : ''),
  },
  {
    kind: 'noNumber',
    count: 15,
    example: '`não tem`, `não informado`',
    outcome: 'phoneNotANumber',
    write: (_, __, turn) => text(of(['não tem', 'não informado', 'só e-mail'], turn)),
  },
  {
    kind: 'mailInstead',
    count: 6,
    example: '`contato12@example.com`',
    outcome: 'phoneNotANumber',
    write: (_, chance) => text(`contato${10 + chance.below(90)}@example.com`),
  },
  {
    kind: 'tooShort',
    count: 15,
    example: '`(11) 3654-321`',
    outcome: 'phoneTooShort',
    write: ({ area }, chance) => text(`(${area}) ${dashed(landlineOf(area, chance).subscriber).slice(0, -1)}`),
  },
  {
    kind: 'tooLong',
    count: 10,
    example: '`(11) 99654-32101`',
    outcome: 'phoneTooLong',
    write: ({ area, subscriber }, chance) => text(`(${area}) ${dashed(subscriber)}${chance.below(10)}`),
  },
  {
    kind: 'unknownArea',
    count: 10,
    example: '`(20) 99654-3210`',
    outcome: 'areaCodeUnknown',
    write: ({ subscriber }, _, turn) => text(`(${of(['20', '23', '52', '76'], turn)}) ${dashed(subscriber)}`),
  },
  {
    kind: 'service',
    count: 8,
    example: '`0800 765 4321`',
    outcome: 'phoneSpecial',
    write: (_, chance) => text(`0800 7${spread(chance, 2)} ${spread(chance, 4)}`),
  },
  {
    kind: 'fictitious',
    count: 12,
    example: '`(11) 99999-9999`, `00000000000`',
    outcome: 'phoneFictitious',
    write: ({ area }, _, turn) =>
      text(of([`(${area}) 99999-9999`, '00000000000', '11111111111', `(${area}) 91234-5678`], turn)),
  },
];

/** Rows of people who stand in the sheet already. */
export const duplicateKinds: readonly PhoneKind[] = [
  {
    kind: 'duplicate',
    count: 60,
    example: 'an earlier number once more, mostly in another form',
    outcome: 'duplicateInFile',
    write: ({ area, subscriber }, _, turn) =>
      turn % 2 === 0 ? numeric(area + subscriber) : text(`+55 ${area} ${dashed(subscriber)}`),
  },
  {
    kind: 'duplicateNinth',
    count: 40,
    example: 'an earlier number without its ninth digit',
    outcome: 'duplicateInFile',
    write: ({ area, subscriber }) => text(`(${area}) ${dashed(withoutNinth(subscriber))}`),
  },
];
