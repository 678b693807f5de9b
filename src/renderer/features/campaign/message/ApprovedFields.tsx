import { Badge, Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { ApprovedTemplate } from '#shared/rpc/messages.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { type Approved, approvedFrom, withNth } from './content-edit.ts';
import { VariableField } from './VariableField.tsx';
import './ApprovedFields.css';

/** Which approved template, and what stands in each of its gaps. */
export function ApprovedFields(props: {
  readonly content: Approved;
  readonly templates: readonly ApprovedTemplate[];
  readonly variables: readonly string[];
  readonly onChange: (content: Approved) => void;
}) {
  const { content, templates, variables, onChange } = props;
  const say = useTexts('campaign');
  const [isChanging, setChanging] = useState(false);
  const chosen = templates.find(({ hsmId }) => hsmId === content.hsmId);
  if (content.hsmId === '' || isChanging) {
    return (
      <TemplateList
        templates={templates}
        chosen={content.hsmId}
        onChoose={(template) => {
          setChanging(false);
          if (template.hsmId !== content.hsmId) onChange(approvedFrom(template));
        }}
      />
    );
  }
  const { header } = content;
  return (
    <div className="approved">
      <div className="approved-chosen">
        <div className="approved-words">
          <span className="approved-name">{content.name}</span>
          <span className="approved-about">{content.language}</span>
        </div>
        <Button variant="default" size="xs" onClick={() => setChanging(true)}>
          {say('approved.change')}
        </Button>
      </div>
      {chosen === undefined && <Notice tone="warn">{say('approved.gone')}</Notice>}
      {header !== null && (
        <VariableField
          label={say(`approved.header.${header.kind}`)}
          description={say('approved.headerText')}
          placeholder="https://"
          value={header.link}
          variables={variables}
          onChange={(link) => onChange({ ...content, header: { ...header, link } })}
        />
      )}
      {content.headerParameters.map((text, index) => (
        <VariableField
          // biome-ignore lint/suspicious/noArrayIndexKey: a placeholder is its place
          key={index}
          label={say('approved.headerParameter', { name: `{{${index + 1}}}` })}
          value={text}
          variables={variables}
          onChange={(value) =>
            onChange({ ...content, headerParameters: withNth(content.headerParameters, index, value) })
          }
        />
      ))}
      {content.parameters.map((text, index) => (
        <VariableField
          // biome-ignore lint/suspicious/noArrayIndexKey: a placeholder is its place
          key={index}
          label={say('approved.parameter', { name: `{{${chosen?.placeholders[index] ?? index + 1}}}` })}
          value={text}
          variables={variables}
          onChange={(value) => onChange({ ...content, parameters: withNth(content.parameters, index, value) })}
        />
      ))}
      {content.buttons.map(({ index, suffix }, at) => (
        <VariableField
          key={index}
          label={say('approved.button', {
            name: chosen?.buttons.find((one) => one.index === index)?.text ?? index + 1,
          })}
          description={say('approved.buttonText')}
          value={suffix}
          variables={variables}
          onChange={(value) =>
            onChange({
              ...content,
              buttons: content.buttons.map((one, nth) => (nth === at ? { ...one, suffix: value } : one)),
            })
          }
        />
      ))}
    </div>
  );
}

function TemplateList(props: {
  readonly templates: readonly ApprovedTemplate[];
  readonly chosen: string;
  readonly onChoose: (template: ApprovedTemplate) => void;
}) {
  const say = useTexts('campaign');
  const group = useId();
  return (
    <fieldset className="templates">
      <legend className="templates-label">{say('approved.choose')}</legend>
      {props.templates.map((template) => {
        const id = `${group}-${template.hsmId}`;
        return (
          <button
            key={template.hsmId}
            type="button"
            className="template"
            aria-disabled={!template.isApproved}
            aria-pressed={template.hsmId === props.chosen}
            aria-labelledby={`${id}-name`}
            aria-describedby={`${id}-body`}
            onClick={() => {
              if (template.isApproved) props.onChoose(template);
            }}
          >
            <span className="template-head">
              <span id={`${id}-name`} className="template-name">
                {template.name}
              </span>
              <span className="approved-about">{template.language}</span>
              <TemplateStatus template={template} />
            </span>
            <span id={`${id}-body`} className="template-body">
              {template.body}
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}

function TemplateStatus(props: { readonly template: ApprovedTemplate }) {
  const { isApproved, status } = props.template;
  const say = useTexts('campaign');
  if (isApproved) return <Badge color="green">{say('approved.status.approved')}</Badge>;
  const known = { PENDING: 'pending', REJECTED: 'rejected', PAUSED: 'paused', DISABLED: 'disabled' } as const;
  const name = Object.entries(known).find(([word]) => word === status.toUpperCase())?.[1];
  return <Badge color="gray">{name === undefined ? status : say(`approved.status.${name}`)}</Badge>;
}
