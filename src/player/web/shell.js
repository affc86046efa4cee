// The frame around every lesson: header, contents drawer, step bar, messages, and the way between views by the address's hash.
(function (cp) {
  'use strict';
  const SAVE = { saved: 'saved', saving: 'saving', unsaved: 'notSaved', device: 'deviceOnly' };

  cp.createShell = function (p, root) {
    const { course, words, rules, t } = p;
    const single = course.lessons.length === 1;
    const wide = matchMedia('(min-width: 64rem)');
    const languages = course.languages || [];
    const title = words.text(course.title);
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
      brand: [cp.picture(p, 'logo'), cp.h('span', {}, title)],
      languages: languages[1] && languages.map((tag) => Object.assign(new Option(cp.languageName(tag), tag), { lang: tag })),
      frame: 'cp-frame' + (single ? ' cp-single' : ''),
      glossary: course.glossary,
      searchable: course.search,
      open: () => drawer.showModal(),
      leave(event) { if (event.target === drawer || event.target.closest('a[href]')) drawer.close(); },
      pick: (event) => p.setLanguage(event.target.value),
      exit: p.lms && p.leave,
      toggle() {
        if (done.ariaDisabled) return shell.say(t(p.locked() ? 'reviewMode' : rules.isSkipped(current.id) ? 'skipped' : rules.isComplete(current.id) ? 'completedByItself' : 'byItself'));
        const value = !p.state.completed.has(current.id);
        p.setDone(current, value);
        live.textContent = t(value ? 'completed' : 'undone');
      },
      why: () => shell.say(frame.reason),
      // The address's hash is the router's, so a skip link moves the focus itself.
      toMain() {
        main.focus();
        return false;
      },
      toContents() {
        if (wide.matches || single) side.focus();
        else drawer.showModal();
        return false;
      },
      find() {
        location.hash = '#/-search/' + encodeURIComponent(frame.query.value);
        drawer.close();
        return false;
      },
    };
    const parts = make('frame', frame).children;
    const { menu, aside, side, drawer, banners, bar, save, live, toast, previous, next, done, languageField } = frame;
    const main = document.querySelector('main');
    // Who made the course and what may be done with it stands in the launch page already.
    const credits = document.querySelector('.cp-page-footer');
    if (credits) frame.footer.append(Object.assign(credits, { role: 'none' }));
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
      const fixed = current.completion !== 'manual' || p.locked() || rules.isSkipped(current.id);
      previous.href = before ? '#/' + before.id : '#/';
      frame.previousText.textContent = t(before ? 'previous' : 'home');
      done.hidden = current.type === 'end';
      done.ariaPressed = isDone;
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

    // Puts a view into the place of the last one. Its heading is the window's title, unless another is given.
    function place(page, name) {
      shell.flush();
      tell('leave');
      view = page;
      current = page.lesson;
      main.replaceChildren(page.article);
      const heading = main.querySelector('h1');
      document.title = name || heading?.textContent + tail;
      if (shell.started) {
        if (heading) {
          heading.tabIndex = -1;
          heading.focus({ preventScroll: true });
        }
        scrollTo(0, 0);
        live.textContent = document.title;
      }
      shell.started = true;
      main.removeAttribute('aria-busy');
      shell.update();
      page.begin?.();
    }

    const tail = ' – ' + title;
    const message = (key, data) => place({ article: make('message', { title: key, actions: true, ...data }) });

    // Shows what the address asks for: #/ the home page, #/-todo and the like a view, #/<lesson id> a lesson.
    shell.route = async () => {
      const mine = ++turn;
      const id = location.hash.replace(/^#\/?/, '') || (single ? course.lessons[0].id : '');
      const lesson = rules.lessons.get(id);
      const [, name, rest] = /^-(\w+)\/?(.*)/.exec(id) || [];
      if (!lesson && !name) return place({ article: cp.homeView(p) }, title);
      if (lesson && p.lock(lesson)) {
        const key = rules.lockedBy(lesson);
        const first = rules.lessons.get(key) || rules.toDoIn(key)[0];
        return message('locked', { text: p.lockReason(lesson), kind: 'cp-btn cp-btn-main', ...(first && !p.lock(first) && { href: '#/' + first.id, label: p.label(first) }) });
      }
      main.setAttribute('aria-busy', 'true');
      try {
        if (name && !cp.views[name]) await cp.loadScript('player/more.js');
        const page = await (lesson ? cp.openLesson : cp.views[name])(p, lesson || rest);
        if (mine !== turn) return;
        if (lesson) p.visit(lesson);
        place(page, lesson && p.label(lesson) + tail);
      } catch (error) {
        if (mine === turn) message('error', { text: t('pageFailed'), again: shell.route, kind: 'cp-btn', ...(lesson && { href: words.text(lesson.page), target: '_blank', label: t('openAlone') }) });
      }
    };

    shell.textsPacked = () => {
      tell('textsPacked');
      const list = course.lessons.filter((lesson) => lesson.texts?.some((slot) => p.texts.kept.includes(slot))).map(p.label).join('; ');
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
    cp.dress(p);
    // Only for who asked for it: keys that a screen reader or a field uses would be taken from them.
    document.onkeydown = ({ key, target }) => {
      const way = { ArrowLeft: 'ltr', ArrowRight: 'rtl' }[key];
      if (document.documentElement.dataset.keys && way && !bar.hidden && !target.closest('input, select, textarea, video, audio, dialog')) (way === document.dir ? previous : next).click();
    };
    document.body.classList.add('cp-app');
    return shell;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
