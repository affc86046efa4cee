// The list of contents with what is done, the To do list, and the course's home page.
(function (cp) {
  'use strict';
  const { h } = cp;

  // `Last, First` is what most LMSs send; without a comma the name is shown as it is.
  cp.personName = function (name) {
    const parts = String(name || '').split(',').map((part) => part.trim()).filter(Boolean);
    const first = parts.length === 2 ? parts[1] : parts.join(', ');
    return { first, full: parts.length === 2 ? first + ' ' + parts[0] : first };
  };

  const progress = ({ done, total }) => ({ n: done, total, max: total || 1 });
  cp.progressBar = (p) => p.make('progress', progress(p.rules.progress()));

  // What there is of the parts, with dots between.
  const dotted = (...parts) => parts.filter(Boolean).join(' · ');
  cp.minutes = (p, minutes) => [[Math.floor(minutes / 60), 'hours'], [minutes % 60, 'minutes']].map(([n, key]) => (n ? p.t(key, { n }) : '')).filter(Boolean).join(' ');
  cp.outcomes = (p) => (p.course.outcomes || []).map((outcome) => h('li', {}, p.words.text(outcome.text)));
  // A picture of the course.
  cp.picture = ({ course, words }, name) => course[name] && h('img.cp-' + name, { src: course[name].src, alt: words.text(course[name].alt) });

  // The learner's options of display are attributes of the page, which the style sheets know.
  cp.dress = (p) => Object.assign(document.documentElement.dataset, p.device.get('look'));

  // One line of the contents: a link, or plain text with the reason while it is locked.
  function line(p, lesson) {
    const parts = { number: lesson.number, title: p.words.text(lesson.title), meta: dotted(p.t('type.' + lesson.type), cp.minutes(p, lesson.minutes)) };
    const item = p.make('line', parts);
    const { link } = parts;
    let shown = '';
    item.update = (current) => {
      const lock = p.lock(lesson);
      const state = lock ? 'locked' : p.rules.isComplete(lesson.id) ? 'completed' : p.state.viewed.has(lesson.id) ? 'opened' : 'notStarted';
      if (shown !== state) {
        link.dataset.state = shown = state;
        parts.icon.setAttribute('href', '#i-' + state);
        parts.state.textContent = p.t(state);
        if (lock) link.removeAttribute('href');
        else link.href = '#/' + lesson.id;
      }
      const note = lock ? p.lockReason(lesson) : p.rules.isSkipped(lesson.id) ? p.t('skipped') : '';
      if (parts.note.textContent !== note) parts.note.textContent = note;
      link.ariaCurrent = current === lesson.id ? 'page' : null;
    };
    return item;
  }

  // All lessons under their modules, nested as the course is. `update(current)` refreshes marks, locks and counts.
  cp.contentsTree = function (p, open) {
    const { course, rules } = p;
    const updates = [];
    let current = '';
    const linesOf = (lessons) => lessons.map((lesson) => line(p, lesson));
    const refresh = (lines) => lines.forEach((item) => item.update(current));
    const below = (parent) => course.modules.filter((module) => (rules.modules.has(module.parent) ? module.parent : '') === parent).map((module) => {
      const parts = { title: p.words.text(module.title) };
      const box = p.make('branch', parts);
      const own = course.lessons.filter((lesson) => lesson.module === module.id);
      let lines = [];
      let here = false;
      let opened = false;
      parts.lines.remove();
      box.append(...below(module.id));
      box.open = open || course.modules.length === 1;
      // There are lines only while they are seen, since a course may have thousands. Their list goes with them: a closed
      // one would keep the layout of its lines, and so them.
      const fill = () => {
        if (own[0] && box.open !== !!lines[0]) {
          parts.lines.replaceChildren(...lines = box.open ? linesOf(own) : []);
          if (lines[0]) box.firstElementChild.after(parts.lines);
          else parts.lines.remove();
        }
        refresh(lines);
      };
      box.ontoggle = fill;
      updates.push(() => {
        const { done, total } = rules.moduleProgress(module.id);
        parts.count.textContent = p.t('countOf', { n: done, total });
        // Opens when the learner comes in, and closes behind them if it was closed before.
        if (here !== (here = rules.lessonsIn(module.id).some((lesson) => lesson.id === current)) && (here ? !box.open : opened)) box.open = opened = here;
        fill();
      });
      return box;
    });
    const loose = linesOf(course.lessons.filter((lesson) => !rules.modules.has(lesson.module)));
    const tree = h('div.cp-tree', {}, ...(loose[0] ? [h('ol.cp-lines', {}, loose)] : []), below(''));
    updates.push(() => refresh(loose));
    tree.update = (id) => {
      current = id;
      updates.forEach((update) => update());
    };
    return tree;
  };

  // A list of lessons as it is now.
  const linesOf = cp.linesOf = (p, lessons) => lessons.map((lesson) => {
    const item = line(p, lesson);
    item.update();
    return item;
  });

  // Views by their names in the address, which more.js has; each gives {article} and what a lesson's page may have besides.
  cp.views = {};

  function card(p, module) {
    const inside = p.rules.lessonsIn(module.id);
    const count = progress(p.rules.moduleProgress(module.id));
    const free = (lesson) => !p.lock(lesson);
    const next = inside.find((lesson) => !p.rules.isComplete(lesson.id) && free(lesson)) || inside.find(free);
    const started = inside.some((lesson) => p.state.viewed.has(lesson.id) || p.rules.isComplete(lesson.id));
    const done = count.n && count.n === count.total;
    return p.make('card', {
      ...count,
      kind: 'cp-card' + (done ? ' cp-done' : ''),
      done: done && p.t('completed') + ' · ',
      facts: dotted(p.t('lessons', { n: inside.length }), cp.minutes(p, module.minutes)),
      title: p.words.text(module.title),
      text: p.words.text(module.description),
      href: next && '#/' + next.id,
      look: 'cp-btn' + (started && !done ? ' cp-btn-main' : ''),
      key: next && (done ? 'review' : started ? 'continue' : 'start'),
      print: next && '#/-print/' + module.id,
      locked: !next && inside[0] && p.lockReason(inside[0]),
    });
  }

  cp.homeView = function (p) {
    const { course, words, rules } = p;
    const left = rules.lessons.get(p.resumeAt || p.state.bookmark);
    const bookmark = left && !p.lock(left) && left;
    const first = course.lessons.find((lesson) => !p.lock(lesson));
    const href = (lesson) => lesson && '#/' + lesson.id;
    const tops = course.modules.filter((module) => !rules.modules.has(module.parent));
    const authors = course.authors || [];
    const tree = !tops[0] && cp.contentsTree(p, true);
    if (tree) tree.update();
    return p.make('home', {
      ...progress(rules.progress()),
      cover: course.cover?.src,
      coverAlt: words.text(course.cover?.alt),
      by: (authors.find((author) => author.role === 'publisher') || { name: authors.map((author) => author.name).join(', ') }).name,
      title: words.text(course.sco.count > 1 ? course.sco.title : course.title),
      course: course.sco.count > 1 && words.text(course.title),
      lead: words.text(course.description),
      facts: dotted(tops[1] && p.t('modules', { n: tops.length }), p.t('lessons', { n: course.lessons.length }), cp.minutes(p, course.minutes)),
      resume: href(bookmark),
      hello: p.name.first ? 'resumeHello' : 'resumeTitle',
      name: p.name.first,
      lesson: bookmark && p.label(bookmark),
      again: first !== bookmark && href(first),
      begin: !bookmark && href(first),
      tree,
      cards: tops.map((module) => card(p, module)),
      outcomes: cp.outcomes(p),
    });
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
