// The last page: what the course asks for and what is still missing, the statement to print, the way out.
(function (cp) {
  'use strict';
  const { h } = cp;
  const KEYS = { parts: 'needParts', lessons: 'needLessons', testsAttempted: 'needTests', testsPassed: 'needTestsPassed', score: 'needScore' };

  function missing({ rules }, conditions) {
    const unmet = (kind) => conditions.some((condition) => condition.kind.startsWith(kind) && !condition.met);
    const list = new Set(unmet('lessons') ? rules.toDo() : []);
    if (unmet('tests') || unmet('score')) {
      for (const lesson of rules.tests) {
        const test = rules.test(lesson);
        if (!test.attempted || (test.open && !test.passed)) list.add(lesson);
      }
    }
    return [...list];
  }

  function print() {
    const { classList } = document.documentElement;
    classList.add('cp-alone');
    window.addEventListener('afterprint', () => classList.remove('cp-alone'), { once: true });
    window.print();
  }

  cp.mountEnd = function (p, page) {
    const { course, words } = p;
    for (const box of page.article.querySelectorAll('[data-end]')) {
      const conditions = p.rules.conditions();
      const { parts } = p.info;
      if (parts) {
        // This one is done with the first save.
        const value = Object.keys({ ...parts, ...(conditions.every((condition) => condition.met) && { [course.sco.id]: 1 }) }).length;
        conditions.unshift({ kind: 'parts', value, total: course.sco.count, met: value >= course.sco.count });
      }
      const done = conditions.every((condition) => condition.met);
      box.append(...p.make('end', {
        logo: cp.picture(p, 'logo'),
        conditions: conditions.map(({ kind, met, mark, value, total }) => p.make('condition', {
          kind: met ? 'cp-ok' : 'cp-bad', icon: met ? '#i-check' : '#i-close', met: met ? 'requirementMet' : 'requirementMissing',
          key: KEYS[kind], n: value, total, mark: words.percent(mark), value: words.percent(value),
        })),
        verdict: done ? 'allMet' : 'notAllMet',
        missing: done ? [] : missing(p, conditions).map((lesson) => h('li', {}, p.lock(lesson) ? p.label(lesson) : h('a', { href: '#/' + lesson.id }, p.label(lesson)))),
        done,
        name: p.name.full || p.t('statementNoName'),
        title: words.text(course.title),
        facts: [words.date(new Date()), cp.minutes(p, course.minutes)].filter(Boolean).join(' · '),
        outcomes: cp.outcomes(p),
        print,
        notes: cp.notes(p)[0] && cp.notesButton(p),
        exit: p.lms && p.leave,
      }).children);
    }
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
