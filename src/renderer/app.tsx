import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import type { i18n as I18n } from 'i18next';
import { type ReactNode, useEffect, useRef } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { z } from 'zod';
import { AccountScreen, accountTab } from './features/account/AccountScreen.tsx';
import { AccountList } from './features/accounts/AccountList.tsx';
import { ConnectAccount } from './features/accounts/ConnectAccount.tsx';
import { returnPlace } from './features/accounts/return-place.ts';
import { ActionScreen } from './features/actions/ActionScreen.tsx';
import { ActionsScreen } from './features/actions/ActionsScreen.tsx';
import { NewActionScreen } from './features/actions/NewActionScreen.tsx';
import { AudienceScreen } from './features/audience/AudienceScreen.tsx';
import { draftOfLink } from './features/audience/builder/draft.ts';
import { CalendarScreen } from './features/calendar/CalendarScreen.tsx';
import { CampaignScreen } from './features/campaign/CampaignScreen.tsx';
import { DuplicateScreen } from './features/campaign/DuplicateScreen.tsx';
import { HomeScreen } from './features/home/HomeScreen.tsx';
import { ImportScreen } from './features/import/ImportScreen.tsx';
import { ContactsScreen } from './features/lookup/contacts/ContactsScreen.tsx';
import { ExportScreen } from './features/lookup/exports/ExportScreen.tsx';
import { ExportsScreen } from './features/lookup/exports/ExportsScreen.tsx';
import { TicketsScreen } from './features/lookup/tickets/TicketsScreen.tsx';
import { MonitorScreen } from './features/monitor/MonitorScreen.tsx';
import { PrivacyScreen } from './features/privacy/PrivacyScreen.tsx';
import { ReportScreen } from './features/report/ReportScreen.tsx';
import { RoutinesScreen } from './features/routines/RoutinesScreen.tsx';
import { SettingsScreen } from './features/settings/SettingsScreen.tsx';
import { queries } from './rpc/queries.ts';
import { useLanguage } from './texts/use-texts.ts';
import { theme } from './theme.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { ErrorState } from './ui/ErrorState.tsx';
import { DropAnywhere } from './ui/open-sheet/DropAnywhere.tsx';
import { OpenSheetProvider } from './ui/open-sheet/open-sheet.tsx';
import { Shell } from './ui/Shell.tsx';
import { Splash } from './ui/Splash.tsx';
import { settingsScheme } from './ui/settings-scheme.ts';
import { ShortcutsProvider } from './ui/shortcuts.tsx';

/** The window: what it is made of, its language and colours as the settings say, and where each address leads. */
export function App(props: { readonly queryClient: QueryClient; readonly texts: I18n; readonly styleNonce: string }) {
  return (
    <QueryClientProvider client={props.queryClient}>
      <I18nextProvider i18n={props.texts}>
        <MantineProvider
          theme={theme}
          defaultColorScheme="auto"
          colorSchemeManager={settingsScheme}
          getStyleNonce={() => props.styleNonce}
        >
          <Settled texts={props.texts}>
            {/* Addresses stand behind a #: the built page finds its files wherever it is. */}
            <Router hook={useHashLocation}>
              <ShortcutsProvider>
                <OpenSheetProvider>
                  <Shell>
                    <ErrorBoundary>
                      <Places />
                    </ErrorBoundary>
                  </Shell>
                  <DropAnywhere />
                </OpenSheetProvider>
              </ShortcutsProvider>
            </Router>
          </Settled>
        </MantineProvider>
      </I18nextProvider>
    </QueryClientProvider>
  );
}

/** Waits for the settings, so that nothing is shown in another language or colour than the user's. */
function Settled(props: { readonly texts: I18n; readonly children: ReactNode }) {
  const settings = useQuery(queries.settings());
  const { setColorScheme } = useMantineColorScheme();
  const spoken = useLanguage();
  const isSettled = useRef(false);
  const { texts } = props;
  const theme = settings.data?.theme;
  const language = settings.data?.language;
  useEffect(() => {
    if (theme) setColorScheme(theme === 'system' ? 'auto' : theme);
  }, [theme, setColorScheme]);
  useEffect(() => {
    if (!language) return;
    document.documentElement.lang = language;
    void texts.changeLanguage(language);
  }, [language, texts]);
  if (settings.isError && !settings.data) {
    return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  }
  // Once shown it stays: a change of the language must not take away what somebody is doing.
  if (settings.data && language === spoken) isSettled.current = true;
  return isSettled.current ? props.children : <Splash />;
}

const idSchema = z.coerce.number().int().positive();

