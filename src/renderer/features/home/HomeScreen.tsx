import { useQuery } from '@tanstack/react-query';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { DropZone } from '../../ui/open-sheet/DropZone.tsx';
import { Page } from '../../ui/Page.tsx';
import { AccountsPanel } from './AccountsPanel.tsx';
import './HomeScreen.css';
import { RecentJobs } from './RecentJobs.tsx';
import { isUnderWay, RunningJobs } from './RunningJobs.tsx';
import { Samples } from './Samples.tsx';
import { Welcome } from './welcome/Welcome.tsx';

/** Where everything begins: the sheet, what runs, what was, and whether the account can send. */
export function HomeScreen() {
  const say = useTexts('home');
  const settings = useQuery(queries.settings()).data;
  const isWorking = useQuery(queries.jobs()).data?.some(isUnderWay) ?? false;
  if (settings?.welcomed === false) return <Welcome />;
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
