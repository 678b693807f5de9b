import type { Language } from '#shared/sentences/languages.ts';

/** What hosts say by themselves, outside the window. */
const ptBR = {
  opened: 'Malote aberto: {link} (vale uma vez; Enter mostra outro endereço)',
  openedWithoutEnter: 'Malote aberto: {link} (vale uma vez)',
  openAlready: 'O Malote já está aberto: {link} (vale uma vez)',
  broughtForward: 'O Malote já está aberto; a janela dele foi trazida para a frente.',
  closing: 'Fechando o Malote… o que estava em andamento continua na próxima vez. Ctrl+C de novo encerra já.',
  held: 'Outro Malote já está usando esta pasta de dados. Use a janela ou o terminal em que ele está aberto.',
  folderNoAccess: 'O Malote não consegue usar a pasta de dados {path}. Confira as permissões dela.',
  portTaken: 'A porta {port} está ocupada. Escolha outra com --port, ou deixe o Malote escolher.',
  webhooksNew:
    'Webhooks de {account}: {address} (guarde este endereço: ele só aparece agora. Aponte o seu túnel para ele e crie o webhook em Contas)',
  webhooksAt:
    'Webhooks de {account}: {address} (o endereço inteiro foi mostrado quando foi criado; --webhooks-path define outro)',
  webhooksPortTaken:
    'A porta {port} para webhooks está ocupada. Escolha outra com --webhooks-port, ou deixe o Malote escolher.',
  broken: 'O Malote parou por um erro inesperado ({what}). Nada foi enviado em dobro; abra de novo para continuar.',
  secretsInFile:
    'Este sistema não tem um cofre de senhas: o token fica em um arquivo da pasta de dados que só o seu usuário lê.',
  refusedTitle: 'Abra o Malote pelo endereço do terminal',
  refusedBody:
    'Este endereço não vale, ou já foi usado. Volte ao terminal em que o Malote está aberto, tecle Enter e use o novo endereço.',
  file: 'Arquivo',
  openSheet: 'Abrir planilha…',
  sheets: 'Planilhas',
  edit: 'Editar',
  view: 'Exibir',
  window: 'Janela',
  quit: 'Sair',
  show: 'Mostrar o Malote',
  idle: 'Malote',
  running: '{name}: {done} de {total}',
  leaveTitle: 'Há um envio em andamento',
  leaveBody: 'O que você quer fazer com ele?',
  leaveGoOn: 'Continuar em segundo plano',
  leaveLater: 'Sair e continuar na próxima vez',
  leavePause: 'Pausar e sair',
  leaveStay: 'Voltar',
  damagedTitle: 'Os dados do Malote estão danificados',
  damagedRestore: 'Restaurar a cópia de {when}',
  damagedEmpty: 'Começar com dados vazios',
  jobDone: '{name} terminou',
  jobPaused: '{name} está em pausa',
  jobFailed: '{name} parou',
} as const;

export type HostText = keyof typeof ptBR;
type Texts = Record<HostText, string>;

const en: Texts = {
  opened: 'Malote is open: {link} (good for one use; Enter shows another address)',
  openedWithoutEnter: 'Malote is open: {link} (good for one use)',
  openAlready: 'Malote is open already: {link} (good for one use)',
  broughtForward: 'Malote is open already; its window was brought to the front.',
  closing: 'Closing Malote… what was under way goes on next time. Ctrl+C again ends it at once.',
  held: 'Another Malote is using this data folder. Use the window or the terminal where it is open.',
  folderNoAccess: "Malote can't use the data folder {path}. Check its permissions.",
  portTaken: 'Port {port} is taken. Choose another with --port, or let Malote choose.',
  webhooksNew:
    'Webhooks of {account}: {address} (keep this address: it is shown only now. Lead your tunnel to it and create the webhook in Accounts)',
  webhooksAt:
    'Webhooks of {account}: {address} (the whole address was shown when it was made; --webhooks-path sets another)',
  webhooksPortTaken: 'Port {port} for webhooks is taken. Choose another with --webhooks-port, or let Malote choose.',
  broken: 'Malote stopped on an unexpected error ({what}). Nothing was sent twice; open it again to go on.',
  secretsInFile:
    'This system has no keychain: the token stands in a file of the data folder that only your user can read.',
  refusedTitle: 'Open Malote by the address in the terminal',
  refusedBody:
    'This address is not valid, or was used before. Go back to the terminal where Malote is open, press Enter and use the new address.',
  file: 'File',
  openSheet: 'Open a sheet…',
  sheets: 'Sheets',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  quit: 'Quit',
  show: 'Show Malote',
  idle: 'Malote',
  running: '{name}: {done} of {total}',
  leaveTitle: 'A job is under way',
  leaveBody: 'What do you want to do with it?',
  leaveGoOn: 'Go on in the background',
  leaveLater: 'Quit, and go on next time',
  leavePause: 'Pause and quit',
  leaveStay: 'Go back',
  damagedTitle: 'The data of Malote is damaged',
  damagedRestore: 'Restore the copy of {when}',
  damagedEmpty: 'Begin with empty data',
  jobDone: '{name} is done',
  jobPaused: '{name} is paused',
  jobFailed: '{name} stopped',
};

