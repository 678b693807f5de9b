import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Page } from '../../../ui/Page.tsx';
import { PictureAccount } from '../../../ui/pictures/PictureAccount.tsx';
import { PicturePractice } from '../../../ui/pictures/PicturePractice.tsx';
import { PictureTour } from '../../../ui/pictures/PictureTour.tsx';
import { Tour } from '../../../ui/tour/Tour.tsx';
import { usePractice } from './use-practice.ts';
import './Welcome.css';

/** The first start: three ways in, each of them one click. */
export function Welcome() {
  const say = useTexts('home');
  const practice = usePractice();
  const [isTouring, tour] = useDisclosure();
  return (
    <Page title={say('welcome.title')} description={say('welcome.text')} layout="hero">
      <div className="welcome">
        <Choice
          picture={<PicturePractice />}
          title={say('welcome.practice.title')}
          text={say('welcome.practice.text')}
          action={
            <Button fullWidth loading={practice.isPending} onClick={() => practice.mutate()}>
              {say('welcome.practice.action')}
            </Button>
          }
        />
        <Choice
          picture={<PictureAccount />}
          title={say('welcome.connect.title')}
          text={say('welcome.connect.text')}
          action={
            <Button fullWidth variant="default" component={Link} href="/contas/conectar">
              {say('welcome.connect.action')}
            </Button>
          }
        />
        <Choice
          picture={<PictureTour />}
          title={say('welcome.tour.title')}
          text={say('welcome.tour.text')}
          action={
            <Button fullWidth variant="default" onClick={tour.open}>
              {say('welcome.tour.action')}
            </Button>
          }
        />
      </div>
      <ErrorText error={practice.error} />
      <p className="welcome-promise">
        <IconLock size={16} stroke={1.75} aria-hidden />
        {say('welcome.promise')}
      </p>
      <Tour
        opened={isTouring}
        onClose={tour.close}
        onPractice={() => {
          tour.close();
          practice.mutate();
        }}
      />
    </Page>
  );
}

function Choice(props: {
  readonly picture: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action: ReactNode;
}) {
  return (
    <section className="welcome-choice">
      <div className="welcome-picture">{props.picture}</div>
      <h2 className="welcome-title">{props.title}</h2>
      <p className="welcome-text">{props.text}</p>
      {props.action}
    </section>
  );
}
