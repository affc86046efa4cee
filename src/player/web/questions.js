// Questions on a lesson's page: reading the answer, checking it, feedback, tries, the summary of a test.
(function (cp) {
  'use strict';
  const { h } = cp;

  // How each kind is read from the page and written back to it. `lock` is the same for all.
  function control(p, section, data) {
    const inputs = () => [...section.querySelectorAll('form input:not([type=hidden]), form select, form textarea')];
    switch (data.kind) {
      case 'matching':
        return { inputs, read: () => Object.fromEntries(inputs().map((select) => [select.dataset.source, select.value])),
          write: (response) => inputs().forEach((select) => { select.value = response[select.dataset.source] || ''; }) };
      case 'sequencing': {
        const list = section.querySelector('.cp-sequence');
        const items = () => [...list.querySelectorAll('[data-item]')];
        movable(p, section, list, items);
        return { inputs: () => [...list.querySelectorAll('button')], read: () => items().map((item) => item.dataset.item),
          write: (response) => { list.append(...response.map((letter) => items().find((item) => item.dataset.item === letter))); list.dispatchEvent(new Event('cp-order')); } };
      }
      case 'fill-in': case 'numeric': case 'long-fill-in':
        return { inputs, read: () => inputs()[0].value, write: (response) => { inputs()[0].value = response; } };
      default: {
        const single = data.kind === 'true-false';
        return { inputs, read: () => { const on = inputs().filter((input) => input.checked).map((input) => input.value); return single ? on[0] || '' : on; },
          write: (response) => inputs().forEach((input) => { input.checked = [].concat(response).includes(input.value); }) };
      }
    }
  }

  function movable(p, section, list, items) {
    const told = h('p.cp-sr', { role: 'status' });
    list.after(told);
    const name = (item) => item.querySelector('span').textContent.trim();
    const move = (item, step) => {
      const order = items();
      const to = order.indexOf(item) + step;
      if (to < 0 || to >= order.length) return;
      if (step < 0) order[to].before(item); else order[to].after(item);
      refresh();
      told.textContent = p.t('movedTo', { item: name(item), place: to + 1, total: order.length });
      section.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const button = (item, step, key, shape) => h('button.cp-move', { 'aria-label': p.t(key, { item: name(item) }), onclick: (event) => {
      if (event.currentTarget.getAttribute('aria-disabled') !== 'true') { move(item, step); event.currentTarget.focus(); }
    } }, cp.icon(shape));
    for (const item of items()) item.append(h('span.cp-moves', {}, button(item, -1, 'moveUp', 'up'), button(item, 1, 'moveDown', 'down')));
    const refresh = () => items().forEach((item, at, all) => {
      const [up, down] = item.querySelectorAll('button');
      up.setAttribute('aria-disabled', String(at === 0));
      down.setAttribute('aria-disabled', String(at === all.length - 1));
    });
    list.addEventListener('cp-order', refresh);
    refresh();
  }

  // The right answer in words, as a list of lines.
  function solution(p, section, data) {
    const wordOf = (value) => { const input = section.querySelector('input[value="' + value + '"]'); return input ? input.closest('label').textContent.trim() : value; };
    const { correct } = data;
    switch (data.kind) {
      case 'choice': return correct.map((value) => (data.options[value] || {}).text || wordOf(value));
      case 'true-false': return [wordOf(correct)];
      case 'fill-in': return [correct.join(' / ')];
      case 'numeric': return [correct.answer !== undefined ? p.words.number(correct.answer, { maximumFractionDigits: 12 })
        : [correct.min, correct.max].map((bound) => (bound === undefined ? '' : p.words.number(bound))).join(' – ')];
      case 'matching': return Object.keys(correct).map((source) => data.sources[source] + ' – ' + data.targets[correct[source]]);
      case 'sequencing': return correct.map((item, at) => p.words.number(at + 1) + '. ' + data.items[item]);
      default: return [];
    }
  }

  function mount(p, page, section, question, data, onChange) {
    const { lesson } = page;
    const test = lesson.test;
    const form = section.querySelector('form');
    if (!form) return;
    const fields = control(p, section, data);
    const text = cp.isText(data.kind);
    const answer = section.querySelector('.cp-answer');
    if (answer) answer.remove();
    const feedback = h('div.cp-feedback', { role: 'status' });
    const label = h('span', {});
    const button = h('button', { type: 'submit', class: 'cp-btn cp-btn-main' }, label);
    const tries = h('span.cp-tries', {});
    const hint = data.hint && h('details.cp-hint', {}, h('summary', {}, p.t('hint')), cp.html(data.hint, page.base));
    form.append(...[hint, h('p.cp-actions', {}, button, tries), feedback].filter(Boolean));
    form.noValidate = true;
    let since = p.visibleSeconds();
    let stale = false;

    const record = () => p.state.questions.get(question.id);
    const closed = () => p.locked() || !!(test && record() && record().done);

    function show(response) {
      const mine = record();
      const { RESULT } = cp;
      const state = !mine || !mine.attempts ? RESULT.none : mine.result;
      const closedNow = closed();
      for (const input of fields.inputs()) input.disabled = closedNow;
      button.hidden = closedNow;
      const limit = test ? test.attempts || 1 : 0;
      const left = limit ? Math.max(0, limit - (mine ? mine.attempts : 0)) : 0;
      label.textContent = p.t(data.kind === 'poll' ? 'submitPoll' : test ? (mine && mine.attempts ? 'tryAgain' : 'submit') : cp.isJudged(data.kind) ? 'check' : 'submit');
      tries.textContent = limit && !p.locked() && state !== RESULT.right && state !== RESULT.neutral ? (left ? p.t('attemptsLeft', { n: left }) : p.t('noAttempts')) : '';
      section.classList.toggle('cp-right', state === RESULT.right && !stale);
      section.classList.toggle('cp-wrong', state === RESULT.wrong && !stale);
      feedback.replaceChildren();
      if (!state || stale) return;
      const outcome = response && cp.isJudged(data.kind) ? cp.grade(data, response, page.language) : { share: 0 };
      const key = state === RESULT.right ? 'correct' : state === RESULT.neutral ? (data.kind === 'poll' ? 'pollThanks' : 'answerSaved') : outcome.share > 0 ? 'partlyCorrect' : 'incorrect';
      feedback.append(h('p.cp-verdict', {}, cp.icon(state === RESULT.wrong ? 'close' : 'check'), p.t(key),
        test && closedNow && question.points ? h('span.cp-points', {}, p.t('points', { n: question.points, earned: Math.round(100 * question.points * cp.shareOf(mine, question, test)) / 100 })) : ''));
      const chosen = data.options && response ? [].concat(response).map((value) => data.options[value]).filter((option) => option && option.feedback) : [];
      for (const option of chosen) feedback.append(h('div.cp-option-feedback', {}, chosen.length > 1 && h('strong', {}, option.text), cp.html(option.feedback, page.base)));
      const general = data.feedback && data.feedback[state === RESULT.wrong ? 'incorrect' : 'correct'];
      if (general) feedback.append(h('div', {}, cp.html(general, page.base)));
      if (state === RESULT.wrong && (closedNow || !test) && data.correct !== undefined) {
        if (answer && !test) feedback.append(answer);
        else feedback.append(h('div.cp-solution', {}, h('p', {}, p.t('rightAnswer')), h('ul', {}, solution(p, section, data).map((line) => h('li', {}, line)))));
      }
      if (data.kind === 'poll') {
        const results = section.querySelector('.cp-distribution');
        if (results) { results.hidden = false; results.open = true; feedback.after(results); }
      }
    }

    function problem(key) {
      feedback.replaceChildren(h('p.cp-error', {}, cp.icon('info'), p.t(key)));
      const first = fields.inputs()[0];
      if (first) first.focus();
    }

    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (closed()) return;
      const response = fields.read();
      if (!cp.isAnswered(data, response)) {
        problem(data.kind === 'matching' ? 'matchAll' : text ? 'writeFirst' : 'chooseFirst');
        return;
      }
      if (data.kind === 'numeric' && Number.isNaN(cp.readNumber(response, page.language))) {
        problem('numberFirst');
        return;
      }
      const outcome = cp.grade(data, response, page.language);
      const next = cp.nextRecord(record(), question, test, outcome);
      next.response = cp.packResponse(data, response);
      p.state.questions.set(question.id, next);
      if (text) p.texts.set(question.id, response);
      const seconds = p.visibleSeconds() - since;
      since = p.visibleSeconds();
      stale = false;
      p.session.record({ id: question.id, data, response, result: next.result, points: question.points, seconds, at: new Date(),
        objectives: p.course.objectives && p.course.objectives.includes(lesson.module) ? [lesson.module] : [], language: page.language });
      p.changed();
      cp.checkAuto(p, lesson);
      show(response);
      onChange();
    });
    // A changed answer is a new answer: the old verdict goes away until it is checked again.
    section.addEventListener('input', () => {
      if (closed() || stale || !record()) return;
      stale = true;
      show(null);
    });

    const mine = record();
    const kept = mine && (text ? p.texts.get(question.id) : cp.unpackResponse(data, mine.response));
    if (kept) fields.write(kept);
    const distribution = section.querySelector('.cp-distribution');
    if (distribution && !mine) distribution.hidden = true;
    show(kept || null);
  }

  function shuffle(p, lesson, nodes, name) {
    const lot = (node) => cp.hash32(p.seed() + '|' + lesson.id + '|' + name(node));
    return [...nodes].sort((a, b) => lot(a) - lot(b));
  }

  function summary(p, lesson) {
    const box = h('section.cp-summary', { 'aria-label': p.t('testSummary') });
    box.update = () => {
      const test = p.rules.test(lesson);
      const titles = [...document.querySelectorAll('.cp-questions > .cp-question')].filter((section) => test.missing.includes(section.dataset.question));
      box.replaceChildren(h('h2', {}, p.t(test.attempted ? 'yourResult' : 'testSummary')),
        h('p', {}, p.t('answeredOf', { n: test.submitted, total: test.total })),
        test.submitted && test.possible ? h('p.cp-score', {}, h('strong', {}, p.words.percent(test.share)), ' ',
          test.mark !== undefined ? p.t('passMark', { mark: p.words.percent(test.mark) }) : '') : '',
        test.attempted && test.mark !== undefined ? h('p', { class: 'cp-verdict ' + (test.passed ? 'cp-ok' : 'cp-bad') }, cp.icon(test.passed ? 'check' : 'close'),
          p.t(test.passed ? 'passed' : test.open ? 'notPassedYet' : 'notPassed')) : '',
        titles.length ? h('div', {}, h('p', {}, p.t('notAnswered')), h('ul.cp-missing', {}, titles.map((section) =>
          h('li', {}, h('a', { href: '#' + section.id }, section.querySelector('.cp-question-number').textContent))))) : '');
    };
    return box;
  }

  cp.mountQuestions = function (p, page) {
    const { article, data, lesson } = page;
    page.language = article.getAttribute('lang') || p.words.language;
    const all = data.questions || {};
    const known = new Map((lesson.questions || []).map((question) => [question.id, question]));
    const list = article.querySelector('.cp-questions');
    if (lesson.test && list) {
      const drawn = p.rules.drawn(lesson).map((question) => question.id);
      for (const section of list.querySelectorAll('.cp-question')) {
        if (!drawn.includes(section.dataset.question)) section.remove();
        else if (lesson.test.shuffle && (all[section.dataset.question] || {}).kind === 'choice') {
          const options = section.querySelector('.cp-options');
          options.append(...shuffle(p, lesson, options.children, (option) => section.dataset.question + '/' + option.querySelector('input').value));
        }
      }
      if (lesson.test.shuffle) list.append(...shuffle(p, lesson, list.querySelectorAll('.cp-question'), (section) => section.dataset.question));
    }
    if (list) {
      const sections = list.querySelectorAll('.cp-question');
      sections.forEach((section, at) => section.prepend(h('p.cp-question-number', {}, p.t('questionOf', { place: at + 1, total: sections.length }))));
    }
    const result = lesson.test && list ? summary(p, lesson) : null;
    if (result) {
      const test = p.rules.test(lesson);
      list.before(h('ul.cp-test-rules', {}, h('li', {}, p.t('testQuestions', { n: test.total })), h('li', {}, p.t('testAttempts', { n: lesson.test.attempts || 1 })),
        test.mark !== undefined && h('li', {}, p.t('passMark', { mark: p.words.percent(test.mark) })), lesson.test.penalty && h('li', {}, p.t('testPenalty'))));
      list.after(result);
    }
    const changed = () => result && result.update();
    for (const section of article.querySelectorAll('.cp-question')) {
      const question = known.get(section.dataset.question);
      if (question && all[question.id]) mount(p, page, section, question, all[question.id], changed);
    }
    for (const section of article.querySelectorAll('.cp-poll')) {
      const question = known.get(section.dataset.poll);
      if (question && data.poll) mount(p, page, section, question, { ...data.poll, kind: 'poll', multiple: section.hasAttribute('data-multiple') }, changed);
    }
    // The summary lists questions by their place on the page, so it is filled once the page is there.
    if (result) page.shown = changed;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
