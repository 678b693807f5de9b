import { contactRequests } from './contacts.ts';
import { otherRequests } from './others.ts';
import type { CollectionRequest } from './request.ts';
import { ticketRequests } from './tickets.ts';

/** Every request of the public collection that Malote makes, and each of the short one. */
export const collection: readonly CollectionRequest[] = [...contactRequests, ...ticketRequests, ...otherRequests];

/** The short collection, by title, as it stands published. */
export const popularTitles = [
  'Abertura de chamado',
  'Atribuir cargo de administrador',
  'Busca de contatos que possuem X campos personalizados preenchidos',
  'Buscar atendentes (Agora)',
  'Buscar chamados abertos + fechados por conexão',
  'Buscar chamados abertos por departamento',
  'Buscar chamados do contato',
  'Buscar chamados fechados por conexão',
  'Buscar chamados por período',
  'Buscar contatos vinculados a Organização',
  'Buscar estatísticas por departamento + usuário',
  'Buscar estatísticas por usuário',
  'Buscar pelo contactid todos os chamados do cliente trazendo quem encerrou/transferiu',
  'Buscar por um chamado específico',
  'Buscar todos os chamados da plataforma',
  'Buscar todos os dados (Agora)',
  'Cadastrar contato',
  'Cadastrar múltiplos contatos',
  'Criar novo grupo',
  'Criar webhook',
  'Desbloquear contato',
  'Editar campo personalizado de um contato',
  'Enviar comentário',
  'Enviar de mensagem usando bot e sem abrir chamado',
  'Enviar mensagem',
  'Enviar mensagem SEM abrir o chamado',
  'Excluir contato',
  'Exportar contatos',
  'Exportar histórico de chamados de uma conexão específica em CSV',
  'Exportar histórico de chamados em CSV',
  'Exportar histórico de chamados em PDF',
  'Exportar histórico de chamados em TXT',
  'Fechar chamado',
  'Fechar um chamado com assunto',
  'Gerar Token de acesso',
  'Incluir tags em um contato existente',
  'Iniciar conexão',
  'Listar integrações',
  'Reiniciar conexão',
  'Teste Webhook',
  'Transferência de chamado',
  'Validação WhatsApp',
] as const;
