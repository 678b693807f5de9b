import { useQuery } from '@tanstack/react-query';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { DropZone } from '../../ui/open-sheet/DropZone.tsx';
import { Page } from '../../ui/Page.tsx';
import { useFirstAnswers } from '../../ui/use-first-answers.ts';
import { AccountsPanel } from './AccountsPanel.tsx';
import './HomeScreen.css';
import { RecentJobs } from './RecentJobs.tsx';
import { isUnderWay, RunningJobs } from './RunningJobs.tsx';
import { Samples } from './Samples.tsx';
import { samplesQuery } from './samples-query.ts';
import { Welcome } from './welcome/Welcome.tsx';

/** Where everything begins: the sheet, what runs, what was, and whether the account can send. */
export function HomeScreen() {
  const say = useTexts('home');
  const settings = useQuery(queries.settings()).data;
  const jobs = useQuery(queries.jobs());
  const isWorking = jobs.data?.some(isUnderWay) ?? false;
  const hasAnswers = useFirstAnswers([jobs, useQuery(queries.accounts()), useQuery(samplesQuery())]);
  if (settings?.welcomed === false) return <Welcome />;
  if (!hasAnswers) return <Page title={say('title')}>{null}</Page>;
  return (
    <Page title={say('title')}>
      <div className="home-drop">
        <DropZone isLow={isWorking} />
        <Samples />
      </div>
      <RunningJobs />
      <div className="home-columns">
        <RecentJobs />
        <AccountsPanel />
      </div>
    </Page>
  );
}
