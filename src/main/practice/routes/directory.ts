import { notFound, refusal } from '../answer.ts';
import type { Route } from '../ask.ts';
import { wrongBody } from '../body.ts';
import {
  fieldColumns,
  namedColumns,
  personColumns,
  quickReplyColumns,
  serviceColumns,
  templateColumns,
} from '../columns.ts';
import { isText, textAt } from '../json.ts';
import { answerList, createdAnswer, oneAnswer } from '../listing.ts';
import type { Named, Person, QuickReply, Template } from '../things.ts';
import { fieldView, personView, serviceView, templateView, userView } from '../views.ts';

export const listServices: Route = (ask) =>
  answerList(ask, {
    columns: serviceColumns,
    models: ['bot', 'defaultDepartment'],
    candidates: () => ask.account.services(),
    view: (service) => serviceView(service, ask.account, ask.dialect),
  });

export const getService: Route = (ask) => {
  const service = ask.account.service(ask.id);
  return service ? oneAnswer(ask, 200, serviceView(service, ask.account, ask.dialect)) : notFound('Service');
};

export const listFields: Route = (ask) =>
  answerList(ask, {
    columns: fieldColumns,
    models: [],
    candidates: () => ask.account.fields(),
    view: (field) => fieldView(field) ?? {},
  });

export const createField: Route = (ask) => {
  const shape = { name: isText, type: isText, allowed: isText };
  const problem = wrongBody(ask.body, shape, ['name']);
  if (problem !== null) return refusal(400, problem);
  const { id } = ask.account.next('field');
  const field = { id, name: textAt(ask.body, 'name') ?? '', type: textAt(ask.body, 'type') ?? 'text' };
  ask.account.commit(ask.at, [{ kind: 'fieldCreated', field }]);
  return createdAnswer(ask, fieldView(field));
};

export const listDepartments: Route = (ask) =>
  answerList<Named>(ask, {
    columns: namedColumns,
    models: [],
    candidates: () => ask.account.departments,
    view: ({ id, name }) => ({ id, name, archivedAt: null }),
  });

export const listPeople: Route = (ask) =>
  answerList<Person>(ask, {
    columns: personColumns,
    models: ['organizations'],
    candidates: () => ask.account.persons,
    view: ({ id }, include) => personView(ask.account, id, include) ?? {},
  });

export const listOrganisations: Route = (ask) =>
  answerList<Named>(ask, {
    columns: namedColumns,
    models: [],
    candidates: () => ask.account.organisations,
    view: ({ id, name }) => ({ id, name }),
  });

export const listUsers: Route = (ask) =>
  answerList<Named>(ask, {
    columns: namedColumns,
    models: ['departments', 'roles'],
    candidates: () => ask.account.users,
    view: ({ id }) => {
      const user = ask.account.users.find((one) => one.id === id);
      return user ? userView(user, ask.account) : {};
    },
  });

/** Who the token belongs to. Secrets stand in the real answer too, and are nobody's business. */
export const getMe: Route = (ask) => {
  const { account } = ask;
  const [user] = account.users;
  if (!user) return notFound('User');
  const departments = account.departments.filter(({ id }) => user.departmentIds.includes(id));
  return oneAnswer(ask, 200, {
    ...userView(user, account),
    departments,
    roles: [{ id: 'admin', name: 'Administrador', isAdmin: user.isAdmin }],
    internalChatToken: 'never-show-this-internal-chat-token',
    otpSecretKey: 'never-show-this-otp-secret',
  });
};

/** A QR connection has no templates. */
export const listTemplates: Route = (ask) =>
  answerList<Template>(ask, {
    columns: templateColumns,
    models: [],
    candidates: () => ask.account.templates,
    view: (template) => templateView(template, ask.account),
  });

export const listQuickReplies: Route = (ask) =>
  answerList<QuickReply>(ask, {
    columns: quickReplyColumns,
    models: ['departments'],
    candidates: () => ask.account.quickReplies,
    view: ({ id, text }) => ({ id, text, departments: [], archivedAt: null }),
  });
