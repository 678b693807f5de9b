/** What a word in the name of a column is about. A word may be about several things ("label", "mãe"). */
export type Role =
  | 'whatsapp'
  | 'mobile'
  | 'phone'
  | 'movable' // "telefone móvel"; alone it is furniture
  | 'number'
  | 'areaCode'
  | 'contact'
  | 'secondary'
  | 'landline'
  | 'somebodyElse' // whose number or name it is: not the person to be written to
  | 'name'
  | 'full'
  | 'first'
  | 'surname'
  | 'notFirst' // of several names, one that nobody is called by
  | 'person'
  | 'responsible' // a parent where there are pupils, a salesperson elsewhere
  | 'ward' // somebody whose parent or owner is written to
  | 'weakPerson'
  | 'company'
  | 'registeredName'
  | 'tradeName'
  | 'tag'
  | 'group'
  | 'department'
  | 'service' // "fila de atendimento" is a department, "fila" alone a place
  | 'staff'
  | 'consent'
  | 'date'
  | 'notConsent' // agreeing to e-mail says nothing about WhatsApp; nor does the version of a text
  | 'notPhone' // beside "WhatsApp" it makes of it a date, a question, a state
  | 'notPerson' // beside "nome" it makes of it the name of a thing
  | 'noise';

/** Portuguese, English and Spanish, accents folded, as they stand in the headers of real sheets. */
const vocabulary: readonly (readonly [Role, string])[] = [
  ['whatsapp', 'whatsapp whats whatapp whatsap watsapp watsap whapp wapp zap zapp zapzap wpp wsp wts wa'],
  ['mobile', 'celular celulares cel cell cellular cellphone celphone mobile movil moviles telemovel smartphone'],
  [
    'phone',
    `telefone telefones telefonico tel fone fones phone phones telephone telefono telefonos telf tlf
    phonenumber`,
  ],
  ['movable', 'movel'],
  ['number', 'numero numeros num number nr nro n no nbr'],
  ['areaCode', 'ddd ddi'],
  ['contact', 'contato contatos contact contacts contacto contactos ctt ctto'],
  [
    'secondary',
    `secundario secundaria alternativo alternativa outro outros opcional adicional reserva
    extra other alternate alternative secondary otro`,
  ],
  [
    'landline',
    `fixo fijo residencial residencia res casa comercial trabalho escritorio empresa work home business
    office trabajo landline`,
  ],
  [
    'somebodyElse',
    `vendedor vendedora seller consultor consultora atendente corretor corretora representante gerente
    manager supervisor operador agente agent owner loja filial unidade suporte emergencia emergency mae pai
    mother father madre padre conjuge esposa marido referencia avalista fiador assessor medico professor
    professora instrutor dentista advogado indicado indicador fornecedor motorista tecnico recado recados`,
  ],
  ['name', 'nome nomes name nombre nombres nm nomecompleto fullname'],
  ['full', 'completo completa full complete inteiro nomecompleto fullname'],
  ['first', 'primeiro primer first given firstname prenome'],
  ['surname', 'sobrenome sobrenomes surname apellido apellidos lastname'],
  [
    'notFirst',
    `ultimo last family middle meio segundo additional prefix suffix prefixo sufixo phonetic yomi abreviado
    reduzido`,
  ],
  [
    'person',
    `cliente clientes client clients customer customers aluno aluna alunos estudante student alumno paciente
    pacientes patient lead leads prospect titular associado associada morador moradora condomino inquilino
    locatario hospede guest participante convidado membro member socio doador destinatario destinatarios
    recipient pessoa person persona comprador buyer consumidor candidato assinante subscriber beneficiario
    segurado eleitor devedor inscrito colaborador funcionario employee parceiro tutor
    interesado interessado formando`,
  ],
  ['responsible', 'responsavel responsable guardian'],
  ['ward', 'aluno aluna alunos estudante student alumno crianca filho filha pet animal dependente'],
  ['weakPerson', 'usuario user apelido nickname apodo proprietario'],
  ['company', 'empresa empresas company organizacao organization business estabelecimento'],
  ['registeredName', 'razao razaosocial'],
  ['tradeName', 'fantasia nomefantasia'],
  ['tag', 'tag tags etiqueta etiquetas marcador marcadores label labels rotulo rotulos'],
  ['department', 'departamento departamentos department departments dept depto dpto'],
  ['service', 'atendimento atencion'],
  ['staff', 'colaborador colaboradora funcionario funcionaria employee cargo admissao gestor lider empleado'],
  ['consent', 'optin consentimento consent consentimiento aceite aceita autoriza autorizacao lgpd'],
  ['date', 'data date datas dt fecha em'],
  ['notConsent', 'email emails mail sms ligacao ligacoes telemarketing boleto versao version ip'],
  ['group', 'segmento segmentos grupo grupos'],
  [
    'notPhone',
    `data date datas dt fecha hora horario time timestamp carimbo status situacao estado enviado enviada
    enviados disparado tipo type label operadora carrier modelo model marca mensagem mensagens message
    messages mensaje texto text template link links url site website id ids uuid optin optout aceita aceite
    autoriza autorizacao consentimento consent possui tem valido validado valid verificado qtd qtde
    quantidade count resposta respondeu canal channel origem source fonte motivo fax ramal email emails mail
    correo senha password login username cpf cnpj rg cep pedido pedidos protocolo nota nf boleto matricula
    contrato endereco address rua logradouro apto carteirinha serie placa conta cartao documento doc cod
    codigo code ref ultima ultimo last primeira forma preferencia tentativas duracao grupo group recebe
    deseja ativo ativa saldo valor total`,
  ],
  [
    'notPerson',
    `produto product curso plano servico service arquivo file campanha campaign cidade city rua street bairro
    escola colegio turma evento event banco bank pet animal mae pai mother father madre padre conjuge esposa
    marido filho filha dependente vendedor vendedora seller consultor consultora atendente corretor
    corretora representante gerente manager agente agent loja store filial fornecedor medico professor
    tecnico motorista desde veiculo carro imovel empreendimento condominio projeto banda time departamento
    setor cargo planilha lista conjunto anuncio formulario plataforma notes note notas nota obs
    observacao observacoes observaciones comentario comentarios descricao description titulo title idade age edad sexo genero
    gender profissao profesion estado uf municipio pais country state complemento nascimento nasc aniversario birthday
    vencimento parcela preco price amount desconto frete subtotal itens items categoria category nivel level pontos
    instagram facebook linkedin perfil convenio consulta agenda sala porte cupom turno periodo semestre serie etapa
    celula celulas contract contracts contractor contador renome etiquetado cellar
    apartamento apartamentos autorizado autorizada`,
  ],
  [
    'noise',
    `de do da dos das o a os as e ou y or and of the del la el los las seu sua seus suas teu tua su your my
    meu qual is what cual com with para for pra pelo pela por em informe digite insira favor please
    principal main primary preferencial app ex exemplo somente apenas digitos formato dados value brasil br
    obrigatorio required social display exibicao financeiro legal pessoal no n`,
  ],
];

