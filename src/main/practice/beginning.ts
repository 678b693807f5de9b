import { idOf } from './chance.ts';
import { beginTickets, manyTickets } from './past-tickets.ts';
import { beginTemplates, quickReplyTexts } from './texts.ts';
import type {
  Contact,
  CustomField,
  Integration,
  Message,
  Named,
  Person,
  QuickReply,
  Service,
  Tag,
  Template,
  Ticket,
  User,
} from './things.ts';
import type { ManyTickets } from './tickets.ts';

/** What the account holds before anybody has asked it anything. */
export interface Beginning {
  readonly accountId: string;
  readonly services: readonly Service[];
  readonly departments: readonly Named[];
  readonly users: readonly User[];
  /** The directory: who the contacts are, and where they belong. */
  readonly persons: readonly Person[];
  readonly organisations: readonly Named[];
  readonly tags: readonly Tag[];
  readonly fields: readonly CustomField[];
  readonly contacts: readonly Contact[];
  readonly tickets: readonly Ticket[];
  /** Beside them, of a large account; null: no others. */
  readonly manyTickets: ManyTickets | null;
  /** Subjects that tickets are closed with. */
  readonly topics: readonly Named[];
  readonly integrations: readonly Integration[];
  readonly messages: readonly Message[];
  readonly templates: readonly Template[];
  readonly quickReplies: readonly QuickReply[];
}

/** Name as the account has it, number, city, segment, tags. */
type Known = readonly [name: string, number: string, city: string, segment: string, tags: readonly string[]];

// Of resources/samples (test/unit/practice holds them against it), so that an import of a sample meets people whom the
// account knows: under the same name, under another one, with blanks to fill and with values to overwrite.
const fromSamples: readonly Known[] = [
  ['Inês Penteado Jordão', '5579966390482', 'Aracaju', 'VIP', ['Cliente']],
  ['Wagner', '5592987793238', '', '', []],
  ['Márcia Fonseca', '5591967393916', 'Belém', 'Revendedora', ['Cliente', 'Revenda']],
  ['Ícaro Rezende Uchôa', '5591978852173', '', 'Varejo', ['Cliente']],
  ['Estevão T. Zanetti', '5516978861628', 'Ribeirão Preto', '', ['Cliente']],
  ['Bruno Lourenço', '5534963318209', 'Uberaba', 'Loja física', []],
  ['Márcio Olegário Nóbrega', '5527972738150', 'Vitória', 'Indicação', ['Cliente']],
  ['Nelson Bragança', '5581965675467', 'Recife', 'VIP', ['Cliente', 'VIP']],
  ['Yasmin Magalhães', '5527984812515', '', '', ['Cliente']],
  ['Getúlio Cerqueira Almeida', '5598987725687', 'São Luís', '', ['VIP']],
  ['Helena Jordão', '5548969761691', 'São José', '', ['Cliente']],
  ['Patrícia Sá Lourenço', '5585962471414', 'Fortaleza', 'Atacado', ['Revenda']],
  ['Caio', '5519997204029', '', '', []],
  ['Tânia Trajano Corrêa', '5513963191929', 'Santos', 'Varejo', ['Cliente']],
  ['Paulo Bragança Figueirôa', '5541912345678', 'Curitiba', 'Varejo', ['Cliente']],
  ['Renata Esteves', '5531992136326', 'Belo Horizonte', '', ['Revenda']],
  ['José Araújo Gonçalves', '5511965451208', 'Guarulhos', 'Varejo', ['Cliente']],
  ['Verônica Paixão', '5561987505958', '', 'VIP', ['Cliente', 'VIP']],
  ['Márcia Barbosa Esteves', '5511995684214', 'São Paulo', 'Atacado', ['Revenda']],
  ['Yasmin Esteves', '5561991637610', 'Brasília', 'Varejo', ['Cliente']],
  ['Natália V.', '5562976937959', '', '', []],
  ['Ana Leão', '5531967140975', 'Belo Horizonte', 'Indicação', ['Cliente']],
];

const others: readonly Known[] = [
  ['Adelaide Siqueira', '5511971204816', 'São Paulo', 'Varejo', ['Cliente']],
  ['Baltazar Nogueira', '5511982316407', 'Osasco', 'Atacado', ['Revenda']],
  ['Cecília Bittencourt', '5521975083164', 'Rio de Janeiro', '', ['Cliente', 'VIP']],
  ['Dario Fontoura', '5551984170352', 'Porto Alegre', 'Varejo', ['Cliente']],
  ['Eulália Montenegro', '5541996281740', 'Curitiba', 'VIP', ['VIP']],
  ['Firmino Arruda', '5571987162053', 'Salvador', '', []],
  ['Genoveva Peixoto', '5531983027615', 'Contagem', 'Varejo', ['Cliente']],
  ['Horácio Lins', '5581972640318', 'Olinda', 'Revendedora', ['Revenda']],
  ['Iracema Toledo', '5519981357206', 'Campinas', 'Varejo', ['Cliente']],
  ['Jacinto Prates', '5585986043172', 'Fortaleza', '', ['Cliente']],
  ['Leocádia Furtado', '5562993170426', 'Goiânia', 'Atacado', ['Revenda']],
  ['Moacir Teles', '5547984206137', 'Joinville', 'Varejo', []],
];

// One of them keeps a number that WhatsApp does not know.
const withoutWhatsapp = 'Moacir Teles';

/** Person, organisation, and the contacts that are this person's. */
const directory = [
  ['Adelaide Siqueira', 'Mercado Boa Vista', ['Adelaide Siqueira']],
  ['Baltazar Nogueira', 'Mercado Boa Vista', ['Baltazar Nogueira']],
  ['Eulália Montenegro', 'Clínica Horizonte', ['Eulália Montenegro']],
] as const;

