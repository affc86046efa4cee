// The frame around every lesson: header, contents drawer, step bar, messages, and the way between views by the address's hash.
(function (cp) {
  'use strict';
  const { h } = cp;
  const SAVE = { saved: 'saved', saving: 'saving', unsaved: 'notSaved', device: 'deviceOnly', ended: 'saved' };

  cp.createShell = function (p, root) {
    const { course, words, rules, t } = p;
    const single = course.lessons.length === 1;
    let view = null;
    let turn = 0;
    let current = '';
    let saidAt = -1e9;

    // Header.
    const saveText = h('span', {});
    const save = h('p.cp-save', {}, saveText);
    const menu = h('button.cp-btn.cp-btn-quiet.cp-menu', { 'aria-haspopup': 'dialog', onclick: () => drawer.showModal() }, cp.icon('menu'), h('span', {}, t('menu')));
    const languages = course.languages && course.languages.length > 1 && h('label.cp-language', {}, h('span.cp-sr', {}, t('language')),
      h('select', { onchange: (event) => p.setLanguage(event.target.value) }, course.languages.map((tag) => h('option', { value: tag, lang: tag, selected: tag === words.language }, languageName(tag)))));
    const exit = p.lms && h('button.cp-btn.cp-exit', { onclick: () => p.leave() }, cp.icon('exit'), h('span', {}, t('saveExit')));
    const header = h('header.cp-top', {}, !single && menu,
      h('a.cp-brand', { href: '#/' }, course.logo && h('img.cp-logo', { src: course.logo.src, alt: words.text(course.logo.alt) }), h('span', {}, words.text(course.title))),
      save, languages, exit);

    // Contents: beside the lesson on a wide screen, in a dialog on a narrow one.
    const tree = cp.contentsTree(p, false);
    const count = h('div', {});
    const side = h('nav.cp-contents', { id: 'cp-contents', 'aria-label': t('courseContents'), tabindex: '-1' },
      h('p.cp-contents-title', {}, t('courseContents')), count,
      h('ul.cp-places', {}, h('li', {}, h('a', { href: '#/' }, t('home'))), h('li', {}, h('a', { href: '#/-todo' }, t('toDo'))),
        course.glossary && h('li', {}, h('a', { href: '#/-glossary' }, t('glossary')))), tree);
    const drawer = h('dialog.cp-drawer', { 'aria-label': t('courseContents'), onclick: (event) => { if (event.target === drawer || event.target.closest('a[href]')) drawer.close(); } },
      h('button.cp-btn.cp-btn-quiet.cp-close', { onclick: () => drawer.close() }, cp.icon('close'), h('span', {}, t('close'))));
    const aside = h('div.cp-side', {});
    const wide = window.matchMedia('(min-width: 64rem)');
    const settle = () => {
      if (wide.matches && drawer.open) drawer.close();
      (wide.matches ? aside : drawer).append(side);
    };
    wide.addEventListener('change', settle);

    // Messages.
    const banners = h('div.cp-banners', {});
    const live = h('p.cp-sr', { role: 'status' });
    const toast = h('p.cp-toast', { role: 'status' });
    let toastTimer = 0;
    const shell = {};
    shell.say = (text) => {
      toast.textContent = text;
      clearTimeout(toastTimer);
      toastTimer = setTimeout(() => { toast.textContent = ''; }, 6000);
    };
    shell.banner = (id, text, ...more) => {
      const old = banners.querySelector('[data-banner="' + id + '"]');
      if (old && old.textContent === text && !more.length) return;
      if (old) old.remove();
      if (text) banners.append(h('div.cp-banner', { 'data-banner': id, role: 'status' }, cp.icon('info'), h('div', {}, h('p', {}, text), more)));
    };
    shell.saveStatus = (name) => {
      if (name === save.dataset.status) return;
      const was = save.dataset.status;
      save.dataset.status = name;
      saveText.textContent = t(SAVE[name]);
      // Spoken only when it matters, and not more than once in ten seconds.
      if ((name === 'unsaved' || (name === 'saved' && was === 'unsaved')) && Date.now() - saidAt > 10000) {
        saidAt = Date.now();
        live.textContent = t(name === 'unsaved' ? 'notSavedLong' : 'saved');
      }
    };

    // The step bar: the same three things in the same places on every lesson.
    const previous = h('a.cp-btn.cp-btn-quiet.cp-prev', {}, cp.icon('back'), h('span', {}, t('previous')));
    const doneText = h('span', {});
    const done = h('button.cp-btn.cp-complete', { onclick: () => toggle() }, cp.icon('check'), doneText);
    const nextText = h('small', {});
    const next = h('a.cp-btn.cp-btn-main.cp-next', {}, h('span', {}, h('span', {}, t('next')), nextText), cp.icon('next'));
    const nextLocked = h('button.cp-btn.cp-next', { 'aria-disabled': 'true', onclick: () => shell.say(nextLocked.dataset.reason) }, cp.icon('lock'), h('span', {}, t('next')));
    const bar = h('nav.cp-bar', { 'aria-label': t('lessonSteps'), hidden: true }, h('span.cp-bar-start', {}, previous), h('span', {}, done), h('span.cp-bar-end', {}, next, nextLocked));
    const main = h('main.cp-main', { id: 'cp-main', tabindex: '-1' });

    function toggle() {
      const lesson = rules.lessons.get(current);
      if (!lesson || p.locked()) return;
      const value = !p.state.completed.has(lesson.id);
      p.setDone(lesson, value);
      live.textContent = t(value ? 'completed' : 'undone');
    }

    shell.update = () => {
      tree.update(current);
      count.replaceChildren(cp.progressBar(p, rules.progress()));
      const lesson = rules.lessons.get(current);
      bar.hidden = !lesson;
      if (!lesson) return;
      const at = course.lessons.indexOf(lesson);
      const before = course.lessons[at - 1];
      const after = course.lessons[at + 1];
      const isDone = rules.isComplete(lesson.id);
      const byHand = lesson.completion === 'manual' && lesson.type !== 'end' && !p.locked();
      previous.setAttribute('href', before ? '#/' + before.id : '#/');
      previous.lastChild.textContent = t(before ? 'previous' : 'home');
      previous.hidden = single;
      done.hidden = lesson.type === 'end' || !(byHand || isDone);
      done.setAttribute('aria-pressed', String(isDone));
      done.classList.toggle('cp-static', !byHand || rules.isSkipped(lesson.id));
      done.disabled = !byHand || rules.isSkipped(lesson.id);
      doneText.textContent = t(isDone ? 'completed' : 'markComplete');
      const reason = after && p.lock(after) ? p.lockReason(after) : '';
      next.hidden = !!reason || single;
      nextLocked.hidden = !reason;
      nextLocked.dataset.reason = reason;
      next.setAttribute('href', after ? '#/' + after.id : '#/');
      next.firstChild.firstChild.textContent = t(after ? 'next' : 'home');
      nextText.textContent = after ? words.text(after.title) : '';
    };

    function place(article, title, page) {
      shell.flush();
      for (const leave of (view && view.leave) || []) leave();
      view = page || null;
      current = page ? page.lesson.id : '';
      main.replaceChildren(article);
      document.title = title;
      const heading = main.querySelector('h1');
      if (shell.started) {
        if (heading) {
          heading.setAttribute('tabindex', '-1');
          heading.focus({ preventScroll: true });
        }
        window.scrollTo(0, 0);
        live.textContent = title;
      }
      shell.started = true;
      main.removeAttribute('aria-busy');
      shell.update();
    }

    const message = (title, text, ...more) => h('article.cp-lesson.cp-message', {}, h('h1', {}, title), h('p', {}, text), ...more);
    const courseTitle = words.text(course.title);
    const tail = ' – ' + courseTitle;

    // Shows what the address asks for: #/ the home page, #/-todo, #/-glossary, #/<lesson id>.
    shell.route = async () => {
      const mine = ++turn;
      let id = location.hash.replace(/^#\/?/, '');
      if (!id && single) id = course.lessons[0].id;
      const lesson = rules.lessons.get(id);
      if (id === '-todo') return place(cp.toDoView(p), t('toDo') + tail);
      if (!lesson && id !== '-glossary') return place(cp.homeView(p), courseTitle);
      if (lesson && p.lock(lesson)) {
        const key = rules.lockedBy(lesson);
        const first = rules.lessons.get(key) || rules.toDoIn(key)[0];
        return place(message(t('locked'), p.lockReason(lesson), first && !p.lock(first) && h('p', {}, h('a.cp-btn.cp-btn-main', { href: '#/' + first.id }, p.label(first)))), t('locked') + tail);
      }
      main.setAttribute('aria-busy', 'true');
      try {
        const page = lesson ? await cp.openLesson(p, lesson) : await cp.loadPage(words.text(course.glossary));
        if (mine !== turn) return undefined;
        if (!lesson) return place(page.article, t('glossary') + tail);
        p.visit(lesson);
        place(page.article, p.label(lesson) + tail, page);
        if (page.shown) page.shown();
        page.begin();
      } catch (error) {
        if (mine !== turn) return undefined;
        const address = words.text(lesson ? lesson.page : course.glossary);
        place(message(t('error'), t('pageFailed'), h('p.cp-actions', {}, h('button.cp-btn.cp-btn-main', { onclick: shell.route }, t('tryAgain')),
          h('a.cp-btn', { href: address, target: '_blank' }, t('openAlone')))), t('error') + tail);
      }
      return undefined;
    };

    shell.textsPacked = () => {
      for (const tell of (view && view.textsPacked) || []) tell();
      const titles = course.lessons.filter((lesson) => (lesson.texts || []).some((slot) => p.texts.kept.includes(slot))).map((lesson) => p.label(lesson));
      shell.banner('space', titles.length && p.connected() ? t('spaceFull', { list: titles.join('; ') }) : '', cp.notesButton(p));
    };
    // Writes away what is still in a field; called before the session is saved for the last time.
    shell.flush = () => { for (const write of (view && view.flush) || []) write(); };

    shell.ended = (closable) => {
      turn += 1;
      wide.removeEventListener('change', settle);
      root.replaceChildren(h('main.cp-main.cp-over', { id: 'cp-main' }, message(t('exitDone'), t(closable ? 'exitClose' : 'exitLeave'))));
      const heading = root.querySelector('h1');
      heading.tabIndex = -1;
      heading.focus();
    };
    shell.exitFailed = (again, anyway) => shell.banner('exit', t('exitFailed'), h('p.cp-actions', {},
      h('button.cp-btn.cp-btn-main', { onclick: again }, t('tryAgain')), h('button.cp-btn', { onclick: anyway }, t('exitAnyway'))));

    function languageName(tag) {
      try { return new Intl.DisplayNames([tag], { type: 'language' }).of(tag); } catch (error) { return tag; }
    }

    const licence = course.licence && h('p', {}, t('licence') + ' ', course.licence.url ? h('a', { href: course.licence.url, target: '_blank', rel: 'noopener noreferrer license' }, course.licence.name) : course.licence.name);
    const footer = h('footer.cp-footer', {}, licence, course.authors && h('p', {}, [...new Set(course.authors.map((author) => author.name))].join(', ')));
    root.replaceChildren(header, h('div', { class: 'cp-frame' + (single ? ' cp-single' : '') }, !single && aside, h('div.cp-column', {}, banners, main, footer, bar)), drawer, live, toast);
    settle();
    for (const skip of document.querySelectorAll('.cp-skip')) {
      // The address's hash is the router's, so a skip link moves the focus itself.
      skip.onclick = (event) => {
        event.preventDefault();
        if (skip.getAttribute('href') === '#cp-main') main.focus();
        else if (wide.matches || single) side.focus();
        else drawer.showModal();
      };
    }
    document.body.classList.add('cp-app');
    return shell;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
