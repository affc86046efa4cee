// What the course makes of the learner's record: completion, score, status, what is locked and why.
(function (cp) {
  'use strict';
  const reaches = (value, mark) => value + 1e-9 >= mark;

  // `state()` gives the current state, `seed()` what draws and shuffles depend on, `info()` gives what the LMS asks for: {mastery, threshold}, the shares of points and of lessons, or undefined.
  cp.createRules = function (course, { state, seed, info }) {
    const modules = new Map(course.modules.map((module) => [module.id, module]));
    const lessons = new Map(course.lessons.map((lesson) => [lesson.id, lesson]));
    const counted = course.lessons.filter((lesson) => lesson.counts);
    const tests = course.lessons.filter((lesson) => lesson.type === 'test');
    const rules = { modules, lessons, tests };

    rules.ancestors = function (id) {
      const chain = [];
      for (let module = modules.get(id); module && !chain.includes(module); module = modules.get(module.parent)) chain.push(module);
      return chain;
    };
    const within = (lesson, id) => rules.ancestors(lesson.module).some((module) => module.id === id);
    // Asked for at every step, and always the same.
    const inside = new Map(course.modules.map((module) => [module.id, []]));
    for (const lesson of course.lessons) for (const module of rules.ancestors(lesson.module)) inside.get(module.id).push(lesson);
    rules.lessonsIn = (id) => inside.get(id) || [];

    // The questions of a test that this learner gets: those already answered first, so that a changed pool takes nothing away.
    rules.drawn = function (lesson) {
      const pool = lesson.questions || [];
      if (!lesson.test || !lesson.test.draw || lesson.test.draw >= pool.length) return pool;
      const rank = (question) => (state().questions.has(question.id) ? 0 : 1);
      const lot = (question) => cp.hash32(seed() + '|' + lesson.id + '|' + question.id);
      const chosen = [...pool].sort((a, b) => rank(a) - rank(b) || lot(a) - lot(b)).slice(0, lesson.test.draw);
      return pool.filter((question) => chosen.includes(question));
    };

    rules.test = function (lesson) {
      const sum = { earned: 0, possible: 0, total: 0, submitted: 0, open: 0, missing: [] };
      for (const question of rules.drawn(lesson)) {
        const record = state().questions.get(question.id);
        sum.total += 1;
        if (record?.attempts) sum.submitted += 1;
        else sum.missing.push(question.id);
        if (!record?.done) sum.open += 1;
        if (cp.isJudged(question.kind)) {
          sum.possible += question.points;
          sum.earned += question.points * cp.shareOf(record, question, lesson.test);
        }
      }
      sum.share = sum.possible ? sum.earned / sum.possible : 1;
      sum.mark = lesson.test.pass ?? (course.success?.score);
      sum.attempted = sum.submitted === sum.total;
      sum.passed = sum.mark === undefined ? sum.attempted : sum.submitted > 0 && reaches(sum.share, sum.mark);
      return sum;
    };

    const skips = course.modules.some((module) => module.skipIfPassed);
    const skipped = (lesson) => skips && rules.ancestors(lesson.module).some((module) => module.skipIfPassed &&
      tests.some((test) => test !== lesson && within(test, module.id) && rules.test(test).passed));
    rules.isComplete = (id) => state().completed.has(id) || (lessons.has(id) && skipped(lessons.get(id)));
    rules.isSkipped = (id) => !state().completed.has(id) && skipped(lessons.get(id));

    const tally = (list) => ({ done: list.filter((lesson) => rules.isComplete(lesson.id)).length, total: list.length });
    rules.progress = () => tally(counted);
    rules.moduleProgress = (id) => tally(rules.lessonsIn(id).filter((lesson) => lesson.counts));
    rules.toDo = () => counted.filter((lesson) => !rules.isComplete(lesson.id));

    rules.score = function () {
      const sum = { earned: 0, possible: 0, submitted: 0, open: 0 };
      for (const lesson of tests) {
        const test = rules.test(lesson);
        for (const name of Object.keys(sum)) sum[name] += test[name];
      }
      sum.share = sum.possible ? sum.earned / sum.possible : 0;
      sum.mark = course.success && sum.possible ? info().mastery ?? course.success.score : undefined;
      return sum;
    };

    // The three conditions of the course, each with what it wants and what there is.
    rules.conditions = function () {
      const { done, total } = rules.progress();
      const score = rules.score();
      const wanted = course.completion || {};
      const lessonMark = info().threshold ?? wanted.lessons ?? 1;
      const list = [{ kind: 'lessons', mark: lessonMark, value: total ? done / total : 1, met: reaches(total ? done / total : 1, lessonMark) }];
      if (tests.length && wanted.tests !== 'none') {
        const good = tests.filter((lesson) => rules.test(lesson)[wanted.tests === 'passed' ? 'passed' : 'attempted']).length;
        list.push({ kind: wanted.tests === 'passed' ? 'testsPassed' : 'testsAttempted', value: good, total: tests.length, met: good === tests.length });
      }
      if (score.mark !== undefined) list.push({ kind: 'score', mark: score.mark, value: score.share, met: score.submitted > 0 && reaches(score.share, score.mark) });
      return list;
    };

    // What the conditions come to: completion is all of them but the score.
    rules.outcome = function () {
      const conditions = rules.conditions();
      const scored = conditions.find((condition) => condition.kind === 'score');
      return {
        complete: conditions.every((condition) => condition === scored || condition.met),
        scored: !!scored,
        success: scored && (scored.met ? 'passed' : rules.score().open ? '' : 'failed'),
        lessons: conditions[0],
        passed: tests.some((lesson) => rules.test(lesson).passed),
      };
    };

    const met = (id) => (modules.has(id) ? rules.toDoIn(id).length === 0 : !lessons.has(id) || rules.isComplete(id));
    rules.toDoIn = (id) => rules.lessonsIn(id).filter((lesson) => lesson.counts && !rules.isComplete(lesson.id));

    // The id of the lesson or module that must come first, or ''.
    rules.lockedBy = function (lesson) {
      const chain = rules.ancestors(lesson.module);
      const needs = [...(lesson.requires || []), ...chain.flatMap((module) => module.requires || [])];
      const first = needs.find((id) => !met(id) && !chain.some((module) => module.id === id));
      if (first || course.sequence !== 'linear') return first || '';
      const next = counted.find((other) => !rules.isComplete(other.id));
      return next && course.lessons.indexOf(next) < course.lessons.indexOf(lesson) ? next.id : '';
    };
    return rules;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
