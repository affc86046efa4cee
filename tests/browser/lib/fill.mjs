// Answers everything on the open lesson at once, inside the page: for tests that look at a page in a state and not at how it came there.
// `how` is right or wrong. Returns how many questions were answered.
export function fill(inside, how) {
  return inside.evaluate(async (right) => {
    const article = document.querySelector('.cp-main article');
    const lesson = window.coursepack.course.lessons.find((item) => item.id === article.dataset.lesson);
    const address = typeof lesson.page === 'string' ? lesson.page : lesson.page[document.documentElement.lang] || Object.values(lesson.page)[0];
    const data = JSON.parse(new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html').querySelector('script.cp-data').textContent);
    let answered = 0;
    const put = (input, value) => {
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const tick = (section, values) => {
      for (const input of section.querySelectorAll('input')) if (input.checked !== values.includes(input.value)) input.click();
    };
    for (const section of article.querySelectorAll('[data-question], [data-poll]')) {
      const question = section.dataset.poll ? { ...data.poll, kind: 'poll' } : data.questions[section.dataset.question];
      const form = section.querySelector('form');
      const send = form.querySelector('[type=submit]');
      if (!send || !send.checkVisibility() || send.getAttribute('aria-disabled') === 'true') continue;
      const { correct } = question;
      switch (question.kind) {
        case 'choice': tick(section, right ? correct : Object.keys(question.options).filter((value) => !correct.includes(value)).slice(0, 1)); break;
        case 'true-false': tick(section, [right === (correct === 't') ? 't' : 'f']); break;
        case 'likert': case 'poll': tick(section, ['a']); break;
        case 'matching': for (const select of form.querySelectorAll('select')) put(select, right ? correct[select.dataset.source] : Object.keys(question.targets).find((target) => target !== correct[select.dataset.source])); break;
        case 'sequencing': {
          const letters = () => [...form.querySelectorAll('[data-item]')].map((item) => item.dataset.item);
          (right ? correct : [...correct].reverse()).forEach((letter, at) => { while (letters().indexOf(letter) > at) form.querySelector(`[data-item="${letter}"] button`).click(); });
          break;
        }
        case 'numeric': put(form.querySelector('input'), String(right ? correct.answer ?? correct.min ?? correct.max : (correct.max ?? correct.min) + (correct.max === undefined ? -1000 : 1000))); break;
        case 'fill-in': put(form.querySelector('input'), right ? correct[0] : 'something else'); break;
        default: put(form.querySelector('input, textarea'), 'What I would say.');
      }
      form.requestSubmit(send);
      answered += 1;
    }
    for (const area of article.querySelectorAll('[data-text] textarea')) if (!area.value) { put(area, 'What I think about it.'); area.dispatchEvent(new Event('blur')); }
    const box = article.querySelector('.cp-checklist input');
    if (box && !box.checked) box.click();
    return answered;
  }, how === 'right');
}

// Opens and does every lesson, so that the course is finished; the films are left out, which 90 % of the lessons allow.
export async function finishCourse(inside, lessons, open) {
  for (const lesson of lessons) {
    await open(inside, lesson.id);
    await fill(inside, 'right');
    const button = inside.locator('.cp-complete[aria-pressed=false]:not([disabled])');
    if (lesson.completion === 'manual' && lesson.type !== 'end' && await button.isVisible()) await button.click();
  }
}