/** Where each address leads. One that leads nowhere leads home. */
function Places() {
  return (
    <Switch>
      <Route path="/">
        <HomeScreen />
      </Route>
      <Route<Partial<Record<'importId' | 'step' | 'filter', string>>> path="/importar/:importId/:step?/:filter?">
        {({ importId, step, filter }) => (
          <WithId text={importId}>{(id) => <ImportScreen key={id} importId={id} step={step} filter={filter} />}</WithId>
        )}
      </Route>
      <Route path="/campanha/nova/:importId/de/:campaignId">
        {({ importId, campaignId }) => (
          <WithId text={importId}>
            {(id) => <WithId text={campaignId}>{(from) => <DuplicateScreen importId={id} campaignId={from} />}</WithId>}
          </WithId>
        )}
      </Route>
      <Route path="/campanha/nova/:importId/:step?">
        {({ importId, step }) => (
          <WithId text={importId}>{(id) => <CampaignScreen key={id} importId={id} step={step} />}</WithId>
        )}
      </Route>
      <Route path="/campanha/:campaignId/relatorio">
        {({ campaignId }) => <WithId text={campaignId}>{(id) => <ReportScreen key={id} campaignId={id} />}</WithId>}
      </Route>
      <Route path="/campanha/:campaignId">
        {({ campaignId }) => <WithId text={campaignId}>{(id) => <MonitorScreen key={id} campaignId={id} />}</WithId>}
      </Route>
      <Route path="/publicos">
        <AudienceScreen key="builder" tab="builder" start={null} />
      </Route>
      <Route path="/publicos/bloqueio">
        <AudienceScreen key="lists" tab="lists" start={null} />
      </Route>
      <Route<
        Partial<Record<'campaign' | 'outcome' | 'causes', string>>
      > path="/publicos/campanha/:campaign/:outcome/:causes?">
        {({ campaign, outcome, causes }) => (
          <AudienceScreen
            key={`${campaign} ${outcome} ${causes}`}
            tab="builder"
            start={draftOfLink(campaign, outcome, causes)}
          />
        )}
      </Route>
      <Route path="/ferramentas">
        <ActionsScreen />
      </Route>
      <Route path="/ferramentas/contatos">
        <ContactsScreen />
      </Route>
      <Route path="/ferramentas/chamados">
        <TicketsScreen />
      </Route>
      <Route path="/ferramentas/exportacoes">
        <ExportsScreen />
      </Route>
      <Route path="/ferramentas/exportacao/:exportId">
        {({ exportId }) => <WithId text={exportId}>{(id) => <ExportScreen key={id} exportId={id} />}</WithId>}
      </Route>
      <Route path="/ferramentas/nova/:verb">{({ verb }) => <NewActionScreen key={verb} verb={verb} />}</Route>
      <Route path="/ferramentas/acao/:actionId">
        {({ actionId }) => <WithId text={actionId}>{(id) => <ActionScreen key={id} actionId={id} />}</WithId>}
      </Route>
      <Route path="/calendario">
        <CalendarScreen />
      </Route>
      <Route path="/rotinas">
        <RoutinesScreen />
      </Route>
      <Route path="/privacidade">
        <PrivacyScreen tab="register" />
      </Route>
      <Route path="/privacidade/palavras">
        <PrivacyScreen tab="words" />
      </Route>
      <Route path="/privacidade/pessoa">
        <PrivacyScreen tab="person" />
      </Route>
      <Route path="/privacidade/guarda">
        <PrivacyScreen tab="keeping" />
      </Route>
      <Route path="/contas">
        <AccountList />
      </Route>
      {/* What follows is the place to come back to. */}
      <Route path="/contas/conectar/*?">{({ '*': back }) => <ConnectAccount back={returnPlace(back)} />}</Route>
      <Route<Partial<Record<'accountId' | 'tab', string>>> path="/contas/:accountId/:tab?">
        {({ accountId, tab }) => (
          <WithId text={accountId}>{(id) => <AccountPlace key={`${id} ${tab}`} accountId={id} path={tab} />}</WithId>
        )}
      </Route>
      <Route path="/ajustes">
        <SettingsScreen />
      </Route>
      <Route>
        <Redirect to="/" replace />
      </Route>
    </Switch>
  );
}

function WithId(props: { readonly text: string | undefined; readonly children: (id: number) => ReactNode }) {
  const id = idSchema.safeParse(props.text);
  return id.success ? props.children(id.data) : <Redirect to="/" replace />;
}

function AccountPlace(props: { readonly accountId: number; readonly path: string | undefined }) {
  const tab = accountTab(props.path);
  return tab === null ? (
    <Redirect to={`/contas/${props.accountId}`} replace />
  ) : (
    <AccountScreen accountId={props.accountId} tab={tab} />
  );
}
