// What few learners or courses need: help and display options, a module on paper, search; data that SCOs share. A script of its own, loaded when something of it is asked for.
(function (cp) {
  'use strict';

  Object.assign(cp.views, {
    todo(p) {
      const lines = cp.linesOf(p, p.rules.toDo());
      return { article: p.make('todo', { lines, text: lines[0] ? p.t('toDoCount', { n: lines.length }) : p.t('toDoNone') }) };
    },
    glossary: (p) => (p.course.glossary ? cp.loadPage(p.words.text(p.course.glossary)) : { article: cp.homeView(p) }),
    help(p) {
      const parts = { lms: p.lms, choose() {
        p.device.put({ look: Object.fromEntries(new FormData(parts.form)) });
        cp.dress(p);
      } };
      const article = p.make('help', parts);
      const look = p.device.get('look');
      for (const name in look) parts.form[name].value = look[name];
      return { article };
    },
    // All lessons of a module on one page, with what the learner wrote.
    async print(p, id) {
      const pages = await Promise.all(p.rules.lessonsIn(id).filter((lesson) => !p.lock(lesson)).map((lesson) => cp.openLesson(p, lesson)));
      const all = (name) => pages.flatMap((page) => page[name]);
      const begin = () => window.print();
      return { article: p.make('print', { title: p.words.text(p.rules.modules.get(id).title), pages: all('article'), begin }), flush: all('flush'), leave: all('leave'), textsPacked: all('textsPacked'), begin };
    },
    async search(p, rest) {
      const query = decodeURIComponent(rest);
      const found = (await cp.search(p, query)).map((hit) => hit.lesson);
      const lines = cp.linesOf(p, found);
      const n = lines.length;
      const begin = () => found.slice(0, 10).forEach(async (lesson, at) => {
        // Where the first of the words stands in the first of the lessons.
        const { article } = await cp.loadPage(p.words.text(lesson.page));
        article.querySelectorAll('header, form').forEach((part) => part.remove());
        const text = article.textContent.replace(/\s+/g, ' ');
        const word = query.trim().split(' ')[0].toLowerCase();
        const from = text.toLowerCase().indexOf(word);
        const to = from + word.length;
        if (from >= 0) lines[at].append(cp.h('p.cp-note', {}, '…' + text.slice(Math.max(0, from - 60), from), cp.h('mark', {}, text.slice(from, to)), text.slice(to, to + 90) + '…'));
      });
      return { article: p.make('search', { lines, title: p.t(n ? 'searchResults' : query ? 'noResults' : 'search', { n, query }) }), begin };
    },
  });

  // Which SCOs of the course are done, in what they all share; undefined where the LMS has no such thing. `was.share(put)` adds this one, whose id is `own`.
  cp.openParts = function (api, was, own) {
    for (let at = 0; at < api.get('adl.data._count'); at += 1) {
      const data = 'adl.data.' + at + '.';
      if (!/\/parts$/.test(api.get(data + 'id'))) continue;
      let parts = {};
      try { parts = JSON.parse(api.get(data + 'store')); } catch (error) { /* Nothing is there yet. */ }
      was.share = (put) => {
        parts[own] = 1;
        return put(data + 'store', JSON.stringify(parts));
      };
      return parts;
    }
    return undefined;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
