// The list of contents with what is done, the To do list, and the course's home page.
(function (cp) {
  'use strict';
  const { h } = cp;

  // `Last, First` is what most LMSs send; without a comma the name is shown as it is.
  cp.personName = function (name) {
    const parts = String(name || '').split(',').map((part) => part.trim()).filter(Boolean);
    return parts.length === 2 ? { first: parts[1], full: parts[1] + ' ' + parts[0] } : { first: parts.join(', '), full: parts.join(', ') };
  };

  cp.progressBar = (p, { done, total }, key) => h('div.cp-progress', {},
    h('progress', { max: total || 1, value: done, 'aria-hidden': 'true' }), h('span', {}, p.t(key || 'lessonsDone', { n: done, total })));

  cp.minutes = (p, minutes) => {
    if (!minutes) return '';
    const hours = Math.floor(minutes / 60);
    return [hours && p.t('hours', { n: hours }), minutes % 60 && p.t('minutes', { n: minutes % 60 })].filter(Boolean).join(' ');
  };

  // One line of the contents: a link, or plain text with the reason while it is locked.
  function line(p, lesson) {
    const title = p.words.text(lesson.title);
    const mark = h('span.cp-mark', {});
    const link = h('a.cp-line', {}, mark,
      h('span.cp-line-text', {}, lesson.number ? [h('span.cp-number', {}, lesson.number), ' '] : '', title),
      h('span.cp-line-meta', {}, p.t('type.' + lesson.type) + (lesson.minutes ? ' · ' + cp.minutes(p, lesson.minutes) : '')));
    const note = h('span.cp-line-note', {});
    link.append(note);
    const item = h('li', {}, link);
    let shown = '';
    item.update = (current) => {
      const lock = p.lock(lesson);
      const done = p.rules.isComplete(lesson.id);
      const state = lock ? 'locked' : done ? 'completed' : p.state.viewed.has(lesson.id) ? 'opened' : 'notStarted';
      if (shown !== state) {
        shown = state;
        link.dataset.state = state;
        mark.replaceChildren(...(done ? [cp.icon('check')] : lock ? [cp.icon('lock')] : []), h('span.cp-sr', {}, p.t(state)));
      }
      note.textContent = lock ? p.lockReason(lesson) : p.rules.isSkipped(lesson.id) ? p.t('skipped') : '';
      if (lock) link.removeAttribute('href'); else link.setAttribute('href', '#/' + lesson.id);
      if (current === lesson.id) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
    };
    return item;
  }

  // All lessons under their modules, nested as the course is. `update(current)` refreshes marks, locks and counts.
  cp.contentsTree = function (p, open) {
    const { course } = p;
    const updates = [];
    const linesOf = (id) => {
      const items = course.lessons.filter((lesson) => (lesson.module || '') === id).map((lesson) => line(p, lesson));
      updates.push(...items.map((item) => item.update));
      return items.length ? h('ol.cp-lines', {}, items) : '';
    };
    const branch = (module) => {
      const count = h('span.cp-count', {});
      const box = h('details.cp-module', {}, h('summary', {}, h('span', {}, p.words.text(module.title)), count), linesOf(module.id), below(module.id));
      updates.push((current) => {
        const { done, total } = p.rules.moduleProgress(module.id);
        count.textContent = p.t('countOf', { n: done, total });
        if (current && p.rules.lessonsIn(module.id).some((lesson) => lesson.id === current)) box.open = true;
      });
      box.open = open || course.modules.length === 1;
      return box;
    };
    const below = (parent) => course.modules.filter((module) => (module.parent && p.rules.modules.has(module.parent) ? module.parent : '') === parent).map(branch);
    const loose = course.lessons.filter((lesson) => !p.rules.modules.has(lesson.module)).map((lesson) => line(p, lesson));
    updates.push(...loose.map((item) => item.update));
    const tree = h('div.cp-tree', {}, loose.length ? h('ol.cp-lines', {}, loose) : '', below(''));
    tree.update = (current) => updates.forEach((update) => update(current));
    return tree;
  };

  cp.toDoView = function (p) {
    const missing = p.rules.toDo();
    const items = missing.map((lesson) => line(p, lesson));
    items.forEach((item) => item.update());
    return h('article.cp-lesson', {}, h('header.cp-lesson-head', {}, h('h1', {}, p.t('toDo'))),
      h('p', {}, missing.length ? p.t('toDoCount', { n: missing.length }) : p.t('toDoNone')), h('ol.cp-lines', {}, items));
  };

  function card(p, module) {
    const inside = p.rules.lessonsIn(module.id);
    const progress = p.rules.moduleProgress(module.id);
    const next = inside.find((lesson) => !p.rules.isComplete(lesson.id) && !p.lock(lesson)) || inside.find((lesson) => !p.lock(lesson));
    const started = inside.some((lesson) => p.state.viewed.has(lesson.id) || p.rules.isComplete(lesson.id));
    const done = progress.total > 0 && progress.done === progress.total;
    const key = done ? 'review' : started ? 'continue' : 'start';
    const id = 'cp-card-' + module.id;
    return h('li', { class: 'cp-card' + (done ? ' cp-done' : '') },
      h('p.cp-card-meta', {}, done && [cp.icon('check'), ' ', p.t('completed'), ' · '], [p.t('lessons', { n: inside.length }), cp.minutes(p, module.minutes)].filter(Boolean).join(' · ')),
      h('h3', { id }, p.words.text(module.title)),
      module.description && h('p.cp-card-text', {}, p.words.text(module.description)),
      cp.progressBar(p, progress),
      next ? h('a', { class: 'cp-btn ' + (started && !done ? 'cp-btn-main' : ''), href: '#/' + next.id, id: id + '-go', 'aria-labelledby': id + '-go ' + id }, p.t(key))
        : h('p.cp-locked', {}, cp.icon('lock'), inside.length ? p.lockReason(inside[0]) : ''));
  }

  cp.homeView = function (p) {
    const { course, words, rules } = p;
    const bookmark = rules.lessons.get(p.resumeAt || p.state.bookmark);
    const first = course.lessons.find((lesson) => !p.lock(lesson));
    const tops = course.modules.filter((module) => !rules.modules.has(module.parent));
    const facts = [tops.length > 1 && p.t('modules', { n: tops.length }), p.t('lessons', { n: course.lessons.length }), cp.minutes(p, course.minutes)].filter(Boolean).join(' · ');
    const publisher = (course.authors || []).filter((author) => author.role === 'publisher')[0];
    const by = publisher ? publisher.name : (course.authors || []).map((author) => author.name).join(', ');
    const resume = bookmark && !p.lock(bookmark)
      ? h('section.cp-resume', { 'aria-labelledby': 'cp-resume' },
        h('h2', { id: 'cp-resume' }, p.name.first ? p.t('resumeHello', { name: p.name.first }) : p.t('resumeTitle')),
        h('p', {}, p.t('resumeAt', { lesson: p.label(bookmark) })),
        h('p.cp-actions', {}, h('a.cp-btn.cp-btn-main', { href: '#/' + bookmark.id }, p.t('resumeYes')),
          first && first !== bookmark && h('a.cp-btn.cp-btn-quiet', { href: '#/' + first.id }, p.t('startOver'))))
      : first && h('p.cp-actions', {}, h('a.cp-btn.cp-btn-main.cp-btn-big', { href: '#/' + first.id }, p.t('startCourse')));
    const tree = tops.length ? null : cp.contentsTree(p, true);
    if (tree) tree.update();
    return h('article.cp-home', {},
      h('header.cp-hero', {},
        h('div.cp-hero-text', {}, by && h('p.cp-by', {}, by), h('h1', {}, words.text(course.sco.count > 1 ? course.sco.title : course.title)),
          course.sco.count > 1 && h('p.cp-by', {}, words.text(course.title)),
          course.description && h('p.cp-lead', {}, words.text(course.description)), h('p.cp-facts', {}, facts),
          cp.progressBar(p, rules.progress()), resume),
        course.cover && h('img.cp-cover', { src: course.cover.src, alt: words.text(course.cover.alt) })),
      h('section', {}, h('h2', {}, p.t('courseContents')), tree || h('ul.cp-cards', {}, tops.map((module) => card(p, module)))),
      course.outcomes && course.outcomes.length > 0 && h('section.cp-outcomes', {}, h('h2', {}, p.t('outcomes')), h('ul', {}, course.outcomes.map((outcome) => h('li', {}, words.text(outcome.text))))));
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
