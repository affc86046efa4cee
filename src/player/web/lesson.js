// Fetches a lesson's static page, takes its article over into the shell and brings it to life.
(function (cp) {
  'use strict';
  const { h } = cp;

  function throughFrame(address) {
    return new Promise((resolve, reject) => {
      const frame = h('iframe', { src: address + '#cp-embed', hidden: true, title: '', 'aria-hidden': 'true' });
      const timer = setTimeout(() => done(reject, new Error('timeout')), 10000);
      function done(settle, value) {
        clearTimeout(timer);
        window.removeEventListener('message', hear);
        frame.remove();
        settle(value);
      }
      function hear(event) {
        if (event.source === frame.contentWindow && event.data?.coursepack === 'lesson') done(resolve, event.data.html);
      }
      window.addEventListener('message', hear);
      document.body.append(frame);
    });
  }

  // From disk fetching is refused, and some servers refuse it too; then a hidden frame opens the page, and page.js hands it over.
  async function htmlOf(address) {
    if (location.protocol !== 'file:') {
      try {
        const response = await fetch(address);
        if (response.ok) return await response.text();
      } catch (error) { /* The frame is the second way. */ }
    }
    return throughFrame(address);
  }

  cp.loadPage = async function (path) {
    const base = new URL(path, document.baseURI).href;
    const parsed = new DOMParser().parseFromString(await htmlOf(base), 'text/html');
    const found = parsed.querySelector('article.cp-lesson') || parsed.querySelector('main');
    if (!found) throw new Error('no lesson');
    const article = document.importNode(found, true);
    let data = {};
    try {
      data = JSON.parse(article.querySelector('script.cp-data').textContent);
    } catch (error) { /* A page without data is a page to read. */ }
    for (const script of article.querySelectorAll('script')) script.remove();
    cp.rebase(article, base);
    return { article, data, base };
  };

  // An address within the page moves there, since the hash of the shell belongs to the router.
  function anchor(article) {
    article.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="#"]');
      const id = link && decodeURIComponent(link.getAttribute('href').slice(1));
      if (!id || id.startsWith('/')) return;
      const target = article.querySelector('#' + CSS.escape(id));
      event.preventDefault();
      if (!target) return;
      target.setAttribute('tabindex', '-1');
      target.focus();
      target.scrollIntoView();
    });
  }

  // Completes a lesson of the kind that looks after itself, when `met()` holds.
  function auto(p, lesson, page) {
    const { article } = page;
    const complete = () => p.setDone(lesson, true);
    switch (lesson.type) {
      case 'video': case 'audio':
        if (!article.querySelector('video, audio')) complete();
        break;
      case 'download': case 'external':
        article.addEventListener('click', (event) => {
          if (event.target.closest('.cp-files a, .cp-external-link a')) complete();
        });
        break;
      default: {
        if (lesson.texts || lesson.questions) break;
        const end = article.appendChild(h('span.cp-sentinel', { 'aria-hidden': 'true' }));
        const watch = new IntersectionObserver((entries) => {
          if (!entries.some((entry) => entry.isIntersecting)) return;
          watch.disconnect();
          complete();
        });
        watch.observe(end);
      }
    }
  }

  // What an automatic lesson asks for besides reading: every question answered, every text written.
  cp.checkAuto = function (p, lesson) {
    if (lesson.completion !== 'auto' || p.rules.isComplete(lesson.id)) return;
    const all = (lesson.questions || []).filter((question) => question.kind !== 'checklist');
    const questions = lesson.test ? p.rules.drawn(lesson) : all;
    const texts = (lesson.texts || []).filter((slot) => !all.some((question) => question.id === slot));
    if (!questions.length && !texts.length) return;
    if (questions.every((question) => p.state.questions.get(question.id)?.attempts) && texts.every(p.texts.has)) p.setDone(lesson, true);
  };

  cp.openLesson = async function (p, lesson) {
    const page = await cp.loadPage(p.words.text(lesson.page));
    const { article } = page;
    article.removeAttribute('id');
    const meta = article.querySelector('.cp-meta');
    if (meta && lesson.number) meta.prepend(h('span.cp-number', {}, lesson.number), ' ');
    // Within the SCO links go through the router; anything else opens beside the player, which must not be navigated away.
    for (const link of article.querySelectorAll('a[href]:not([href^="#"])')) {
      if (p.rules.lessons.has(link.dataset.lesson)) {
        link.setAttribute('href', '#/' + link.dataset.lesson);
        link.removeAttribute('target');
      } else if (!link.hasAttribute('download') && /^(https?|file):/.test(link.href)) link.target = '_blank';
    }
    anchor(article);
    Object.assign(page, { lesson, leave: [], flush: [], textsPacked: [] });
    const own = new Set(article.querySelectorAll('*')).add(article);
    const mounts = [cp.mountQuestions, cp.mountTexts, cp.mountMedia];
    if (article.querySelector('[data-end]')) {
      if (!cp.mountEnd) await cp.loadScript('player/more.js');
      mounts.push(cp.mountEnd);
    }
    for (const mount of mounts) mount(p, page);
    // What the player adds to a lesson in another language says so, and so does what of the lesson is now within it.
    for (const element of cp.matchLanguage(p.words.language, [article.lang]) ? [] : article.querySelectorAll('*')) {
      const lang = own.has(element) ? article.lang : p.words.language;
      if (own.has(element) !== own.has(element.parentNode)) Object.assign(element, { lang, dir: cp.directionOf(lang) });
    }
    page.begin = () => {
      if (lesson.completion === 'view') p.setDone(lesson, true);
      else if (lesson.completion === 'auto' && !p.rules.isComplete(lesson.id)) auto(p, lesson, page);
    };
    return page;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
