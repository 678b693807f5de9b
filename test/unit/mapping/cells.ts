/** Made-up cells by kind, twelve different ones each: the twelfth follows from its row. */
const pick =
  (...values: readonly string[]) =>
  (row: number): string =>
    values[row % values.length] ?? '';

const two = (n: number): string => String(n).padStart(2, '0');
const tail = (row: number): string => String(1_000 + ((row * 7_919) % 9_000));
const area = pick('11', '21', '31', '41', '51', '61', '71', '81', '85', '62', '19', '55');

const people = pick(
  'Ana Souza',
  'João Pedro da Silva',
  'Maria Aparecida Lima',
  'Carlos Eduardo Rocha',
  'Fernanda Alves',
  'José Carlos Pereira',
  'Beatriz Nogueira',
  'Rafael Teixeira',
  'Luciana Prado',
  'Marcos Vinícius Farias',
  'Patrícia Gomes',
  'Thiago Barbosa',
);

const companies = pick(
  'Padaria Pão Nosso Ltda',
  'Auto Peças Centenário ME',
  'Clínica Vida & Saúde',
  'Mercado Bom Preço',
  'Construtora Horizonte S.A.',
  'Escola Pequeno Príncipe',
  'Farmácia Popular 24h',
  'Distribuidora Três Irmãos',
  'Ótica Visão',
  'Academia Corpo em Forma',
  'Hotel Beira Mar',
  'Gráfica Rápida',
);

/** Nine digits and their two check digits: a CPF that belongs to nobody we know, but counts as one. */
function cpf(row: number): string {
  const digits = Array.from(String(100_000_000 + row * 73_456_789).slice(0, 9), Number);
  for (const length of [9, 10]) {
    const sum = digits.slice(0, length).reduce((total, digit, i) => total + digit * (length + 1 - i), 0);
    digits.push(((sum * 10) % 11) % 10);
  }
  return digits.join('');
}

export const kindsOfCells: Readonly<Record<string, (row: number) => string>> = {
  person: people,
  personCaps: (row) => people(row).toUpperCase(),
  turned: (row) => {
    const [first = '', ...rest] = people(row).toUpperCase().split(' ');
    return `${rest.join(' ')}, ${first}`;
  },
  sparsePerson: (row) => (row % 3 === 0 ? people(row + 4) : ''),
  first: (row) => people(row).split(' ')[0] ?? '',
  last: (row) => people(row).split(' ').at(-1) ?? '',
  foreigner: pick('Lucía Fernández', 'Martín Gómez', 'Emily Clark', 'James Smith', 'Camila Rojas', 'Diego Herrera'),
  company: companies,
  mobile: (row) => `(${area(row)}) 9${tail(row + 3)}-${tail(row)}`,
  mobileDigits: (row) => `${area(row)}9${tail(row + 3)}${tail(row)}`,
  mobile55: (row) => `55${area(row)}9${tail(row + 3)}${tail(row)}`,
  mobilePlus: (row) => `+55 ${area(row)} 9${tail(row + 3)}-${tail(row)}`,
  mobileFloat: (row) => `55${area(row)}9${tail(row + 3)}${tail(row)}.0`,
  mobileNamed: (row) => `${area(row)} 9${tail(row + 3)} ${tail(row)} (${people(row).split(' ')[0]})`,
  sparseMobile: (row) => (row % 3 === 0 ? `(${area(row)}) 9${tail(row + 5)}-${tail(row)}` : ''),
  landline: (row) => `(${area(row)}) 3${tail(row).slice(1)}-${tail(row + 2)}`,
  sparseLandline: (row) => (row % 2 === 0 ? `(${area(row)}) 3${tail(row).slice(1)}-${tail(row + 2)}` : ''),
  noArea: (row) => `9${tail(row + 3)}-${tail(row)}`,
  exponent: (row) => `5,51${row % 10}99E+12`,
  mixedPhones: (row) =>
    row % 2 === 0
      ? `${area(row)} 9${tail(row)}${tail(row + 1)}`
      : `0${area(row)}-3${tail(row).slice(1)}-${tail(row + 1)}`,
  argentine: (row) => `+54 9 11 ${tail(row)}-${tail(row + 1)}`,
  mexican: (row) => `+52 55 ${tail(row)} ${tail(row + 1)}`,
  american: (row) => `+1 415 555 ${tail(row)}`,
  spanish: (row) => `+34 6${two(row + 10)} ${tail(row).slice(1)} ${tail(row + 1).slice(1)}`,
  area,
  cpf: (row) => cpf(row).replace(/(\d{3})(\d{3})(\d{3})(\d{2})/, '$1.$2.$3-$4'),
  cpfDigits: cpf,
  cnpj: (row) => `${two(row + 10)}.${tail(row).slice(1)}.${tail(row + 1).slice(1)}/0001-${two((row * 7) % 100)}`,
  rg: (row) => `${two(row + 20)}.${tail(row).slice(1)}.${tail(row + 1).slice(1)}-${row % 10}`,
  cep: (row) => `0${tail(row)}-${tail(row + 1).slice(1)}`,
  cepDigits: (row) => `3${tail(row)}${tail(row + 1).slice(1)}`,
  date: (row) => `${two((row % 28) + 1)}/${two((row % 12) + 1)}/19${two(60 + row)}`,
  isoDate: (row) => `2026-${two((row % 12) + 1)}-${two((row % 28) + 1)}`,
  compactDate: (row) => `2026${two((row % 12) + 1)}${two((row % 28) + 1)}`,
  dateTime: (row) => `${two((row % 28) + 1)}/11/2026 14:${two(row)}:05`,
  time: (row) => `${two(8 + row)}:30`,
  money: (row) => `R$ 1.${tail(row).slice(1)},${two(row)}`,
  decimal: (row) => `${tail(row)},${two(row + 10)}`,
  email: (row) => `contato${row}@exemplo.com.br`,
  city: pick('São Paulo', 'Rio de Janeiro', 'Belo Horizonte', 'Curitiba', 'Porto Alegre', 'São Paulo', 'Recife'),
  uf: pick('SP', 'RJ', 'MG', 'PR', 'RS', 'SP', 'PE'),
  street: (row) => `Rua das Flores, ${row * 17 + 3}`,
  district: pick('Centro', 'Jardim América', 'Boa Vista', 'Centro'),
  house: (row) => String(row * 17 + 3),
  id: (row) => String(row + 1),
  code: (row) => `C${two(row)}${tail(row)}`,
  longId: (row) => `789${tail(row)}${tail(row + 1)}${row % 10}0`,
  uuid: (row) => `3f2a${tail(row)}-9c1d-4e5f-8a7b-${tail(row)}${tail(row + 1)}abcd`,
  url: (row) => `https://exemplo.com.br/p/${row}`,
  yesNo: pick('Sim', 'Não', 'Sim'),
  gender: pick('F', 'M', 'F'),
  age: (row) => String(20 + row * 3),
  department: pick('Comercial', 'Financeiro', 'Suporte', 'Comercial'),
  label: pick('VIP', 'Novo', 'VIP', 'Inativo'),
  labels: pick('vip, sul', 'novo', 'vip; norte', 'inativo'),
  word: pick('Ouro', 'Prata', 'Bronze', 'Ouro'),
  product: pick('Plano Família', 'Plano Individual', 'Seguro Auto', 'Consórcio'),
  seller: pick('Marcos', 'Juliana', 'Marcos', 'Rita'),
  sentence: pick('Prefere contato à tarde.', 'Ligar depois das 18h', '', 'Já é cliente da filial'),
  plate: (row) => `ABC${row % 10}D${two(row)}`,
  blank: () => '',
};
