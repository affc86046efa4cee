// The frame around every lesson: header, contents drawer, step bar, messages, and the way between views by the address's hash.
(function (cp) {
  'use strict';
  const SAVE = { saved: 'saved', saving: 'saving', unsaved: 'notSaved', device: 'deviceOnly' };

  cp.createShell = function (p, root) {
    const { course, words, rules, t } = p;
    const single = course.lessons.length === 1;
    const wide = matchMedia('(min-width: 64rem)');
    const licence = course.licence || {};
    const languages = course.languages || [];
    let view = {};
    let turn = 0;
    let current = null;
    let saidAt = -1e9;
    let said = 'saved';
    let sayTimer = 0;
    let toastTimer = 0;
    const shell = {};
    const make = p.make = cp.maker(t);

    const frame = {
      ...cp.picture(p, 'logo'),
      title: words.text(course.title),
      languages: languages[1] && languages.map((tag) => Object.assign(new Option(cp.languageName(tag), tag), { lang: tag })),
      frame: 'cp-frame' + (single ? ' cp-single' : ''),
      glossary: course.glossary,
      licence: licence.name, licenceUrl: licence.url,
      authors: [...new Set((course.authors || []).map((author) => author.name))].join(', '),
      open: () => drawer.showModal(),
      leave(event) { if (event.target === drawer || event.target.closest('a[href]')) drawer.close(); },
      pick: (event) => p.setLanguage(event.target.value),
      exit: p.lms && p.leave,
      toggle() {
        if (done.ariaDisabled) return shell.say(t(p.locked() ? 'reviewMode' : rules.isSkipped(current.id) ? 'skipped' : 'completedByItself'));
        const value = !p.state.completed.has(current.id);
        p.setDone(current, value);
        live.textContent = t(value ? 'completed' : 'undone');
      },
      why: () => shell.say(frame.reason),
    };
    const parts = make('frame', frame).children;
    const { menu, aside, side, drawer, banners, bar, save, live, toast, previous, next, done, languageField } = frame;
    const main = document.querySelector('main');
    main.className = 'cp-main';
    main.replaceChildren();
    frame.footer.before(main);
    // Contents: beside the lesson on a wide screen, in a dialog on a narrow one.
    const tree = cp.contentsTree(p, false);
    side.append(tree);
    languageField.value = p.language;
    const settle = () => {
      if (wide.matches) drawer.close();
      (wide.matches ? aside : drawer).append(side);
    };
    wide.addEventListener('change', settle);

    shell.say = (text) => {
      toast.textContent = text;
      clearTimeout(toastTimer);
      toastTimer = setTimeout(() => { toast.textContent = ''; }, 6000);
    };
    shell.banner = (id, text, more) => {
      const old = banners.querySelector('[data-banner=' + id + ']');
      // The same message is not spoken twice.
      if (old?.querySelector('p').textContent === text) return;
      old?.remove();
      if (text) banners.append(make('banner', { id, text, more }));
    };
    shell.saveStatus = (name) => {
      const was = save.dataset.status;
      if (name === was) return;
      save.dataset.status = name;
      frame.saveText.textContent = t(SAVE[name]);
      // Spoken only when it matters, not more than once in ten seconds, and the last word is what holds.
      if (/saved$/.test(name)) {
        clearTimeout(sayTimer);
        if (name !== said) {
          sayTimer = setTimeout(() => {
            said = name;
            saidAt = performance.now();
            live.textContent = t(name === 'saved' ? name : 'notSavedLong');
          }, saidAt + 1e4 - performance.now());
        }
      }
      shell.textsPacked();
    };

    // The step bar: the same three things in the same places on every lesson.
    shell.update = () => {
      tree.update(current?.id);
      frame.count.replaceChildren(cp.progressBar(p));
      bar.hidden = !current;
      if (!current) return;
      const at = course.lessons.indexOf(current);
      const before = course.lessons[at - 1];
      const after = course.lessons[at + 1];
      const isDone = rules.isComplete(current.id);
      const isEnd = current.type === 'end';
      const byHand = current.completion === 'manual' && !isEnd && !p.locked();
      const fixed = !byHand || rules.isSkipped(current.id);
      previous.href = before ? '#/' + before.id : '#/';
      frame.previousText.textContent = t(before ? 'previous' : 'home');
      done.hidden = isEnd || !(byHand || isDone);
      done.setAttribute('aria-pressed', isDone);
      done.classList.toggle('cp-static', fixed);
      done.ariaDisabled = fixed || null;
      frame.doneText.textContent = t(isDone ? 'completed' : 'markComplete');
      frame.reason = after && p.lock(after) ? p.lockReason(after) : '';
      previous.hidden = single;
      next.hidden = !!frame.reason || single;
      frame.nextLocked.hidden = !frame.reason;
      next.href = after ? '#/' + after.id : '#/';
      frame.nextWord.textContent = t(after ? 'next' : 'home');
      frame.nextText.replaceChildren(after ? cp.h('span', {}, words.text(after.title)) : '');
    };

    const tell = (name) => view[name]?.forEach((hear) => hear());

    // Puts an article into the place of the last one. `page` comes with a lesson.
    function place(article, title, page) {
      shell.flush();
      tell('leave');
      view = page || {};
      current = view.lesson;
      main.replaceChildren(article);
      document.title = title;
      const heading = main.querySelector('h1');
      if (shell.started) {
        if (heading) {
          heading.tabIndex = -1;
          heading.focus({ preventScroll: true });
        }
        scrollTo(0, 0);
        live.textContent = title;
      }
      shell.started = true;
      main.removeAttribute('aria-busy');
      shell.update();
    }

    const tail = ' – ' + frame.title;
    const message = (title, data) => place(make('message', { title, actions: true, ...data }), t(title) + tail);

    // Shows what the address asks for: #/ the home page, #/-todo, #/-glossary, #/<lesson id>.
    shell.route = async () => {
      const mine = ++turn;
      const id = location.hash.replace(/^#\/?/, '') || (single ? course.lessons[0].id : '');
      const lesson = rules.lessons.get(id);
      if (id === '-todo') return place(cp.toDoView(p), t('toDo') + tail);
      if (!lesson && (id !== '-glossary' || !course.glossary)) return place(cp.homeView(p), frame.title);
      if (lesson && p.lock(lesson)) {
        const key = rules.lockedBy(lesson);
        const first = rules.lessons.get(key) || rules.toDoIn(key)[0];
        return message('locked', { text: p.lockReason(lesson), kind: 'cp-btn cp-btn-main', ...(first && !p.lock(first) && { href: '#/' + first.id, label: p.label(first) }) });
      }
      const address = words.text(lesson ? lesson.page : course.glossary);
      main.setAttribute('aria-busy', 'true');
      try {
        const page = await (lesson ? cp.openLesson(p, lesson) : cp.loadPage(address));
        if (mine !== turn) return;
        if (!lesson) return place(page.article, t('glossary') + tail);
        p.visit(lesson);
        place(page.article, p.label(lesson) + tail, page);
        page.begin();
      } catch (error) {
        if (mine === turn) message('error', { text: t('pageFailed'), again: shell.route, kind: 'cp-btn', href: address, target: '_blank', label: t('openAlone') });
      }
    };

    shell.textsPacked = () => {
      tell('textsPacked');
      const list = course.lessons.filter((lesson) => (lesson.texts || []).some((slot) => p.texts.kept.includes(slot))).map(p.label).join('; ');
      shell.banner('space', list && p.connected() ? t(p.device.failing ? 'spaceNowhere' : 'spaceFull', { list }) : '', cp.notesButton(p));
    };
    // Writes away what is still in a field; called before the session is saved for the last time.
    shell.flush = () => tell('flush');

    shell.ended = (title, text) => {
      turn += 1;
      wide.removeEventListener('change', settle);
      main.replaceChildren(make('message', { title, text }));
      main.className += ' cp-over';
      root.replaceChildren(main);
      // Nothing is left to skip.
      document.querySelectorAll('.cp-skip').forEach((skip) => skip.remove());
      main.querySelector('h1').focus();
    };
    shell.exitFailed = (text, again, anyway) => shell.banner('exit', text, [...make('leave', { again, anyway }).children]);

    root.replaceChildren(...parts);
    if (single) {
      menu.remove();
      aside.remove();
    }
    settle();
    for (const skip of document.querySelectorAll('.cp-skip')) {
      skip.textContent = t(skip.hash === '#cp-main' ? 'skipContent' : 'skipContents');
      // The address's hash is the router's, so a skip link moves the focus itself.
      skip.onclick = (event) => {
        event.preventDefault();
        if (skip.hash === '#cp-main') main.focus();
        else if (wide.matches || single) side.focus();
        else drawer.showModal();
      };
    }
    document.body.classList.add('cp-app');
    return shell;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
