import { Button, Modal, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { queries } from '../../rpc/queries.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import './DuplicateDialog.css';

/** Asks to whom a campaign goes once more, and opens the composer with what it said. */
export function DuplicateDialog(props: {
  readonly campaign: Pick<JobSnapshot, 'name' | 'campaignId' | 'importId'>;
  readonly onClose: () => void;
}) {
  const { campaign, onClose } = props;
  const say = useTexts('common');
  const format = useFormat();
  const [, navigate] = useLocation();
  const [importId, setImportId] = useState(campaign.importId);
  const imports = (useQuery(queries.jobs()).data ?? []).filter(
    ({ kind, status, counts }) => kind === 'import' && status === 'done' && (counts['ready'] ?? 0) > 0,
  );
  const choices = imports.map((job) => ({
    value: String(job.importId),
    label: say('duplicate.choice', { name: job.name, count: job.counts['ready'] ?? 0, day: format.day(job.createdAt) }),
  }));
  const isKnown = imports.some((job) => job.importId === campaign.importId);
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('duplicate.title', { name: campaign.name })}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <div className="duplicate">
        <p className="duplicate-text">{say('duplicate.text')}</p>
        <NativeSelect
          label={say('duplicate.to')}
          value={String(importId)}
          data={isKnown ? choices : [{ value: String(campaign.importId), label: say('duplicate.same') }, ...choices]}
          onChange={(event) => setImportId(Number(event.currentTarget.value))}
        />
        <div className="duplicate-end">
          <Button variant="default" onClick={onClose}>
            {say('confirm.back')}
          </Button>
          <Button data-autofocus onClick={() => navigate(`/campanha/nova/${importId}/de/${campaign.campaignId}`)}>
            {say('duplicate.action')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
