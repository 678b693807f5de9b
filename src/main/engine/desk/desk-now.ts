import type { NamedRef } from '#main/digisac/ticket.ts';
import type { Clock } from '#shared/clock.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import type { DeskNow } from '#shared/rpc/desk.ts';
import type { Session } from '../account/session.ts';

export const named = ({ id, name }: NamedRef): { id: string; name: string } => ({ id, name: name ?? id });

/** Who is at work, and what waits. What one question is not answered, the others may be. */
export async function deskNow({ clock }: { readonly clock: Clock }, session: Session): Promise<DeskNow> {
  const problems: Problem[] = [];
  const orNull = async <T>(asked: Promise<T>): Promise<T | null> => {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(error.problem);
      return null;
    }
  };
  const [desk, people, departments] = await Promise.all([
    orNull(session.askOnce(() => session.digisac.nowResume())),
    orNull(session.askOnce(() => session.digisac.attendanceResume())),
    orNull(session.askOnce(() => session.digisac.departmentsResume())),
  ]);
  return {
    at: clock.now(),
    desk: desk && figuresOf(desk),
    people:
      people?.map(({ user, isOnline, open, departments: places }) => ({
        user: named(user),
        isOnline,
        open,
        departments: places?.map((place) => named(place).name) ?? null,
      })) ?? null,
    departments: departments?.map((one) => ({ department: named(one.department), ...figuresOf(one) })) ?? null,
    problem: problems[0] ?? null,
  };
}

const figuresOf = ({ open, waiting, attended, usersOnline }: NonNullable<DeskNow['desk']>) => ({
  open,
  waiting,
  attended,
  usersOnline,
});