const es: Texts = {
  opened: 'Malote abierto: {link} (vale una vez; Enter muestra otra dirección)',
  openedWithoutEnter: 'Malote abierto: {link} (vale una vez)',
  openAlready: 'Malote ya está abierto: {link} (vale una vez)',
  broughtForward: 'Malote ya está abierto; su ventana pasó al frente.',
  closing: 'Cerrando Malote… lo que estaba en curso sigue la próxima vez. Ctrl+C de nuevo lo termina ya.',
  held: 'Otro Malote ya usa esta carpeta de datos. Use la ventana o la terminal donde está abierto.',
  folderNoAccess: 'Malote no puede usar la carpeta de datos {path}. Revise sus permisos.',
  portTaken: 'El puerto {port} está ocupado. Elija otro con --port, o deje que Malote elija.',
  webhooksNew:
    'Webhooks de {account}: {address} (guarda esta dirección: solo aparece ahora. Apunta tu túnel a ella y crea el webhook en Cuentas)',
  webhooksAt:
    'Webhooks de {account}: {address} (la dirección completa se mostró cuando se creó; --webhooks-path define otra)',
  webhooksPortTaken:
    'El puerto {port} para webhooks está ocupado. Elige otro con --webhooks-port, o deja que Malote elija.',
  broken: 'Malote se detuvo por un error inesperado ({what}). Nada se envió dos veces; ábralo de nuevo para seguir.',
  secretsInFile:
    'Este sistema no tiene un llavero: el token queda en un archivo de la carpeta de datos que solo su usuario lee.',
  refusedTitle: 'Abra Malote con la dirección de la terminal',
  refusedBody:
    'Esta dirección no vale, o ya se usó. Vuelva a la terminal donde Malote está abierto, pulse Enter y use la nueva dirección.',
  file: 'Archivo',
  openSheet: 'Abrir planilla…',
  sheets: 'Planillas',
  edit: 'Editar',
  view: 'Ver',
  window: 'Ventana',
  quit: 'Salir',
  show: 'Mostrar Malote',
  idle: 'Malote',
  running: '{name}: {done} de {total}',
  leaveTitle: 'Hay un envío en curso',
  leaveBody: '¿Qué quiere hacer con él?',
  leaveGoOn: 'Seguir en segundo plano',
  leaveLater: 'Salir y seguir la próxima vez',
  leavePause: 'Pausar y salir',
  leaveStay: 'Volver',
  damagedTitle: 'Los datos de Malote están dañados',
  damagedRestore: 'Restaurar la copia del {when}',
  damagedEmpty: 'Empezar con datos vacíos',
  jobDone: '{name} terminó',
  jobPaused: '{name} está en pausa',
  jobFailed: '{name} se detuvo',
};

const texts: Record<Language, Texts> = { 'pt-BR': ptBR, en, es };

/** The text with its facts filled in: `hostText('en', 'opened', { link })`. */
export function hostText(language: Language, text: HostText, facts: Readonly<Record<string, string | number>> = {}) {
  return texts[language][text].replace(/\{(\w+)\}/g, (hole, name: string) => String(facts[name] ?? hole));
}
