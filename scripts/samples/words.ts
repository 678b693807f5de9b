/** What invented customers are made of. None of them is a person; together they read like a list of people. */

export const firstNames = (
  'Ana Beatriz Camila Débora Elisângela Fabiana Gláucia Helena Inês Joana Kátia Letícia Márcia Natália Olívia Patrícia ' +
  'Quitéria Renata Sônia Tânia Úrsula Verônica Yasmin Zélia Antônia Conceição Graça Lúcia Mônica Simone Adriano Bruno ' +
  'Caio Diógenes Érico Fábio Getúlio Heitor Ícaro João José Kléber Luís Márcio Nélson Otávio Paulo Quirino Raí Sérgio ' +
  'Tomás Ubirajara Vinícius Wágner Zacarias Antônio César Estêvão Gonçalo Júlio'
).split(' ');

export const surnames = (
  'Almeida Araújo Assunção Barbosa Brandão Camargo Carvalho Conceição Corrêa Damião Esteves Falcão Fagundes Figueirôa ' +
  'Fonseca Galvão Gonçalves Guimarães Inácio Jordão Lacerda Leão Lourenço Magalhães Maranhão Mendonça Muñoz Nóbrega ' +
  'Olegário Paixão Peçanha Penteado Queirós Quintão Rezende Romão Sá Salomão Simões Tavares Teodoro Trajano Uchôa ' +
  'Valadão Vergueiro Ximenes Zanetti Anunciação Bragança Cerqueira'
).split(' ');

/** Cities and their area codes. */
export const cities = [
  ['São Paulo', '11'],
  ['Guarulhos', '11'],
  ['São José dos Campos', '12'],
  ['Santos', '13'],
  ['Bauru', '14'],
  ['Sorocaba', '15'],
  ['Ribeirão Preto', '16'],
  ['Campinas', '19'],
  ['Rio de Janeiro', '21'],
  ['Niterói', '21'],
  ['Vitória', '27'],
  ['Belo Horizonte', '31'],
  ['Uberlândia', '34'],
  ['Curitiba', '41'],
  ['Maringá', '44'],
  ['Florianópolis', '48'],
  ['Porto Alegre', '51'],
  ['Santa Maria', '55'],
  ['Brasília', '61'],
  ['Goiânia', '62'],
  ['Cuiabá', '65'],
  ['Salvador', '71'],
  ['Aracaju', '79'],
  ['Recife', '81'],
  ['Maceió', '82'],
  ['Fortaleza', '85'],
  ['Belém', '91'],
  ['Manaus', '92'],
  ['São Luís', '98'],
] as const;

export const segments = [
  'VIP',
  'Varejo',
  'Atacado',
  'Revendedora',
  'Aniversariante',
  'Inativo',
  'Indicação',
  'Loja física',
];

export const remarks = [
  'Prefere contato à tarde',
  'Cliente desde 2018',
  'Não ligar aos sábados',
  'Pediu orçamento',
  'Troca pendente',
  'Recebe na portaria',
  'Já comprou 3 vezes',
  'Indicada pela irmã',
];

/** Letters that Windows-1252 keeps where Latin-1 has control codes: a wrong decoder shows at once. */
export const typographicRemarks = [
  'Disse: “volto em março”',
  'Retirar às 10h – 12h',
  'Desconto de 5 € no site português',
  'Caixa d’água, 2 unidades…',
  '• prioridade • entrega rápida',
];

export const quotedRemarks = [
  'Cliente "VIP" da loja',
  'Apelido: "Zezé"',
  'Pediu o "combo" de Natal',
  'Tamanho 42" (TV)',
];
export const semicolonRemarks = ['Tamanhos: P; M; G', 'Cores: azul; verde', 'Manhã; tarde'];
export const brokenRemarks = [
  'Entregar no fundo\nTocar a campainha',
  'Ligar antes\n\nDeixar com o porteiro',
  'Rua das Acácias, 12\nApto 34',
];

/** Cells that a spreadsheet would run as formulas when it opens an export. */
export const formulaRemarks = [
  '=HYPERLINK("http://example.com";"clique aqui")',
  '=1+1',
  '+ frete combinado',
  '-10% na próxima compra',
  '@loja.centro',
  "=cmd|'/c calc'!A1",
];
