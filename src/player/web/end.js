// The last page: what the course asks for and what is still missing, the statement to print, the way out.
(function (cp) {
  'use strict';
  const { h } = cp;

  function conditionLine(p, condition) {
    const { words } = p;
    const text = {
      lessons: () => p.t('needLessons', { mark: words.percent(condition.mark), value: words.percent(condition.value) }),
      testsAttempted: () => p.t('needTests', { n: condition.value, total: condition.total }),
      testsPassed: () => p.t('needTestsPassed', { n: condition.value, total: condition.total }),
      score: () => p.t('needScore', { mark: words.percent(condition.mark), value: words.percent(condition.value) }),
    }[condition.kind]();
    return h('li', { class: condition.met ? 'cp-ok' : 'cp-bad' }, cp.icon(condition.met ? 'check' : 'close'), h('span', {}, text, ' ',
      h('strong', {}, p.t(condition.met ? 'requirementMet' : 'requirementMissing'))));
  }

  function missing(p, conditions) {
    const unmet = (kind) => conditions.some((condition) => condition.kind.startsWith(kind) && !condition.met);
    const list = new Set(unmet('lessons') ? p.rules.toDo() : []);
    if (unmet('tests') || unmet('score')) {
      for (const lesson of p.rules.tests) {
        const test = p.rules.test(lesson);
        if (!test.attempted || (test.open && !test.passed)) list.add(lesson);
      }
    }
    return [...list];
  }

  function statement(p) {
    const { course, words } = p;
    const box = h('section.cp-statement', { 'aria-labelledby': 'cp-statement' },
      course.logo && h('img.cp-logo', { src: course.logo.src, alt: words.text(course.logo.alt) }),
      h('h2', { id: 'cp-statement' }, p.t('statementTitle')),
      h('p.cp-statement-name', {}, p.name.full || p.t('statementNoName')),
      h('p', {}, p.t('statementBody')), h('p.cp-statement-course', {}, words.text(course.title)),
      h('p', {}, [words.date(new Date()), cp.minutes(p, course.minutes)].filter(Boolean).join(' · ')),
      course.outcomes && course.outcomes.length > 0 && h('div', {}, h('h3', {}, p.t('outcomes')), h('ul', {}, course.outcomes.map((outcome) => h('li', {}, words.text(outcome.text))))),
      h('p.cp-note', {}, p.t('statementNote')));
    const print = () => {
      const root = document.documentElement;
      root.classList.add('cp-print-statement');
      window.addEventListener('afterprint', () => root.classList.remove('cp-print-statement'), { once: true });
      window.print();
    };
    return [box, h('p.cp-actions', {}, h('button.cp-btn', { onclick: print }, cp.icon('print'), p.t('printStatement')))];
  }

  cp.mountEnd = function (p, page) {
    for (const box of page.article.querySelectorAll('[data-end]')) {
      const conditions = p.rules.conditions();
      const done = conditions.every((condition) => condition.met);
      const todo = missing(p, conditions);
      box.append(h('section.cp-checks', {}, h('h2', {}, p.t('checklist')), h('ul.cp-conditions', {}, conditions.map((condition) => conditionLine(p, condition))),
        h('p.cp-verdict', {}, p.t(done ? 'allMet' : 'notAllMet')),
        !done && todo.length > 0 && [h('h3', {}, p.t('stillMissing')), h('ul', {}, todo.map((lesson) => h('li', {}, p.lock(lesson) ? p.label(lesson) : h('a', { href: '#/' + lesson.id }, p.label(lesson)))))]));
      if (done) box.append(...statement(p));
      box.append(h('p.cp-actions', {}, cp.notes(p).length > 0 && cp.notesButton(p),
        p.lms && h('button.cp-btn.cp-btn-main', { onclick: () => p.leave() }, cp.icon('exit'), p.t('saveExit'))));
    }
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
