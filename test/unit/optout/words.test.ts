import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultOptInWords, defaultOptOutWords, isOptIn, isOptOut } from '#shared/optout/words.ts';

describe('a reply that opts out', () => {
  it.each([
    'sair',
    'SAIR.',
    '*Sair*',
    '“sair”',
    'sair!!!',
    'Sair 👍',
    'sair\nsair',
    'quero sair',
    'eu quero sair',
    'sair por favor',
    'Olá! Gostaria de sair, obrigada.',
    'Bom dia, quero sair da lista por favor',
    'boa noite\nsair',
    'PARE',
    'PARE PARE PARE',
    'pare com isso',
    'pare de me mandar mensagem',
    'Parem de enviar mensagens!!',
    'Para de mandar mensagem',
    'eu quero parar de receber',
    'pode parar de mandar mensagem',
    'vcs podem parar de me mandar mensagem?',
    'por favor, parem de mandar propaganda pra mim',
    'stop',
    'STOP.',
    'please stop',
    'Stop sending me messages',
    'stop texting me',
    'cancelar',
    'quero cancelar',
    'gostaria de cancelar o recebimento',
    'Remover',
    'remova meu número',
    'me remova da lista',
    'remova-me dessa lista',
    'excluir meu cadastro',
    'descadastrar',
    'DESCADASTRE',
    'me descadastra por favor',
    'não quero receber',
    'NAO QUERO RECEBER',
    'Não quero mais receber mensagens',
    'nao quero receber mais msgs de vcs',
    'não quero receber propaganda',
    'não gostaria de receber mais',
    'me tira dessa lista',
    'por favor me tirem da lista de vocês',
    'pode me tirar da lista',
    'tira meu número',
    'não me mandem mais mensagem',
    'não mandem mais mensagem pra mim',
    'unsubscribe',
    'Opt-out',
    'opt out please',
    'remove me from the list',
    'baja',
    'quiero salir',
    'no quiero recibir más mensajes',
    'darme de baja por favor',
  ])('is heard in: %s', (text) => {
    expect(isOptOut(text)).toBe(true);
  });

  it.each([
    'vou sair de casa às 8 e te aviso',
    'pode parar aqui na loja?',
    'não quero sair',
    'não pare',
    'não quero parar de receber',
    'não me tire da lista',
    'quero sair à noite',
    'quero sair com você',
    'preciso sair',
    'já vou sair',
    'pode sair',
    'o meu pedido vai sair quando?',
    'saiu a promoção?',
    'pare na frente do portão',
    'parar aqui',
    'o ônibus para no próximo stop',
    'pode cancelar pra mim?',
    'quero cancelar meu pedido',
    'cancelar a consulta de amanhã',
    'como faço pra parar o carro',
    'remover o chip',
    'a baixa do boleto',
    'Para não receber mais, responda SAIR',
    'Oi, pode me mandar mensagem',
    'me tira uma dúvida',
    'não me mande mais boleto, já paguei',
    'me envie mais mensagens',
    'quero receber as ofertas',
    'Qual o valor?',
    'sim',
    'não',
    'não, obrigado',
    'não quero',
    'por favor',
    'obrigado',
    'bom dia',
    'mensagem',
    'para',
    '👍',
    ' ',
    '',
  ])('is not heard in: %s', (text) => {
    expect(isOptOut(text)).toBe(false);
  });

  it('hears every word of the list, whatever its capitals, accents and signs', () => {
    for (const word of defaultOptOutWords) {
      const plain = word.normalize('NFD').replace(/\p{M}/gu, '');
      for (const said of [
        word,
        word.toUpperCase(),
        word.toLowerCase(),
        plain,
        `*${word}*!`,
        `por favor ${word}`,
        `${word}, obrigado`,
      ]) {
        expect(isOptOut(said), said).toBe(true);
      }
    }
  });

  it('hears the words of the user instead, and no blank one', () => {
    expect(isOptOut('Quero ficar de fora, por favor', ['ficar de fora'])).toBe(true);
    expect(isOptOut('sair', ['ficar de fora'])).toBe(false);
    expect(isOptOut('por favor', ['', ' ', '!!'])).toBe(false);
    expect(isOptOut('sair', [])).toBe(false);
  });

  it('does not hear a word in a long talk', () => {
    expect(isOptOut(`sair ${'por favor obrigado '.repeat(10)}`)).toBe(false);
  });

  it('never throws, and hears nothing where no word of the list stands', () => {
    const wordless = fc.string({ unit: 'binary' }).filter((text) => !/z/i.test(text.normalize('NFKD')));
    fc.assert(
      fc.property(wordless, (text) => {
        expect(isOptOut(text, ['zzzz'])).toBe(false);
      }),
    );
  });
});

describe('a reply that comes back', () => {
  it.each([
    'voltar',
    'VOLTAR!',
    'Quero voltar',
    'quero voltar a receber',
    'Oi, quero voltar a receber mensagens, por favor',
    'pode voltar a mandar',
    'podem voltar a enviar mensagens pra mim',
    'quero receber as ofertas',
    'reativar',
    'me inscreva, por favor',
    'START',
    'unstop',
    'subscribe please',
    'opt-in',
    'quiero recibir mensajes',
    'Volver',
    'quiero volver a recibir',
  ])('is heard in: %s', (text) => {
    expect(isOptIn(text)).toBe(true);
  });

  it.each([
    'não quero voltar',
    'nunca mais quero voltar',
    'não quero receber',
    'não quero mais receber',
    'voltar?',
    'posso voltar a receber?',
    '¿volver?',
    'vou voltar amanhã',
    'quero voltar na loja',
    'quando vocês vão voltar a abrir',
    'pode voltar o carro',
    'sair',
    'não me inscreva',
    'do not start',
    "don't start",
    'quero receber meu pedido',
    'no quiero recibir',
    'sim',
    'ok',
    '',
  ])('is not heard in: %s', (text) => {
    expect(isOptIn(text)).toBe(false);
  });

  it('is never heard in words that opt out, nor an opt-out in its own', () => {
    for (const word of defaultOptInWords) {
      expect(isOptIn(word), word).toBe(true);
      expect(isOptOut(word), word).toBe(false);
    }
    for (const word of defaultOptOutWords) expect(isOptIn(word), word).toBe(false);
  });

  it('hears the words of the user, and no question in them', () => {
    expect(isOptIn('Quero de volta, por favor', ['de volta'])).toBe(true);
    expect(isOptIn('de volta?', ['de volta'])).toBe(false);
  });
});

describe('law 5: a denial', () => {
  const denials = ['não', 'nao', 'nunca', 'jamais', 'never', 'nem'];

  it('before a single word means the opposite, and is heard as neither', () => {
    const single = [...defaultOptOutWords, ...defaultOptInWords].filter((word) => !/\s/.test(word));
    fc.assert(
      fc.property(fc.constantFrom(...denials), fc.constantFrom(...single), (denial, word) => {
        expect(isOptOut(`${denial} ${word}`)).toBe(false);
        expect(isOptIn(`${denial} ${word}`)).toBe(false);
      }),
    );
  });

  it('no words make both of one reply', () => {
    const words = fc.constantFrom(...defaultOptOutWords, ...defaultOptInWords, 'por favor', 'não', 'mais', 'a lista');
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), (said) => {
        const text = said.join(' ');
        expect(isOptOut(text) && isOptIn(text)).toBe(false);
      }),
      { examples: [[['quiero recibir', 'STOP']]] },
    );
  });
});
