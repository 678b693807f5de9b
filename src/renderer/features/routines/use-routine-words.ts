import type { Schedule } from '#shared/routine/schedule.ts';
import type { RoutineSource } from '#shared/rpc/routines.ts';
import { useLanguage, useTexts } from '../../texts/use-texts.ts';
import { usePaceWords } from '../../ui/pace/use-pace-words.ts';
import { toTime } from '../../ui/pace/wall-clock.ts';

/** When a routine is due and from where its people come, as people say it. */
export function useRoutineWords(): {
  readonly schedule: (schedule: Schedule) => string;
  readonly source: (source: RoutineSource) => string;
} {
  const say = useTexts('routines');
  const language = useLanguage();
  const { weekday } = usePaceWords();
  return {
    schedule: (schedule) => {
      const time = toTime(schedule.minute);
      switch (schedule.every) {
        case 'week': {
          if (schedule.days.length === 7) return say('when.daily', { time });
          const days = new Intl.ListFormat(language).format(schedule.days.map((day) => weekday(day, 'long')));
          return say('when.weekly', { days, time });
        }
        case 'days':
          return say('when.days', { count: schedule.count, time });
        case 'month':
          return say('when.monthly', { day: schedule.day, time });
      }
    },
    source: (source) => {
      if (source.kind === 'same') return say('source.same');
      if (source.kind === 'audience') return say('source.audience', { name: source.name });
      const pattern = source.pattern.trim();
      return pattern === ''
        ? say('source.folder', { folder: source.path })
        : say('source.pattern', { folder: source.path, pattern });
    },
  };
}
