// The worst state that the builder promised, played with the real codec: everything completed and answered in full.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { ok, test } from './lib/check.mjs';
import { loadPlayer } from './lib/load.mjs';

const cp = loadPlayer();

function dataOf(folder, page) {
  const name = page === 'index.html' ? 'course.js' : page.replace(/\.html$/, '.js');
  const world = { window: {} };
  vm.runInNewContext(fs.readFileSync(path.join(folder, name), 'utf8'), world);
  return world.window.coursepack.course;
}

export function budget(world) {
  test('budget: no state is longer than the builder promised', () => {
    const pages = fs.readdirSync(world.folder).filter((name) => /^(index|sco_.*)\.html$/.test(name));
    for (const page of pages) {
      const course = dataOf(world.folder, page);
      const state = cp.emptyState();
      const lessons = course.lessons.map((lesson) => lesson.id);
      const questions = course.lessons.flatMap((lesson) => lesson.questions || []);
      for (const question of questions) {
        state.questions.set(question.id, { attempts: 15, result: 2, percent: 100, done: true, check: question.check, response: Array(question.bits).fill(1) });
      }
      state.bookmark = lessons.at(-1);
      state.prefs = 255;
      let longest = 0;
      // Not every worst case is the full one: a set one shorter may have wider gaps.
      for (const done of new Set([lessons.length, lessons.length - 1, Math.ceil(lessons.length / 2)])) {
        state.completed = new Set(lessons.slice(0, done));
        longest = Math.max(longest, cp.encodeState(state, course.state).length);
      }
      ok(longest <= course.state.worst, `${page}: ${longest} characters, ${course.state.worst} promised`);
      ok(course.state.worst <= course.state.limit, `${page}: ${course.state.worst} of ${course.state.limit}`);
      // A promise far above what can be reached would refuse courses for nothing.
      ok(course.state.worst <= longest * 1.25 + 20, `${page}: ${course.state.worst} promised for ${longest}`);
      const back = cp.decodeState(cp.encodeState(state, course.state), { lessons, questions });
      ok(back && back.state.questions.size === questions.length, `${page}: not read back`);
    }
  });
}
