import { folded } from '../mapping/key.ts';

/** What opts a person out when it is the whole reply, until the user changes the list. Capitals and accents do not count. */
export const defaultOptOutWords: readonly string[] = [
  'SAIR',
  'PARE',
  'PAREM',
  'PARAR',
  'STOP',
  'CANCELAR',
  'CANCELE',
  'CANCELA',
  'REMOVER',
  'REMOVA',
  'REMOVE',
  'EXCLUIR',
  'EXCLUA',
  'DESCADASTRAR',
  'DESCADASTRE',
  'DESCADASTRA',
  'DESCADASTRO',
  'DESINSCREVER',
  'me tira',
  'me tire',
  'me tirem',
  'me tirar',
  'me retire',
  'tira meu número',
  'tire meu número',
  'pare com isso',
  'parem com isso',
  'para de mandar',
  'para de enviar',
  'não quero receber',
  'não desejo receber',
  'não gostaria de receber',
  'não me mande',
  'não me mandem',
  'não me manda',
  'não me envie',
  'não me enviem',
  'não mande mensagem',
  'não mandem mensagem',
  'não envie mensagem',
  'não enviem mensagem',
  'UNSUBSCRIBE',
  'OPT OUT',
  'CANCEL',
  'remove me',
  'SALIR',
  'BAJA',
  'dar de baja',
  'darme de baja',
  'dame de baja',
  'no quiero recibir',
  'no me escriban',
  'no me envíen',
  'no me manden',
  'dejen de enviar',
  'dejen de escribir',
  'UNSUB',
  'STOPALL',
  'QUIT',
  'leave me alone',
  'do not message me',
  "don't message me",
  'do not text me',
  "don't text me",
  'do not contact me',
  "don't contact me",
];

/** What lets a person back in when it is the whole reply. Said of one's own accord, so a question is not enough. */
export const defaultOptInWords: readonly string[] = [
  'VOLTAR',
  'quero voltar',
  'voltar a receber',
  'voltem a mandar',
  'voltem a enviar',
  'pode voltar',
  'podem voltar',
  'quero receber',
  'aceito receber',
  'REATIVAR',
  'INSCREVER',
  'me inscreva',
  'START',
  'UNSTOP',
  'SUBSCRIBE',
  'RESUBSCRIBE',
  'opt in',
  'VOLVER',
  'quiero recibir',
  'volver a recibir',
  'suscribir',
  'suscribirme',
];

/** Longer than this it is talk, not a command. Counted in words, politeness included. */
const mostWords = 14;

/** Said before or after the word without changing it. Negations are not here: "não quero sair". */
const politeness = wordSet(`
  por favor pf pfv pfvr pls please plz favor gentileza ola oi hi hello hola me eu quero queria gostaria desejo
  i want would like to quiero quisiera deseo de obrigado obrigada obg brigado brigada grato grata vlw valeu
  thanks thank you gracias ok agora ja imediatamente urgente now ya ahora
`);

const particles = wordSet(`
  de do da dos das desta dessa deste desse destas dessas desses essa esse essas esses esta este estas estes
  a as o os me meu minha meus sua suas seu seus from of the this your my us it la el los las
`);

/** What one is left out of. A reply that names it may say more around it. */
const subject = wordSet(`
  lista listas grupo cadastro numero contato telefone nome whatsapp whats zap sms list number
  mensagem mensagens msg msgs propaganda propagandas promocao promocoes promocional promocionais publicidade marketing
  ofertas anuncios divulgacao divulgacoes notificacoes spam newsletter mensaje mensajes promociones
  receber recebendo mandar mandando enviar enviando ligar encher chamar perturbar incomodar recebimento
  sending texting messaging receiving messages message recibir enviarme mandarme
`);

/** Only together with a subject: "pode parar de mandar mensagem pra mim", but not "pode sair" or "cancela pra mim". */
const withSubject = wordSet(`
  pode podem poderia poderiam preciso que voces vcs vc voce para pra por mim aqui isso para to for can could stop
`);

const greetings =
  /\b(bom dia|boa (tarde|noite)|good (morning|afternoon|evening)|buen dia|buen[oa]s (dias|tardes|noches))\b/g;

/**
 * Does this reply say nothing but "leave me out"? Punctuation, emoji, capitals and accents do not count; a few polite
 * words may stand around the word, and what it is about ("quero sair da lista, por favor"). As soon as anything else
 * is said ("vou sair de casa às 8") it is ordinary talk. Law 5: where a short reply could be meant either way
 * ("quero cancelar"), the word is believed.
 */
export function isOptOut(text: string, words: readonly string[] = defaultOptOutWords): boolean {
  return saysOnly(text, words);
}

/**
 * Does this reply say nothing but "write to me again"? As careful as an opt-out, and more: consent is unmistakable or it
 * is none (LGPD art. 5, XII), so a question is not heard as one, nor what could be an opt-out as well ("quiero recibir STOP").
 */
export function isOptIn(text: string, words: readonly string[] = defaultOptInWords): boolean {
  return !/[?¿]/.test(text) && saysOnly(text, words) && !isOptOut(text);
}

function saysOnly(text: string, words: readonly string[]): boolean {
  const said = tokens(text);
  if (said.length === 0 || said.length > mostWords) return false;
  const allowed = said.some((token) => subject.has(token))
    ? [politeness, particles, subject, withSubject]
    : [politeness, particles];
  const isAround = (token: string): boolean => allowed.some((set) => set.has(token));
  return understood(words).some((word) => surrounds(said, word, isAround));
}

/** Lists of words are asked for every reply, and seldom change: each is taken apart once. */
const understoodLists = new WeakMap<readonly string[], readonly (readonly string[])[]>();

function understood(words: readonly string[]): readonly (readonly string[])[] {
  const known = understoodLists.get(words);
  if (known) return known;
  const taken = words.map(tokens);
  understoodLists.set(words, taken);
  return taken;
}

/** Is the word there, whole and in order, with nothing else than what may stand around it? */
function surrounds(said: readonly string[], word: readonly string[], isAround: (token: string) => boolean): boolean {
  if (word.length === 0) return false;
  return said.some(
    (_, start) =>
      word.every((token, i) => said[start + i] === token) &&
      said.slice(0, start).every(isAround) &&
      said.slice(start + word.length).every(isAround),
  );
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter((word) => word !== ''));
}

/**
 * The words of a text, without those that move about freely ("não quero mais receber" is "não quero receber mais")
 * and without the echo of an angry "PARE PARE PARE".
 */
function tokens(text: string): readonly string[] {
  const all =
    folded(text)
      .replace(greetings, ' ')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return all.filter((token, i) => token !== 'mais' && token !== 'mas' && token !== all[i - 1]);
}
