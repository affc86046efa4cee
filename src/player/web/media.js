// Video and audio: speed, captions, audio description, the place where the learner stopped, completion by what was really played.
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
    const { article, lesson } = page;
    const { device } = p;
    const media = article.querySelector('[data-media] video, [data-media] audio');
    if (!media) return;
    const all = () => device.get('media') || {};
    const kept = all()[lesson.id] || { at: 0, ranges: [] };
    let { ranges } = kept;
    const resumed = h('span.cp-note', { role: 'status' });
    const problem = h('p.cp-error', { role: 'status' });
    const spoken = h('p.cp-sr', { role: 'status' });

    // The browser's own controls have a speed as well, so the element says what holds.
    const rate = h('select', { onchange: () => { media.playbackRate = rate.value; } },
      Array.from({ length: 8 }, (unused, n) => h('option', { value: (n + 1) / 4 }, p.words.number((n + 1) / 4) + '×')));
    media.defaultPlaybackRate = media.playbackRate = device.get('rate') || 1;
    media.onratechange = () => {
      rate.value = media.playbackRate;
      if (rate.value) device.put({ rate: rate.value });
    };
    rate.value = media.playbackRate;

    // The version with audio description has the same place, captions and progress.
    const other = article.querySelector('[data-described]');
    const plain = media.src;
    const described = other && h('input', { type: 'checkbox', checked: device.get('described'), onchange: () => {
      const { currentTime, paused } = media;
      note();
      device.put({ described: described.checked });
      choose(currentTime);
      if (!paused) media.play();
    } });
    function choose(time) {
      media.src = described && described.checked ? other.href : plain;
      // Before anything is loaded this is where playing will begin.
      media.currentTime = time;
    }
    if (described && described.checked || kept.at) choose(kept.at);
    if (kept.at) resumed.textContent = p.t('mediaResumed', { time: Math.floor(kept.at / 60) + ':' + String(kept.at % 60).padStart(2, '0') });

    // Captions are on when the learner left them on, else when the LMS asks for them.
    const tracks = [...media.textTracks];
    const texts = tracks.filter((track) => track.kind !== 'descriptions');
    const wanted = device.get('captions') ?? (p.info.captions && p.info.captions() ? p.words.language : '');
    let shown = wanted && (texts.find((track) => track.language === cp.matchLanguage(wanted, texts.map((text) => text.language))) || texts[0]) || undefined;
    // Chromium turns on a second track when one is on before it begins to load.
    media.onloadedmetadata = () => {
      for (const track of texts) track.mode = track === shown ? 'showing' : 'disabled';
      media.textTracks.onchange = () => {
        const now = texts.find((track) => track.mode === 'showing');
        if (now !== shown) device.put({ captions: now ? now.language : '' });
        shown = now;
      };
    };
    // From the disk browsers load no captions; the page has them in its data.
    media.querySelectorAll('track').forEach((element, at) => {
      element.onerror = () => (page.data.captions || [])[at].forEach((cue) => element.track.addCue(new VTTCue(...cue)));
    });
    // No browser speaks a track of descriptions; a screen reader does when it is a message.
    for (const track of tracks) {
      if (texts.includes(track)) continue;
      track.mode = 'hidden';
      track.oncuechange = () => { spoken.textContent = [...track.activeCues].map((cue) => cue.text).join(' '); };
    }

    (media.closest('figure').querySelector('figcaption') || media).after(
      h('div.cp-media-tools', {}, h('label', {}, p.t('playbackRate') + ' ', rate), other && h('label', {}, described, ' ' + p.t('audioDescription')), resumed, problem, spoken));

    function note() {
      const { played, duration, currentTime } = media;
      if (!played.length) return;
      ranges = cp.joinRanges(ranges.concat(Array.from({ length: played.length }, (unused, n) => [played.start(n), played.end(n)])));
      const at = currentTime > 5 && currentTime < duration - 5 ? Math.floor(currentTime) : 0;
      device.put({ media: { ...all(), [lesson.id]: { at, ranges: ranges.map((range) => range.map((time) => Math.round(time * 10) / 10)) } } });
      if (lesson.completion === 'auto' && ranges.reduce((sum, [from, to]) => sum + Math.min(to, duration) - from, 0) >= ENOUGH * duration) p.setDone(lesson, true);
    }
    let last = 0;
    media.ontimeupdate = () => {
      if (Math.abs(media.currentTime - last) < 5) return;
      last = media.currentTime;
      note();
    };
    media.onpause = media.onended = note;
    page.flush.push(note);
    page.leave.push(() => { note(); media.pause(); });
    // What cannot be played cannot be watched to its end: the learner may then tick the lesson off.
    media.onerror = () => {
      const transcript = article.querySelector('.cp-transcript');
      if (transcript) transcript.open = true;
      resumed.textContent = '';
      problem.textContent = p.t('mediaError');
      if (lesson.completion === 'auto') lesson.completion = 'manual';
      p.changed();
    };
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
