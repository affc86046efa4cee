// Video and audio: speed, the place where the learner stopped, completion by what was really played.
(function (cp) {
  'use strict';
  const { h } = cp;
  const ENOUGH = 0.9;

  // Joins [from, to] pairs and returns them sorted without overlaps.
  cp.joinRanges = function (ranges) {
    const joined = [];
    for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
      const last = joined[joined.length - 1];
      if (last && from <= last[1] + 0.5) last[1] = Math.max(last[1], to);
      else joined.push([from, to]);
    }
    return joined;
  };

  cp.mountMedia = function (p, page) {
    const players = page.article.querySelectorAll('[data-media] video, [data-media] audio');
    players.forEach((media, at) => {
      const name = page.lesson.id + '/' + at;
      const kept = (p.device.get('media') || {})[name] || { at: 0, ranges: [] };
      let ranges = kept.ranges;
      const rate = h('select', { onchange: () => { media.playbackRate = Number(rate.value); p.device.put({ rate: rate.value }); } },
        ['0.5', '0.75', '1', '1.25', '1.5', '1.75', '2'].map((value) => h('option', { value }, p.words.number(Number(value)) + '×')));
      rate.value = p.device.get('rate') || '1';
      const problem = h('p.cp-error', { role: 'status' });
      const resume = h('span.cp-note', { role: 'status' });
      const tools = h('div.cp-media-tools', {}, h('label', {}, p.t('playbackRate') + ' ', rate), resume, problem);
      (media.closest('figure').querySelector('figcaption') || media).after(tools);

      function note() {
        const played = Array.from({ length: media.played.length }, (unused, n) => [media.played.start(n), media.played.end(n)]);
        ranges = cp.joinRanges(ranges.concat(played));
        const store = p.device.get('media') || {};
        store[name] = { at: media.ended ? 0 : Math.floor(media.currentTime), ranges: ranges.map((range) => range.map((time) => Math.round(time * 10) / 10)) };
        p.device.put({ media: store });
        const seen = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
        if (page.lesson.completion === 'auto' && media.duration && seen >= ENOUGH * media.duration) p.setDone(page.lesson, true);
      }
      const ready = () => {
        media.playbackRate = Number(rate.value);
        if (kept.at > 5 && kept.at < media.duration - 5) {
          media.currentTime = kept.at;
          const minutes = Math.floor(kept.at / 60) + ':' + String(kept.at % 60).padStart(2, '0');
          resume.textContent = p.t('mediaResumed', { time: minutes });
        }
      };
      if (media.readyState > 0) ready();
      else media.addEventListener('loadedmetadata', ready, { once: true });
      let last = 0;
      media.addEventListener('timeupdate', () => {
        if (Math.abs(media.currentTime - last) < 5) return;
        last = media.currentTime;
        note();
      });
      for (const event of ['pause', 'ended']) media.addEventListener(event, note);
      // What cannot be played cannot be watched to its end: the learner may then tick the lesson off.
      media.addEventListener('error', () => {
        problem.textContent = p.t('mediaError');
        if (page.lesson.completion === 'auto') page.lesson.completion = 'manual';
        p.changed();
      });
      page.leave.push(() => { if (media.played.length) note(); media.pause(); });
    });
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
