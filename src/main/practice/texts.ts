import type { Template } from './things.ts';

/** What agents of the account answer again and again. */
export const quickReplyTexts = [
  'Bom dia! Como posso ajudar?',
  'Nosso horário é de segunda a sexta, das 9h às 18h.',
  'Seu pedido já saiu para entrega. Qualquer dúvida, estamos por aqui!',
] as const;

type Draft = Pick<Template, 'name' | 'body'> & Partial<Omit<Template, 'id' | 'name' | 'body' | 'serviceId'>>;

// One of each kind that a campaign has to fill in another way, and two that cannot be sent.
const drafts: readonly Draft[] = [
  {
    name: 'boas_vindas',
    body: 'Olá {{1}}! Que bom ter você com a gente. Seu cadastro na loja de {{2}} já está pronto.',
    footer: 'Responda SAIR para não receber mais.',
  },
  {
    name: 'pedido_a_caminho',
    category: 'UTILITY',
    header: { format: 'IMAGE' },
    body: '{{1}}, o pedido {{2}} saiu para entrega.',
    buttons: [
      { type: 'QUICK_REPLY', text: 'Obrigado!' },
      { type: 'URL', text: 'Acompanhar', url: 'https://loja.example.com/pedidos/{{1}}' },
    ],
  },
  {
    name: 'boleto_do_mes',
    category: 'UTILITY',
    header: { format: 'TEXT', text: 'Vencimento em {{1}}' },
    body: 'Olá {{1}}, o seu boleto de {{2}} está disponível.',
    asText: true,
  },
  { name: 'aviso_de_feriado', category: 'UTILITY', body: 'Amanhã não abrimos. Voltamos na quinta, às 9h.' },
  { name: 'oferta_de_natal', status: 'PENDING', body: '{{1}}, a oferta de Natal é só até sexta!' },
  { name: 'oferta_antiga', status: 'REJECTED', body: 'Compre já!!!' },
];

export const beginTemplates = (serviceId: string, idOf: (n: number) => string): readonly Template[] =>
  drafts.map((draft, n) => ({
    ...{ id: idOf(n), serviceId, status: 'APPROVED', category: 'MARKETING' },
    ...{ header: null, footer: null, buttons: [], asText: false },
    ...draft,
  }));
