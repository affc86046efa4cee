// Writing: reflections, discussions and exercises, each with its own field that saves itself.
(function (cp) {
  'use strict';
  const { h } = cp;
  const PAUSE = 5000;
  const count = (text) => (text.trim().match(/\S+/gu) || []).length;

  // Every text of the learner in this SCO with the lesson that it belongs to: [{lesson, slot, title, text, at}]; `at` when it was written in this session.
  cp.notes = function (p, module) {
    return p.course.lessons.filter((lesson) => !module || lesson.module === module).flatMap((lesson) => (lesson.texts || [])
      .filter((slot) => p.texts.has(slot) && !lesson.questions?.some((question) => question.id === slot && question.kind !== 'checklist' && question.kind !== 'long-fill-in'))
      .map((slot) => ({ lesson, slot, title: p.words.text(lesson.title), text: p.texts.get(slot), at: p.texts.edited.get(slot) })));
  };

  cp.notesButton = (p) => {
    const title = p.words.text(p.course.title);
    const date = p.words.date(new Date());
    return p.make('notes', {
      save: () => cp.download('notes.txt', '\ufeff' + title + '\n' + date + '\n\n' + cp.notes(p).map(({ lesson, text }) => p.label(lesson) + '\n' + text + '\n').join('\n'), 'text/plain;charset=utf-8'),
      page: () => cp.download('notes.html', '<!doctype html><meta charset="utf-8"><main>' + p.make('notebook', { title, date, notes: notesOf(p, cp.notes(p)) }).outerHTML, 'text/html'),
    });
  };
  const notesOf = (p, list) => list.map(({ lesson, text }) => p.make('note', { title: p.label(lesson), text }));

  // Joins a textarea to its slot. `onSaved` hears when something was written away.
  cp.bindText = function (p, area, slot, onSaved) {
    let timer = 0;
    let held = area.value = p.texts.get(slot);
    area.readOnly = p.locked();
    const write = () => {
      clearTimeout(timer);
      if (p.locked() || area.value === held) return;
      held = area.value;
      p.texts.set(slot, held);
      p.changed();
      onSaved();
    };
    area.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE);
    });
    area.addEventListener('blur', write);
    // Another window may have written here; what is being typed goes below it.
    write.follow = () => {
      const text = p.texts.get(slot);
      if (text !== held) area.value = area.value === held ? text : text + '\n\n' + area.value;
      held = text;
    };
    return write;
  };

  function field(p, page, section) {
    const slot = section.dataset.text;
    const area = section.querySelector('textarea');
    if (!area) return;
    const goal = Number(section.dataset.words);
    const parts = {};
    (area.closest('label') || area).after(...p.make('text', parts).children);
    const { words, status } = parts;
    const tally = () => {
      const n = count(area.value);
      words.textContent = p.t(goal ? 'wordsOf' : 'wordCount', { n, goal });
    };
    let write = null;
    const tell = () => {
      if (write) write.follow();
      const kept = p.texts.kept.includes(slot);
      const here = kept || !p.connected();
      const key = p.session.status === 'saving' ? 'saving' : here && !p.device.failing ? 'keptHere' : here || p.session.status === 'unsaved' ? 'notSaved' : 'saved';
      status.textContent = p.texts.has(slot) && area.value === p.texts.get(slot) ? p.t(key) : '';
      status.classList.toggle('cp-warn', kept);
    };
    write = cp.bindText(p, area, slot, () => {
      tell();
      cp.checkAuto(p, page.lesson);
    });
    page.flush.push(write);
    page.textsPacked.push(tell);
    area.addEventListener('input', () => {
      tally();
      status.textContent = '';
    });
    area.id = area.id || 'cp-text-' + slot;
    section.append(h('p.cp-note', {}, p.t(p.course.reflections === 'record' ? 'recordNote' : 'privateNote')));
    tally();
    tell();
  }

  function checklist(p, page, group) {
    const question = page.lesson.questions?.find((item) => item.kind === 'checklist');
    if (!question) return;
    const boxes = [...group.querySelectorAll('input[type=checkbox]')];
    const data = { kind: 'checklist', options: Object.fromEntries(boxes.map((box) => [box.value, {}])) };
    const record = p.state.questions.get(question.id);
    const chosen = (record && cp.unpackResponse(data, record.response)) || [];
    for (const box of boxes) {
      box.checked = chosen.includes(box.value);
      box.disabled = p.locked();
      box.addEventListener('change', () => {
        const response = cp.packResponse(data, boxes.filter((other) => other.checked).map((other) => other.value));
        p.state.questions.set(question.id, { attempts: 1, result: cp.RESULT.neutral, percent: 0, done: false, check: question.check || 0, response });
        p.changed();
      });
    }
  }

  cp.mountTexts = function (p, page) {
    const { article, lesson } = page;
    const sections = article.querySelectorAll('.cp-reflection, .cp-discussion, .cp-exercise');
    for (const section of sections) {
      field(p, page, section);
      for (const group of section.querySelectorAll('.cp-checklist')) checklist(p, page, group);
    }
    if (!sections.length) return;
    const earlier = cp.notes(p, lesson.module).filter((note) => note.lesson !== lesson);
    const last = sections[sections.length - 1];
    if (lesson.type === 'reflection' && earlier[0]) {
      last.after(p.make('earlier', { notes: notesOf(p, earlier) }));
    }
    (article.querySelector('.cp-earlier') || last).after(h('p.cp-actions', {}, cp.notesButton(p)));
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