const rolesByWord: ReadonlyMap<string, ReadonlySet<Role>> = (() => {
  const byWord = new Map<string, Set<Role>>();
  for (const [role, list] of vocabulary) {
    for (const word of list.split(/\s+/)) byWord.set(word, (byWord.get(word) ?? new Set<Role>()).add(role));
  }
  return byWord;
})();

const none: ReadonlySet<Role> = new Set();

/** What a folded word of a header is about; typing errors ("celualr", "telfone") are forgiven. Empty: not known. */
export function rolesOf(token: string): ReadonlySet<Role> {
  const exact = rolesByWord.get(token);
  if (exact || /\d/.test(token)) return exact ?? none;
  let nearest = none;
  let least = mostEdits(token) + 1;
  for (const [word, roles] of rolesByWord) {
    if (word.length < 4 || Math.abs(word.length - token.length) >= least || !isAlike(token, word)) continue;
    const edits = editDistance(token, word, least);
    if (edits >= least || (token.length === 4 && !isReordered(token, word))) continue;
    nearest = roles;
    least = edits;
  }
  return nearest;
}

// One error in a short word, two in a long one; in four letters ("nome", "fone") only two that changed places.
const mostEdits = (token: string): number => (token.length < 4 ? 0 : token.length < 8 ? 1 : 2);

// Who mistypes a word gets its start or its end right; measuring all words took four times as long (1,000 columns).
const isAlike = (a: string, b: string): boolean => a[0] === b[0] || a.slice(-2) === b.slice(-2);

const isReordered = (a: string, b: string): boolean => [...a].sort().join('') === [...b].sort().join('');

/** Insertions, deletions, replacements and swaps of neighbours between two words; `bound` or more is not told apart. */
function editDistance(a: string, b: string, bound: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(swapped ? Math.min(cost, (beforeLast[j - 2] ?? 0) + 1) : cost);
    }
    if (Math.min(...row) >= bound) return bound;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? bound;
}
