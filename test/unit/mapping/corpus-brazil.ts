/**
 * Headers as they occur in Brazil: exports of shops, schools, clinics, billing and event tools, sheets kept by hand,
 * forms. Many were read in public code, guides and templates, the others written after their pattern; the cells are
 * made up. The rules were made with these in sight. The notation stands in corpus.ts.
 */
export const brazilian: readonly string[] = `
name:Nome<person> ; number:Telefone<mobile>
name:nome<person> ; number:telefone<mobileDigits>
name:NOME<personCaps> ; number:CELULAR<mobileDigits>
name:Nome<person> ; number:WhatsApp<mobile>
name:Nome<person> ; number:Celular<mobile> ; E-mail<email>
name:nome<person> ; number:whatsapp<mobile55> ; tags:etiquetas<labels>
name:Nome completo<person> ; number:Nº do Celular<mobile> ; Cidade<city>
name:Nome Completo<person> ; CPF<cpf> ; Data de Nascimento<date> ; number:Celular<mobile> ; E-mail<email>
name:nome_completo<person> ; cpf<cpfDigits> ; number:celular<mobileDigits> ; email<email> ; data_nascimento<isoDate>
name:Cliente<person> ; number:Whats<mobile>
name:cliente<person> ; number:zap<mobileDigits> ; tags:tag<label>
name:Cliente<person> ; number:Fone 1<mobile> ; number2:Fone 2<sparseLandline>
name:Cliente<person> ; number2:Fone Residencial<landline> ; number:Fone Celular<mobile>
name:Nome do Cliente<person> ; number:Telefone (WhatsApp)<mobile> ; Valor<money> ; Vencimento<date>
name:Nome do Cliente<person> ; CPF<cpfDigits> ; E-mail<email> ; number:Telefone<mobile> ; Cidade<city> ; Estado<uf>
name:NOME CLIENTE<personCaps> ; CPF/CNPJ<cpf> ; number:TEL CEL<mobile> ; number2:TEL RES<landline> ; BAIRRO<district>
name:Nome<person> ; number:tel cel<mobile> ; number2:tel fixo<landline>
name:Nome<person> ; number2:Tel. Fixo<landline> ; number:Tel./Cel.<mobile>
name:Nome:<person> ; number:Tel:<mobile> ; Obs:<sentence>
name:Nome<person> ; number:Contato<mobile>
name:Nome<person> ; number:contato<mobileDigits> ; cidade<city> ; bairro<district>
name:NOME<person> ; number:NÚMERO<mobileDigits>
name:Nome<person> ; number:Número<mobile55> ; tags:Tags<labels>
name:Nome<person> ; Endereço<street> ; Número<house> ; Bairro<district> ; Cidade<city> ; UF<uf> ; number:Celular<mobile>
name:Razão Social<company> ; CNPJ<cnpj> ; number:Telefone<landline> ; E-mail<email>
name:Razão Social<company> ; Nome Fantasia<company> ; CNPJ<cnpj> ; number:Celular<mobile> ; Cidade<city> ; UF<uf>
Código<id> ; name:Razão Social<company> ; Fantasia<company> ; number2:Fone<sparseLandline> ; number:Celular<mobile> ; Cidade<city> ; CPF/CNPJ<cnpj> ; UF<uf>
RAZAO SOCIAL<company> ; name:NOME CONTATO<personCaps> ; number:CELULAR CONTATO<mobile> ; FONE EMPRESA<landline>
name:Nome/Razão Social<company> ; CPF/CNPJ<cnpj> ; number:Telefone<mobile> ; Situação<word>
name:nome_razao_social<company> ; apelido_nome_fantasia<company> ; sexo<gender> ; cpf<cpf> ; number2:telefone<sparseLandline> ; number:celular<mobile> ; skip:fax<blank>
name:Empresa<company> ; number:Telefone 1<mobile> ; number2:Telefone 2<sparseLandline> ; Cidade<city>
Empresa<company> ; name:Contato<person> ; Cargo<word> ; number:Celular<mobile> ; Segmento da empresa<word>
ID<id> ; Código<code> ; name:Nome<person> ; skip:Fantasia<blank> ; Endereço<street> ; CEP<cepDigits> ; Cidade<city> ; UF<uf> ; number:Celular<mobileDigits> ; number2:Fone<sparseLandline> ; E-mail<email> ; Tipo pessoa<word> ; CNPJ / CPF<cpfDigits>
cd_cliente<id> ; name:nome<person> ; cpf<cpf> ; rg<rg> ; dt_nascimento<date> ; sexo<gender> ; number:fone<mobile> ; contato<first> ; email<email> ; endereco<street> ; cidade<city> ; uf<uf> ; cep<cep> ; dt_ultima_compra<date> ; saldo_cadastro<decimal>
name:Nome<person> ; Data Nascimento<date> ; number:Telefone Celular<mobile> ; number2:Telefone Residencial<landline> ; number2:Telefone Comercial<landline>
name:Nome<person> ; number:Telefone Celular<mobileDigits> ; number2:Telefone<landline> ; Data Vencimento<date> ; Codigo de Barras<longId>
name:Cliente<person> ; Grupo<code> ; Matrícula<id> ; Placas<plate> ; Data Vencimento<date> ; Valor<money> ; Dias em Atraso<age> ; Consultor<seller> ; number:Telefone 1<mobile> ; number2:Telefone 2<sparseMobile> ; E-mail<email>
Código do cliente<id> ; name:Nome do Cliente<person> ; Fila<word> ; tipo telefone 1<word> ; ddd 1<area> ; number:telefone 1<mobile> ; tipo telefone 2<word> ; ddd 2<area> ; number2:telefone 2<sparseMobile>
CODIGO<id> ; OPERADOR<seller> ; name:NOME<personCaps> ; CPF/CNPJ<cpf> ; number:TELEFONE 1<mobile> ; number2:TELEFONE 2<sparseMobile> ; number2:TELEFONE 3<sparseLandline> ; CIDADE<city> ; UF<uf> ; MAILING<word> ; DATA DE CADASTRO<date>
name:nome<person> ; entidade<company> ; cargo<word> ; number2:telefone1<landline> ; number2:telefone2<sparseLandline> ; number:celular1<mobile> ; number2:celular2<sparseMobile> ; email1<email>
name:Nome<person> ; DDD<area> ; number:Telefone<noArea>
name:nome<person> ; cpf<cpf> ; endereço<street> ; cidade<city> ; estado<uf> ; ddd<area> ; number:telefone<noArea>
name:Nome<person> ; number:DDD + Celular<mobileDigits> ; Plano<product>
name:Nome<person> ; number:Telefone com DDD<mobileDigits> ; Data<date>
Nome do Produto<product> ; Preço do Produto<decimal> ; Data de Venda<dateTime> ; Status<word> ; name:Nome<person> ; Documento<cpfDigits> ; Email<email> ; DDD<area> ; number:Telefone<mobileDigits> ; CEP<cepDigits> ; Número<house> ; Tipo de Pagamento<word>
name:Nome do Comprador<person> ; Produto<product> ; Valor<money> ; number:Telefone do comprador<mobile55> ; Status do pedido<word>
Pedido<id> ; Data<date> ; name:Cliente<person> ; number:Celular<mobile> ; Total<money> ; Status<word> ; Vendedor<seller>
Pedido<longId> ; Nº Nota<id> ; name:Destinatário<person> ; number:Telefone<mobile> ; Endereço de entrega<street> ; CEP<cep>
Nome do Aluno<person> ; Escola<company> ; Turno<word> ; name:Nome do Responsável<person> ; number:WhatsApp (com DDD)<mobileDigits> ; Valor Mensalidade<money> ; Dia Vencimento<age>
Aluno<person> ; Turma<word> ; name:Responsável<person> ; number:Celular do responsável<mobile>
name:Nome do aluno<person> ; Matrícula<id> ; Curso<product> ; number:Celular<mobile>
Aluno<person> ; Nome da mãe<person> ; Celular da mãe<sparseMobile> ; name:Responsável financeiro<person> ; number:Celular do responsável<mobile>
name:nome<person> ; cpf<cpfDigits> ; ra<id> ; email<email> ; number:whatsapp<mobile55> ; nascimento<date> ; raca_cor<word>
name:Paciente<person> ; number:Celular<mobile> ; Convênio<word> ; Data da consulta<date> ; Hora<time> ; Médico<seller>
name:NOME DO PACIENTE<personCaps> ; DN<date> ; Nº CARTEIRINHA<longId> ; number:TELEFONE<mobile> ; OBSERVAÇÃO<sentence>
Pet<first> ; name:Tutor<person> ; number:WhatsApp do tutor<mobile> ; Próxima vacina<date>
Nome do pet<first> ; Raça<word> ; name:Nome do tutor<person> ; number:Fone<mobile>
name:Titular<person> ; CPF do titular<cpf> ; number:Celular do titular<mobile> ; Nome do dependente<person> ; Apólice<longId>
Unidade<house> ; Bloco<word> ; name:Morador<person> ; number:Celular<mobile>
name:Condômino<person> ; Apto<house> ; number:Telefone<mobile> ; Débito<money>
name:Inquilino<person> ; Proprietário<person> ; number:Celular do inquilino<mobile> ; Aluguel<money> ; Vencimento<date>
name:Associado<person> ; Matrícula<id> ; number:Celular<mobileDigits> ; Categoria<word>
name:Eleitor<person> ; Zona<house> ; Seção<house> ; number:Celular<mobile> ; Título<longId>
name:Participante<person> ; Evento<product> ; number:Celular<mobile> ; Check-in<yesNo>
name:Convidado<person> ; number:Telefone<mobile> ; Acompanhantes<age> ; Confirmado<yesNo>
name:Hóspede<person> ; Reserva<code> ; number:Telefone<mobilePlus> ; Check-in<date> ; Check-out<date>
name:Lead<person> ; number:Telefone<mobilePlus> ; Origem do lead<word> ; Status do lead<word>
name:Nome<person> ; Sobrenome<last> ; number:Telefone<mobilePlus> ; Empresa<company> ; Cargo<word> ; Cidade<city>
Email<email> ; name:Nome<first> ; name2:Sobrenome<last> ; number:Celular<mobilePlus> ; Data da primeira conversão<dateTime> ; Origem da primeira conversão<word>
name:Primeiro Nome<first> ; name2:Sobrenome<last> ; number:WhatsApp<mobile55>
name:Primeiro nome<first> ; name2:Último nome<last> ; number:Número de telefone<mobilePlus> ; Proprietário do contato<seller>
name:Nome e sobrenome<person> ; number:Celular/WhatsApp<mobile> ; Instagram<word>
name:Nome<person> ; number:Cel/Whats<mobile> ; Aniversário<date>
name:nome<person> ; number:wpp<mobileDigits>
name:Nome<person> ; number:Zap<mobileNamed>
name:Nome<person> ; number:ZAPZAP<mobile> ; Indicado por<person>
name:Nome<person> ; number:Nr. Whats<mobile> ; Último contato<date>
name:Nome<person> ; number:Nº WhatsApp<mobile> ; Data do último WhatsApp<date> ; WhatsApp enviado?<yesNo>
name:Nome<person> ; number:WhatsApp<mobile> ; consent:Opt-in WhatsApp<yesNo> ; consentDate:Data opt-in<date>
name:Responsavel<person> ; number:WhatsApp<mobilePlus> ; Email<email> ; Valor<money> ; Vencimento<date> ; Forma de Pagamento<word> ; consent:Opt-in WhatsApp<yesNo> ; Matricula<id>
name:Nome<person> ; number:Telefone<mobile> ; Tem WhatsApp?<yesNo> ; Operadora<word>
name:Nome no WhatsApp<person> ; number:Número<mobile55>
name:nome_contato<person> ; number:telefone_contato<mobile55> ; tags:marcadores<labels>
name:NomeCompleto<person> ; number:TelefoneCelular<mobileDigits> ; EnderecoEletronico<email>
RegistroAns<id> ; Cnpj<cnpj> ; name:RazaoSocial<company> ; NomeFantasia<company> ; Cep<cepDigits> ; Ddd<area> ; number:Telefone<landline> ; Fax<sparseLandline> ; Representante<person>
NOME_FANTASIA<company> ; name:RAZAO_SOCIAL<company> ; number:TELEFONE<landline> ; EMAIL<email> ; CNAE<longId>
name:Nome<person> ; number:Telefone<exponent> ; Cidade<city>
name:Nome<person> ; number:celular<mobileFloat> ; uf<uf>
name:Nome<person> ; number:Telefone<mixedPhones> ; Loja<city>
name:Nome<person> ; number:telefone<noArea> ; cidade<city>
name:Nome<turned> ; number:Celular<mobile> ; RG<rg>
name:Nome<person> ; number2:Telefone<landline> ; number:Celular<mobile>
name:Nome<person> ; number2:Telefone<sparseLandline> ; number2:Celular 2<sparseMobile> ; number:Celular<mobile>
name:Nome<person> ; number2:Telefone<mobile> ; number:WhatsApp<sparseMobile>
name:Nome<person> ; number:Celular<mobile> ; Telefone para recado<mobile> ; Nome para recado<person>
Cód. do Cliente<id> ; Status<word> ; name:Cliente<person> ; CNPJ/CPF<cpf> ; number:Nº do Celular<mobile> ; Nº para Recados<sparseMobile> ; Cep<cep> ; Endereço<street> ; Valor Pago<money>
Data e hora<dateTime> ; name:Nome<person> ; number:Telefone<mobile> ; Mensagem<sentence>
Carimbo de data/hora<dateTime> ; name:Qual seu nome completo?<person> ; number:Qual o seu número de WhatsApp (com DDD)?<mobileDigits> ; consent:Você autoriza receber mensagens pelo WhatsApp?<yesNo>
Carimbo de data/hora<dateTime> ; Endereço de e-mail<email> ; name:Nome completo<person> ; number:Telefone para contato<mobile> ; Cidade onde mora<city> ; Como conheceu a empresa?<sentence>
Carimbo de data/hora<dateTime> ; name:Nome:<person> ; number:Celular com DDD (somente números)<mobileDigits> ; Idade<age> ; Possui filhos?<yesNo>
Data de inscrição<dateTime> ; name:Nome do participante<person> ; number:Telefone de contato<mobile> ; Tipo de ingresso<word> ; Valor<decimal>
Nº do pedido<longId> ; name:Nome completo<person> ; CPF<cpf> ; number:Celular<mobile55> ; Lote<word>
Protocolo<longId> ; Data<date> ; Canal<word> ; name:Cliente<person> ; Farmácia<company> ; Técnico<seller> ; DDD<area> ; number:Telefone<noArea> ; skip:Telefone 2<blank>
N. Processo<longId> ; Orgão<word> ; name:Nome Cliente<person> ; CPF<cpf> ; number:Telefone 1<mobile> ; number2:Telefone 2<sparseLandline> ; E-mail<email> ; CEP<cep> ; Estado<uf> ; Número<house> ; Complemento<word>
DATA<date> ; ATIVIDADE<word> ; STATUS_PROSPECT<word> ; MOTIVO<sentence> ; name:NOME<company> ; PROPRIETARIO<person> ; CONTATO<first> ; number2:FONE<landline> ; number:CELULAR_CONTATO<mobile> ; VENDEDOR<seller> ; TOTAL<money>
numero<longId> ; data<date> ; codParceiro<id> ; name:parceiro<company> ; number:fone<mobile> ; email<email> ; total<money> ; vendedor<seller>
Código RCA<id> ; Nome Vendedor<seller> ; Código Filial<id> ; name:Cliente<company> ; number2:Telefone 1<landline> ; number:Tel WhatsApp<mobile>
name:Nome<person> ; Apelido<first> ; number:Fone<mobile> ; Data_de_Nascimento<date> ; Pontuacao<age>
name:Nome<person> ; Email<email> ; number:Fone<mobile> ; tags:Grupo<label> ; Crianca<yesNo>
name:Nome<person> ; number:Celular<mobile> ; tags:Segmento<label>
name:Nome<person> ; number:Celular<mobile> ; Categoria<word> ; tags:Etiquetas do cliente<labels>
name:Nome<person> ; Usuario<code> ; Email<email> ; number:WhatsApp<mobile> ; Saldo<decimal> ; Cadastro<date> ; Status<word>
name:Nome<person> ; number:whatsapp<mobileDigits> ; cadastro<date> ; consent:consentimento<yesNo> ; partidas<age> ; cupons<age>
name:nome<company> ; segmento<product> ; cidade<city> ; number2:telefone<sparseLandline> ; number:whatsapp<mobile> ; email<email> ; site<url> ; instagram<word> ; score<age>
name:nome<person> ; number:telefone<mobileDigits> ; mensagem<sentence> ; mensagem_2<sentence>
name:nome<person> ; number:telefone<mobile> ; setor<word> ; loja<city> ; cargo<word> ; nascimento<date>
name:nome<person> ; number:telefone<mobile55> ; usuario<code> ; senha<code> ; dns<url> ; vencimento<date>
name:Nome<person> ; number:Telefone<mobile> ; Clinica<company> ; data_compra<date> ; Valor<money>
name:Nome<person> ; number:Whatsapp<mobile> ; Cidade<city> ; Qtd Dependentes<age> ; Renda<money>
name:Colaborador<person> ; Setor<word> ; Admissão<date> ; number:Celular corporativo<mobile> ; Gestor<seller>
name:Funcionário<person> ; Matrícula<id> ; CPF<cpf> ; number:Telefone celular<mobile> ; Telefone de emergência<mobile> ; Contato de emergência<first>
name:Nome do candidato<person> ; Vaga<product> ; number:Telefone<mobile> ; Currículo<url>
name:Assinante<person> ; Plano<product> ; Vencimento<date> ; number:WhatsApp<mobile55> ; Valor do plano<money>
name:Devedor<person> ; CPF<cpfDigits> ; Contrato<longId> ; Parcela<age> ; Valor atualizado<decimal> ; number:Fone1<mobile> ; number2:Fone2<sparseMobile> ; number2:Fone3<sparseLandline>
name:Sócio<person> ; Placa<plate> ; Modelo<word> ; number:Celular<mobile> ; Vistoria<date>
name:Doador<person> ; number:Celular<mobile> ; Última doação<date> ; Valor total<money>
name:Segurado<person> ; Seguradora<word> ; Corretor<seller> ; number:Celular do segurado<mobile> ; Fim de vigência<date>
name:Nome<person> ; Vendedor responsável<seller> ; number:Telefone<mobile> ; Telefone do vendedor<mobile>
name:Nome<person> ; number:Celualr<mobile> ; Emial<email>
name:Nome<person> ; number:Tefelone<mobile>
name:Nome<person> ; number:Telfone<mobileDigits> ; Endreço<street>
name:Nome<person> ; number:WhatsAap<mobile>
name:Nomes<person> ; number:Telefones<mobile>
name:CLINTE<person> ; number:CELULARES<mobile> ; VENC.<date>
name:Coluna 1<person> ; Coluna 2<email> ; number:Coluna 3<mobile>
name:A<person> ; number:B<mobileDigits> ; C<city>
name:Coluna 1<person> ; Coluna 2<cpfDigits> ; Coluna 3<cepDigits> ; number:Coluna 4<mobile55> ; Coluna 5<compactDate>
name:Unnamed: 0<person> ; number:Unnamed: 1<mobile> ; Unnamed: 2<city>
skip:<id> ; name:<person> ; number:<mobile> ; skip:<word>
number:11987654321<mobileDigits> ; Ana<word>
number:Celular<mobileDigits>
number:Lista de números<mobile55>
name:Nome<person> ; number:Telefone<mobile> ; skip:<blank> ; skip:Observações<blank>
name:Nome<person> ; number:Telefone<mobile> ; skip:Email<blank> ; skip:<blank>
name:Nome<person> ; Nome<word> ; number:Telefone<mobile> ; number2:Telefone<sparseMobile>
IMEI<longId> ; name:CLIENTE<personCaps> ; number:CONTATO<mobile> ; APARELHO<word>
name:Comprador<person> ; Empreendimento<product> ; Unidade<house> ; number:Tel. contato<mobile> ; Corretora<seller>
name:Nome<person> ; number:Telefone móvel<mobile> ; Telefone da empresa<landline> ; Cidade (residencial)<city>
ID do contato<uuid> ; name:Nome do contato<person> ; number:Número do contato<mobile55> ; Conexão<word> ; tags:Tags do contato<labels> ; Criado em<dateTime>
uuid<uuid> ; created_at<dateTime> ; name:nome<person> ; number:celular<mobile55> ; consent:aceita_mkt<yesNo> ; utm_source<word>
name:Nome<person> ; Cônjuge<person> ; number:Celular<mobile> ; Celular do cônjuge<mobile>
name:Nome<person> ; Link do WhatsApp<url> ; number:WhatsApp<mobile>
name:Membro<person> ; Ministério<word> ; Batismo<date> ; number:Telefone<mobile>
name:Aniversariante<person> ; Data<date> ; number:Celular<mobile>
name:Nome<person> ; number:Celular<mobile> ; department:Departamento<department>
name:Cliente<person> ; number:WhatsApp<mobile55> ; department:Depto. de atendimento<department> ; tags:Etiquetas<labels>
name:Colaborador<person> ; Departamento<department> ; Cargo<word> ; number:Celular<mobile>
name2:Sobrenome<last> ; name:Nome<first> ; number:Celular<mobile> ; number2:Tel. fixo<landline>
name:Nome<person> ; number:Celular<mobile> ; Aceita receber e-mails<yesNo> ; consent:Aceita receber WhatsApp<yesNo>
name:Nome<person> ; number:WhatsApp<mobile> ; consent:Consentimento LGPD<yesNo> ; consentDate:Data do aceite<date>
name:Nm Cliente<person> ; number:Nr Cel<mobileDigits> ; Dt Nasc<date> ; number2:Nr Tel<sparseLandline>
name:Nmoe<first> ; number:Watsapp<mobile> ; tags:Etiqetas<labels> ; name2:Sobrenmoe<last>
name:Coluna 1<person> ; number2:Fone<sparseLandline> ; number:Celular<mobile> ; Coluna 4<city>
Coluna 1<city> ; Coluna 2<date> ; number:Coluna 3<mixedPhones> ; name:Coluna 4<person>
`
  .split('\n')
  .filter((line) => line !== '');
