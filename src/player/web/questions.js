// Questions on a lesson's page: reading the answer, checking it, feedback, tries, the summary of a test.
(function (cp) {
  'use strict';
  const { h } = cp;
  const ICON = { true: '#i-check', false: '#i-close' };

  // How each kind is read from the page and written back to it.
  function control(p, section, data) {
    const inputs = () => [...section.querySelectorAll('form input:not([type=hidden]), form select, form textarea')];
    const field = { inputs, read: () => inputs()[0].value, write: (response) => { inputs()[0].value = response; } };
    if (data.kind === 'matching') {
      field.read = () => Object.fromEntries(inputs().map((select) => [select.dataset.source, select.value]));
      field.write = (response) => inputs().forEach((select) => { select.value = response[select.dataset.source] || ''; });
    } else if (data.kind === 'sequencing') {
      const list = section.querySelector('.cp-sequence');
      const items = () => [...list.querySelectorAll('[data-item]')];
      const refresh = movable(p, section, list, items);
      field.inputs = () => [...list.querySelectorAll('button')];
      field.read = () => items().map((item) => item.dataset.item);
      field.write = (response) => {
        list.append(...response.map((letter) => items().find((item) => item.dataset.item === letter)));
        refresh();
      };
    } else if (!cp.isText(data.kind)) {
      field.read = () => {
        const on = inputs().filter((input) => input.checked).map((input) => input.value);
        return data.kind === 'true-false' ? on[0] || '' : on;
      };
      field.write = (response) => inputs().forEach((input) => { input.checked = [].concat(response).includes(input.value); });
    }
    return field;
  }

  // Buttons that move an item of an ordered list; what they did is told.
  function movable(p, section, list, items) {
    const told = h('p.cp-sr', { role: 'status' });
    list.after(told);
    const all = items().map((element) => {
      const item = element.querySelector('span').textContent.trim();
      const move = (step, button) => {
        const order = items();
        const to = order.indexOf(element) + step;
        if (!order[to]) return;
        order[to][step < 0 ? 'before' : 'after'](element);
        refresh();
        button.focus();
        told.textContent = p.t('movedTo', { item, place: to + 1, total: order.length });
        section.dispatchEvent(new Event('input'));
      };
      const parts = { item, rise: () => move(-1, parts.up), fall: () => move(1, parts.down) };
      element.append(p.make('moves', parts));
      return { element, ...parts };
    });
    const refresh = () => all.forEach(({ element, up, down }) => {
      up.setAttribute('aria-disabled', element === list.firstElementChild);
      down.setAttribute('aria-disabled', element === list.lastElementChild);
    });
    refresh();
    return refresh;
  }

  function mount(p, page, section, question, data, onChange) {
    const { lesson } = page;
    const { test } = lesson;
    const { kind } = data;
    const { RESULT } = cp;
    const form = section.querySelector('form');
    if (!form) return;
    const fields = control(p, section, data);
    const isText = cp.isText(kind);
    const isPoll = kind === 'poll';
    const parts = {};
    // What there may be to say is on the page already; `data-on` tells when.
    const said = [...form.querySelectorAll('[data-on]')];
    form.append(...p.make('answering', parts).children);
    const { button, tries, verdict } = parts;
    parts.feedback.append(...said);
    const results = section.querySelector('.cp-distribution');
    form.noValidate = true;
    let since = p.visibleSeconds();
    let stale = false;

    const record = () => p.state.questions.get(question.id);
    const closed = () => p.locked() || !!(test && record()?.done);

    function show(response) {
      const mine = record();
      const attempts = mine?.attempts || 0;
      const result = attempts ? mine.result : RESULT.none;
      const right = result === RESULT.right;
      const wrong = result === RESULT.wrong;
      const closedNow = closed();
      const loses = closedNow && section.contains(document.activeElement);
      for (const input of fields.inputs()) input.disabled = closedNow;
      button.hidden = closedNow;
      const limit = test ? test.attempts || 1 : 0;
      const left = limit - attempts;
      button.textContent = p.t(isPoll ? 'submitPoll' : test ? (attempts ? 'tryAgain' : 'submit') : cp.isJudged(kind) ? 'check' : 'submit');
      tries.textContent = !limit || p.locked() || right || result === RESULT.neutral ? '' : left > 0 ? p.t('attemptsLeft', { n: left }) : p.t('noAttempts');
      section.classList.toggle('cp-right', right && !stale);
      section.classList.toggle('cp-wrong', wrong && !stale);
      verdict.replaceChildren();
      const shown = result && !stale ? [wrong ? 'incorrect' : 'correct', wrong && (closedNow || !test) && 'answer', ...[].concat(data.options && response)] : [];
      for (const part of said) part.hidden = !shown.includes(part.dataset.on);
      if (!shown[0]) return;
      const partly = wrong && response && cp.grade(data, response, page.language).share > 0;
      verdict.append(p.make('verdict', {
        icon: ICON[!wrong],
        key: right ? 'correct' : wrong ? (partly ? 'partlyCorrect' : 'incorrect') : isPoll ? 'pollThanks' : 'answerSaved',
        points: test && closedNow && question.points && p.t('points', { n: question.points, earned: Math.round(100 * question.points * cp.shareOf(mine, question, test)) / 100 }),
      }));
      if (isPoll && results) {
        results.hidden = false;
        results.open = true;
        parts.feedback.after(results);
      }
      // The button has gone with the last try; the focus goes to what became of it.
      if (loses) parts.feedback.focus();
    }

    function problem(key) {
      verdict.replaceChildren(p.make('problem', { key }));
      fields.inputs()[0].focus();
    }

    form.onsubmit = (event) => {
      event.preventDefault();
      // It may have been closed in another window since.
      if (closed()) return show();
      const response = fields.read();
      if (!cp.isAnswered(data, response)) return problem(kind === 'matching' ? 'matchAll' : isText ? 'writeFirst' : 'chooseFirst');
      if (kind === 'numeric' && Number.isNaN(cp.readNumber(response, page.language))) return problem('numberFirst');
      const next = cp.nextRecord(record(), question, test, cp.grade(data, response, page.language));
      next.response = cp.packResponse(data, response);
      p.state.questions.set(question.id, next);
      if (isText) p.texts.set(question.id, response);
      const now = p.visibleSeconds();
      p.session.record({ id: question.id, data, response, result: next.result, points: question.points, seconds: now - since, at: new Date(),
        objectives: (p.course.objectives || []).filter((id) => id === lesson.module), language: page.language });
      since = now;
      stale = false;
      p.changed();
      cp.checkAuto(p, lesson);
      show(response);
      onChange();
    };
    // A changed answer is a new answer: the old verdict goes away until it is checked again.
    section.addEventListener('input', () => {
      if (closed() || stale || !record()) return;
      stale = true;
      show();
    });

    const mine = record();
    const kept = mine && (isText ? p.texts.get(question.id) : cp.unpackResponse(data, mine.response));
    if (kept) fields.write(kept);
    if (results && !mine) results.hidden = true;
    show(kept);
  }

  cp.mountQuestions = function (p, page) {
    const { article, lesson } = page;
    const { test } = lesson;
    const all = page.data.questions || {};
    const list = article.querySelector('.cp-questions');
    let changed = () => {};
    page.language = article.lang || p.words.language;
    if (list) {
      const shuffle = (nodes, name) => {
        const lot = (node) => cp.hash32(p.seed() + '|' + lesson.id + '|' + name(node));
        return [...nodes].sort((a, b) => lot(a) - lot(b));
      };
      const idOf = (section) => section.dataset.question;
      let sections = [...list.querySelectorAll('.cp-question')];
      if (test) {
        const drawn = p.rules.drawn(lesson).map((question) => question.id);
        sections = sections.filter((section) => drawn.includes(idOf(section)) || section.remove());
        if (test.shuffle) {
          for (const section of sections) {
            const options = section.querySelector('.cp-options');
            if (all[idOf(section)]?.kind === 'choice') options.append(...shuffle(options.children, (option) => idOf(section) + '/' + option.querySelector('input').value));
          }
          sections = shuffle(sections, idOf);
          list.append(...sections);
        }
        const sum = p.rules.test(lesson);
        const mark = sum.mark !== undefined && p.t('passMark', { mark: p.words.percent(sum.mark) });
        list.before(p.make('rules', { n: sum.total, tries: p.t('testAttempts', { n: test.attempts || 1 }), mark, penalty: test.penalty }));
        const box = h('div');
        list.after(box);
        changed = () => {
          const { missing, passed, attempted, submitted, total, possible, open, share } = p.rules.test(lesson);
          box.replaceChildren(p.make('summary', {
            title: attempted ? 'yourResult' : 'testSummary',
            n: submitted, total, mark,
            score: submitted && possible && p.words.percent(share),
            kind: 'cp-verdict cp-' + (passed ? 'ok' : 'bad'),
            icon: ICON[passed],
            verdict: attempted && mark && (passed ? 'passed' : open ? 'notPassedYet' : 'notPassed'),
            missing: sections.filter((section) => missing.includes(idOf(section))).map((section) => h('li', {}, h('a', { href: '#' + section.id }, section.firstChild.textContent))),
          }));
        };
      }
      sections.forEach((section, at) => section.prepend(h('p.cp-question-number', {}, p.t('questionOf', { place: at + 1, total: sections.length }))));
    }
    for (const section of article.querySelectorAll('.cp-question, .cp-poll')) {
      const isPoll = section.matches('.cp-poll');
      const question = lesson.questions?.find((item) => item.id === (isPoll ? section.dataset.poll : section.dataset.question));
      const data = isPoll ? page.data.poll && { ...page.data.poll, kind: 'poll', multiple: 'multiple' in section.dataset } : all[question?.id];
      if (question && data) mount(p, page, section, question, data, changed);
    }
    changed();
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