const dayMs = 86_400_000;

/** The account as a newcomer meets it: one number that can send, one that is off, one given up long ago. */
export function beginAccount(options: {
  readonly seed: number;
  /** Now, of the account's clock: its past lies before. */
  readonly nowMs: number;
  readonly canonical: (number: string) => string;
  /** With a connection of the official API beside the others. */
  readonly hasOfficial?: boolean;
  /** Of tickets that were closed long ago; made when somebody asks. */
  readonly ticketCount?: number;
}): Beginning {
  const { seed, nowMs, canonical, hasOfficial = false, ticketCount = 0 } = options;
  const id = (kind: string, n: number) => idOf(seed, kind, n);
  const departments = ['Comercial', 'Suporte', 'Financeiro'].map((name, i) => ({ id: id('department', i), name }));
  const tags = ['Cliente', 'VIP', 'Revenda'].map((label, i) => ({
    id: id('tag', i),
    label,
    backgroundColor: ['#40C3FF', '#FFB300', '#66BB6A'][i] ?? '#40C3FF',
  }));
  const fields = ['Cidade', 'Segmento'].map((name, i) => ({ id: id('field', i), name, type: 'text' }));
  const service = (n: number, name: string, number: string, isConnected: boolean): Service => ({
    ...{ id: id('service', n), name, type: 'whatsapp', number, isConnected },
    archivedAtMs: null,
    createdAtMs: nowMs - (400 - n) * dayMs,
  });
  const services = [
    service(0, 'Vendas', '5511955501001', true),
    service(1, 'Suporte', '5511955501002', false),
    { ...service(2, 'Vendas (antigo)', '5511955501003', false), archivedAtMs: nowMs - 90 * dayMs },
    ...(hasOfficial ? [{ ...service(3, 'Vendas (oficial)', '5511955501004', true), type: 'whatsapp-business' }] : []),
  ];
  const official = services.find(({ type }) => type === 'whatsapp-business');
  const user = (n: number, login: string, name: string, places: readonly number[]): User => ({
    ...{ id: id('user', n), name, isAdmin: n === 0, isOnline: n < 2, email: `${login}@example.com` },
    departmentIds: departments.flatMap((department, i) => (places.includes(i) ? [department.id] : [])),
  });
  const users = [
    user(0, 'marina', 'Marina', [0, 1, 2]),
    user(1, 'otávio', 'Otávio', [0]),
    user(2, 'bianca', 'Bianca', [1, 2]),
  ];
  const topics = ['Dúvida', 'Pedido', 'Troca ou devolução'].map((name, i) => ({ id: id('topic', i), name }));
  const organisations = [...new Set(directory.map(([, name]) => name))].map((name, i) => ({
    id: id('organisation', i),
    name,
  }));
  const persons = directory.map(([name, organisation], i): Person => {
    const own = organisations.filter((one) => one.name === organisation);
    return { id: id('person', i), name, organisationIds: own.map((one) => one.id) };
  });
  const personIdOf = (name: string) => {
    const at = directory.findIndex(([, , contactNames]) => contactNames.some((one) => one === name));
    return persons[at]?.id ?? null;
  };
  const contacts = [...fromSamples, ...others].map(([name, number, city, segment, labels], seq): Contact => {
    const values = [city, segment].flatMap((value, i) => (value ? [[fields[i]?.id ?? '', value] as const] : []));
    return {
      ...{ id: id('contact', seq), seq, serviceId: services[0]?.id ?? '', number: canonical(number) },
      ...{ internalName: name, name, alternativeName: null, note: null, departmentId: null, userId: null },
      ...{ unsubscribed: false, isSilenced: false, isGroup: false, personId: personIdOf(name) },
      valid: name === withoutWhatsapp ? false : seq % 5 === 0 ? null : true,
      tagIds: labels.flatMap((label) => tags.filter((tag) => tag.label === label).map((tag) => tag.id)),
      fields: Object.fromEntries(values),
      createdAtMs: nowMs - (300 - seq) * dayMs,
      updatedAtMs: nowMs - (60 - seq) * dayMs,
      appearsAtMs: 0,
    };
  });
  const past = { seed, nowMs, contacts, departments, users, topics };
  const tickets = beginTickets(past);
  return {
    ...{ users, topics, tickets, messages: firstMessages(tickets, contacts, id('message', 0)) },
    manyTickets: ticketCount > 0 ? manyTickets(past, ticketCount) : null,
    integrations: [
      { id: id('integration', 0), name: 'Loja virtual', url: 'https://loja.example.com/painel?chave=nao-mostrar' },
    ],
    ...{ accountId: id('account', 0), services, departments, tags, fields, contacts, persons, organisations },
    templates: official ? beginTemplates(official.id, (n) => id('template', n)) : [],
    quickReplies: quickReplyTexts.map((text, n) => ({ id: id('quickReply', n), text })),
  };
}

/** Somebody has asked already, and waits: what is sent to her goes into her ticket. */
function firstMessages(tickets: readonly Ticket[], contacts: readonly Contact[], id: string): readonly Message[] {
  const ticket = tickets.find(({ contactId }) => contactId === contacts.at(-2)?.id);
  const contact = contacts.at(-2);
  if (!ticket || !contact) return [];
  const askedAtMs = ticket.openedAtMs;
  return [
    {
      ...{ id, seq: 0, contactId: contact.id, serviceId: contact.serviceId, number: contact.number },
      ...{ text: 'Bom dia! Chegou o meu pedido?', type: 'chat', isFromMe: false, origin: null, userId: null },
      ...{ hsmId: null, ticketId: ticket.id, dontOpenTicket: null, timestampMs: askedAtMs, appearsAtMs: askedAtMs },
      fate: null,
    },
  ];
}
