import { ActionIcon, Button, Slider, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useId } from 'react';
import { mostVersions } from '#shared/campaign/content.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { letterOf, type Written, withAnotherVersion, withoutVersion, withShare } from './content-edit.ts';
import './VersionTabs.css';

/** The texts that are compared, and how many people get each. With one text only: the way to a second. */
export function VersionTabs(props: {
  readonly content: Written;
  readonly active: number;
  /** Who would get the campaign; null while it is not known. */
  readonly recipients: number | null;
  /** The element that a tab shows. */
  readonly panelId: string;
  readonly onActivate: (index: number) => void;
  readonly onChange: (content: Written) => void;
}) {
  const { content, active, recipients, panelId, onActivate, onChange } = props;
  const { versions } = content;
  const say = useTexts('campaign');
  const format = useFormat();
  const tabs = useId();
  const last = versions.length - 1;
  const add = () => {
    onChange(withAnotherVersion(content));
    onActivate(versions.length);
  };
  if (last === 0) {
    return (
      <Tooltip label={say('version.compareText')} multiline w={240}>
        <Button
          variant="subtle"
          size="xs"
          className="versions-start"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={add}
        >
          {say('version.compare')}
        </Button>
      </Tooltip>
    );
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const to = { ArrowLeft: active - 1, ArrowRight: active + 1, Home: 0, End: last }[event.key];
    if (to === undefined || to < 0 || to > last) return;
    event.preventDefault();
    onActivate(to);
    event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]').item(to).focus();
  };
  const share = partOf(versions, active);
  const people = recipients === null ? null : Math.round(recipients * share);
  return (
    <div className="versions">
      <div className="versions-row">
        <div className="versions-tabs" role="tablist" aria-label={say('version.label')} onKeyDown={onKeyDown}>
          {versions.map((_, index) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a version is its place
              key={index}
              type="button"
              role="tab"
              id={`${tabs}-${index}`}
              className="version-tab"
              aria-selected={index === active}
              aria-controls={panelId}
              tabIndex={index === active ? 0 : -1}
              onClick={() => onActivate(index)}
            >
              {say('version.name', { letter: letterOf(index) })}
              <span className="version-share num">{format.percent(partOf(versions, index))}</span>
            </button>
          ))}
        </div>
        {versions.length < mostVersions && (
          <Button variant="subtle" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
            {say('version.another')}
          </Button>
        )}
        <Tooltip label={say('version.remove', { letter: letterOf(active) })}>
          <ActionIcon
            aria-label={say('version.remove', { letter: letterOf(active) })}
            onClick={() => {
              onChange(withoutVersion(content, active));
              onActivate(Math.max(0, active - 1));
            }}
          >
            <IconTrash size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className="versions-share">
        <Slider
          className="versions-slider"
          thumbLabel={say('version.share', { letter: letterOf(active) })}
          min={1}
          max={100 - last}
          step={1}
          label={null}
          value={Math.round(share * 100)}
          onChange={(percent) => onChange(withShare(content, active, percent))}
        />
        <span className="versions-people num">
          {people === null
            ? say('version.percent', { share: format.percent(share) })
            : say('version.people', { share: format.percent(share), count: people })}
        </span>
      </div>
    </div>
  );
}

/** Of the whole, from 0 to 1: a plan may say 2 to 1. */
const partOf = (versions: Written['versions'], index: number): number =>
  (versions[index]?.share ?? 0) / versions.reduce((sum, { share }) => sum + share, 0);
