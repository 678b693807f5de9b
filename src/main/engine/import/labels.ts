import type { Answer } from '#main/digisac/digisac.ts';
import type { RequestKind } from '#main/store/requests.ts';
import { variableKey } from '#shared/mapping/key.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result, unreachable } from '#shared/result.ts';
import { valueOrEnd } from '../account/session.ts';
import { blocked, type StageEnd, stopped } from '../work.ts';
import { type CreationDeps, type CreationOptions, withIntent } from './requests.ts';

/** Who asks for a label; null: nobody's import. */
type LabelOptions = Pick<CreationOptions, 'accountId' | 'session' | 'signal'> & { readonly importId: number | null };

interface Named {
  readonly id: string;
  readonly name: string;
}

/** How often a name is looked for again after the answer of its making was lost. */
const mostTries = 4;

/** Tags and custom fields are the same kind of thing: found by name, made where the account has none of that name. */
interface LabelKind {
  readonly request: RequestKind;
  readonly list: (signal: AbortSignal) => Answer<readonly Named[]>;
  readonly make: (name: string) => Answer<Named>;
  readonly refused: (name: string, detail: string) => Problem;
}

/**
 * The ids of names on the account. Each name is looked for before it is made, and again when an answer was lost: two
 * of one name would be worse than none. Names are the same when their `variableKey` is.
 */
function createLabels(deps: CreationDeps, options: LabelOptions, kind: LabelKind) {
  const { accountId, importId, session, signal } = options;
  let known: Map<string, Named> | null = null;

  async function read(): Promise<Result<Map<string, Named>, StageEnd>> {
    const listed = valueOrEnd(await session.read(kind.list, signal));
    if (!listed.ok) return listed;
    // Of several with one name, the first one stays.
    return ok(new Map([...listed.value].reverse().map((label) => [variableKey(label.name), label])));
  }

  return {
    /** How the account calls the label of this id, as far as it was listed. */
    nameOf: (id: string): string => [...(known?.values() ?? [])].find((label) => label.id === id)?.name ?? '',

    /** The label of this name, made where it is missing. A refusal blocks: a person has to choose another name. */
    async ensure(name: string): Promise<Result<Named, StageEnd>> {
      for (let tries = 0; tries < mostTries; tries += 1) {
        if (known === null) {
          const listed = await read();
          if (!listed.ok) return listed;
          known = listed.value;
        }
        const found = known.get(variableKey(name));
        if (found) return ok(found);
        if (!(await session.ready(signal))) return err(stopped);
        const made = await withIntent(deps, {
          accountId,
          importId,
          kind: kind.request,
          subject: null,
          send: () => session.write(() => kind.make(name)),
          after: () => undefined,
        });
        if (made.ok) {
          known.set(variableKey(name), made.value);
          return ok(made.value);
        }
        const failure = made.error;
        switch (failure.kind) {
          case 'unusable':
            return err(blocked(failure.problem));
          case 'rejected':
          case 'serviceDown':
            return err(blocked(kind.refused(name, 'detail' in failure.problem ? failure.problem.detail : '')));
          case 'away':
          case 'slowDown':
            tries -= 1;
            break;
          case 'trouble':
          case 'unexpected':
            // It may be there now: look again.
            known = null;
            break;
          default:
            unreachable(failure.kind);
        }
      }
      return err(blocked(kind.refused(name, '')));
    },
  };
}

export type Labels = ReturnType<typeof createLabels>;

export const createTagLabels = (deps: CreationDeps, options: LabelOptions): Labels =>
  createLabels(deps, options, {
    request: 'createTag',
    list: async (signal) => {
      const tags = await options.session.digisac.tags(signal);
      return tags.ok ? ok(tags.value.map(({ id, label }) => ({ id, name: label }))) : tags;
    },
    make: async (name) => {
      const made = await options.session.digisac.createTag(name);
      return made.ok ? ok({ id: made.value.id, name: made.value.label }) : made;
    },
    refused: (tag, detail) => ({ kind: 'tagRefused', tag, detail }),
  });

export const createFieldLabels = (deps: CreationDeps, options: LabelOptions): Labels =>
  createLabels(deps, options, {
    request: 'createField',
    list: (signal) => options.session.digisac.customFields(signal),
    make: (name) => options.session.digisac.createCustomField(name),
    refused: (field, detail) => ({ kind: 'fieldRefused', field, detail }),
  });
