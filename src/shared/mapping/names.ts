import { folded } from './key.ts';

/**
 * First names that are common in Brazil, and some of Spanish and English, accents folded. Far from all of them: they
 * serve to recognise a column of people and a turned name ("SOUZA, ANA"), never to judge one.
 */
const firstNames: ReadonlySet<string> = new Set(
  `maria jose ana joao antonio francisco carlos paulo pedro lucas luiz luis marcos gabriel rafael daniel marcelo bruno
  eduardo felipe filipe raimundo rodrigo manoel manuel mateus matheus andre fernando fabio leonardo gustavo guilherme
  leandro tiago thiago anderson ricardo marcio jorge sebastiao alexandre roberto edson diego diogo vitor victor sergio
  claudio mateo caio vinicius robson igor ivan renan renato reginaldo ronaldo rogerio mauricio mauro milton nelson
  wagner wellington welington wesley william willian alan alex alessandro adriano ademir adilson ailton aline alice
  alicia amanda andrea andreia andressa angela antonia aparecida arthur artur augusto barbara beatriz benedito bernardo
  bianca camila carla carolina caroline catarina cecilia celia celso cesar cicero cintia clara claudia cleide cleiton
  cristiane cristiano cristina cristina daiane dalva daniela daniele danielle danilo davi david debora denise denis
  diana douglas edilson edna elaine elias eliana eliane elisa elisangela elizabete elizabeth ellen emanuel emerson
  enzo erica erika ester esther eva evandro evelyn everton fabiana fabiano fabricio fatima fernanda flavia flavio
  franciele francisca gabriela gabrielle geovana geraldo gilberto gilson giovana giovanna gisele glaucia gloria graziela
  heitor helena heloisa henrique hugo iara igor ines ingrid irene isabel isabela isabella isadora ivone izabel jair
  jaqueline jefferson jessica jean joana joaquim joel jonas jonathan jorge josefa josiane joyce juan julia juliana
  juliano julio jussara karen karina karla katia kelly larissa laura lauro leila leonor leticia lidia ligia lilian
  liliane livia lorena lourdes luan luana luca lucia luciana luciano lucimara lucilene luisa luiza luzia magali manuela
  marcela marcia margarida mariana marilene marina mario marisa marlene marli marta martha mayara melissa michele
  michelle miguel milena miriam moises monica murilo nadia natalia nathalia neide neusa nicolas nicole nilson nilton
  noemi odair olga olivia oscar osvaldo otavio pablo paloma pamela patricia paula priscila rafaela raissa raquel raul
  rebeca regiane regina reinaldo renata ricardo rita roberta rosa rosana rosangela rose roseli rosemary rosilene rubens
  ruth sabrina samanta samuel sandra sandro sara sarah severino silvana silvia silvio simone sofia solange sonia sophia
  stella stephanie sueli susana suzana tais taina talita tania tatiana tatiane telma teresa tereza terezinha thais
  thales theo tomas ubirajara ulisses valdir valentina valeria valter vanda vanderlei vanessa vania vera veronica
  vicente vilma virginia vitoria vivian viviane walter wanda wilson yasmin yago yara yuri zelia
  alejandro alejandra andres angel camilo carmen diego esteban guadalupe javier jesus jimena joaquin lucia luciana
  ximena marcelo mariano martin nicolas pilar ramon rocio santiago sebastian soledad valeria
  james john robert michael mary linda susan jennifer elizabeth thomas charles christopher emily emma olivia jack harry
  george peter mark anna kate alice`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

/** The words of a name, without honorifics and what is not a letter around them: "Dra. ANA (mãe)" → ANA, mãe. */
export function wordsOfName(name: string): readonly string[] {
  return name
    .split(/[\s/&+]+/u)
    .map((word) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
    .filter((word) => word !== '' && !honorifics.has(folded(word)));
}

const honorifics: ReadonlySet<string> = new Set(
  'sr sra srta senhor senhora dr dra doutor doutora prof profa professor professora eng mr mrs ms miss don dona'.split(
    ' ',
  ),
);

/** Does it begin as names of people do? */
export function isFirstName(name: string): boolean {
  const [first] = wordsOfName(name);
  return first !== undefined && firstNames.has(folded(first));
}

/**
 * What a person is called by: "ana maria souza" and "SOUZA, ANA" are Ana. Null where there is no word at all. Only here
 * are capitals changed, and only where a name is all capitals or all small letters.
 */
export function firstNameOf(name: string): string | null {
  const [before = '', after = ''] = name.split(',', 2);
  const words = wordsOfName(isTurned(before, after) ? after : before || after);
  const first = words.find((word) => word.length > 1) ?? words[0];
  return first === undefined ? null : presentable(first);
}

// "SOUZA, ANA" is turned; in "Ana Souza, gerente" the comma does something else.
function isTurned(before: string, after: string): boolean {
  if (wordsOfName(after).length === 0) return false;
  return isFirstName(after) || !isFirstName(before);
}

function presentable(word: string): string {
  if (word !== word.toUpperCase() && word !== word.toLowerCase()) return word;
  return word
    .toLowerCase()
    .replace(/(^|[-'’])(\p{L})/gu, (_, start: string, letter: string) => start + letter.toUpperCase());
}

/** Small words inside a name: "Ana de Souza e Silva". */
const particles: ReadonlySet<string> = new Set('de da do das dos e di del la las los y'.split(' '));

/** Each word with a capital letter, as names are written: "ANA DE SOUZA" is Ana de Souza. */
export function titled(text: string): string {
  return text
    .toLowerCase()
    .replace(/\p{L}[\p{L}\p{M}]*/gu, (word, at: number) =>
      at > 0 && particles.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
    );
}
