// Two ways to use the player, and nothing else is used: a keyboard, and a pointer that only taps. Both offer
// press(selector), choose(selector of an input), select(selector, value), type(selector, text) and play(selector).
import { ok } from './check.mjs';

// Put into the page once: what is in focus, and whether a person could see that it is.
const eyes = () => {
  const nameOf = (item) => `${item.tagName.toLowerCase()}${item.id ? `#${item.id}` : ''}${[...item.classList].map((name) => `.${name}`).join('')} "${(item.getAttribute('aria-label') || item.textContent || item.name || '').trim().slice(0, 40)}"`;
  const shown = (selector) => [...document.querySelectorAll(selector)].find((item) => item.checkVisibility({ visibilityProperty: true }) && !item.closest('[inert]'));
  const hits = (item, x, y) => {
    const hit = document.elementFromPoint(x, y);
    return !!hit && (item.contains(hit) || hit.contains(item) || hit.closest('label')?.control === item);
  };
  const points = ({ left, right, top, bottom, width, height }) => {
    const [x, y] = [Math.min(4, width / 4), Math.min(4, height / 4)];
    return [[left + width / 2, top + height / 2], [left + x, top + y], [right - x, top + y], [left + x, bottom - y], [right - x, bottom - y]];
  };
  // '' when the focus is seen, else why not: no outline of two pixels, or something lies over the element.
  const unseen = () => {
    const item = document.activeElement;
    // The controls within a film are the browser's, and so is their outline.
    if (!item || item === document.body || item.tabIndex < 0 || !item.matches(':focus-visible')) return '';
    const style = getComputedStyle(item);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `${nameOf(item)} has no outline`;
    const boxes = [...item.getClientRects()].filter((box) => box.width && box.height);
    if (!boxes.length) return `${nameOf(item)} has no box`;
    const clear = boxes.flatMap(points).map(([x, y]) => hits(item, x, y));
    // Of what is large, like a field for several lines, the part with the caret is enough.
    const large = item.getBoundingClientRect().height > innerHeight / 5;
    return (large ? clear.some(Boolean) : clear.every(Boolean)) ? '' : `${nameOf(item)} is covered`;
  };
  window.eyes = { nameOf, shown, hits, points, unseen };
};
export const openEyes = (inside) => inside.evaluate(eyes);

export function keyboard(page, inside, faults) {
  const look = (selector) => inside.evaluate((wanted) => {
    const target = window.eyes.shown(wanted);
    const active = document.activeElement;
    if (!target) return null;
    const group = active.type === 'radio' && active.name === target.name && active.form === target.form;
    return { there: active === target, near: active === target || group, back: active !== document.body && !!(target.compareDocumentPosition(active) & 4), unseen: window.eyes.unseen() };
  }, selector);
  const reach = async (selector) => {
    for (let steps = 0; steps < 150; steps += 1) {
      const seen = await look(selector);
      ok(seen, `nothing to be seen for ${selector}`);
      if (steps && seen.unseen) faults.add(seen.unseen);
      if (seen.near) return seen;
      await page.keyboard.press(seen.back ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`the keyboard does not reach ${selector}`);
  };
  return {
    name: 'keyboard',
    async press(selector) {
      await reach(selector);
      const link = await inside.evaluate(() => document.activeElement.tagName === 'A');
      await page.keyboard.press(link ? 'Enter' : 'Space');
    },
    async choose(selector) {
      for (let { there } = await reach(selector); !there; { there } = await look(selector)) await page.keyboard.press('ArrowDown');
      if (!(await inside.evaluate(() => document.activeElement.checked))) await page.keyboard.press('Space');
    },
    async select(selector, value) {
      await reach(selector);
      const steps = await inside.evaluate((wanted) => {
        const list = document.activeElement;
        return [...list.options].findIndex((option) => option.value === wanted) - list.selectedIndex;
      }, value);
      for (let step = 0; step < Math.abs(steps); step += 1) await page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
    },
    async type(selector, text) {
      await reach(selector);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
    async play(selector) {
      await reach(selector);
      await page.keyboard.press('Space');
    },
  };
}

// The pointer is pressed and let go in one place: it never draws. What it taps must be in sight, so it turns the wheel first.
export function pointer(page, inside) {
  const spot = (selector, label) => inside.evaluate(([wanted, byLabel]) => {
    let target = window.eyes.shown(wanted);
    if (!target) return null;
    if (byLabel) target = target.closest('label') || target;
    const [[x, y]] = window.eyes.points(target.getBoundingClientRect());
    return { x, y, height: innerHeight, clear: y > 0 && y < innerHeight && window.eyes.hits(target, x, y), box: target.getBoundingClientRect().toJSON() };
  }, [selector, label]);
  const reach = async (selector, label) => {
    for (let turns = 0; turns < 20; turns += 1) {
      const seen = await spot(selector, label);
      ok(seen, `nothing to be seen for ${selector}`);
      if (seen.clear) {
        // The wheel may still be running out.
        await page.waitForTimeout(30);
        const again = await spot(selector, label);
        if (again.clear && again.y === seen.y) return again;
        continue;
      }
      await page.mouse.move(page.viewportSize().width / 2, seen.height / 2);
      await page.mouse.wheel(0, seen.y - seen.height / 2);
      await page.waitForTimeout(60);
    }
    throw new Error(`the pointer does not reach ${selector}`);
  };
  const tap = async (selector, label) => {
    const { x, y } = await reach(selector, label);
    await page.mouse.click(x, y);
  };
  return {
    name: 'pointer',
    press: (selector) => tap(selector),
    choose: (selector) => tap(selector, true),
    // The list that opens belongs to the browser and is not part of the page, where a test could tap: its entry is taken by keys.
    async select(selector, value) {
      await tap(selector);
      const steps = await inside.evaluate(([wanted, chosen]) => {
        const list = window.eyes.shown(wanted);
        return [...list.options].findIndex((option) => option.value === chosen) - list.selectedIndex;
      }, [selector, value]);
      for (let step = 0; step < Math.abs(steps); step += 1) await page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
      await page.keyboard.press('Enter');
    },
    async type(selector, text) {
      await tap(selector);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
    // The browser's own button: at the start of the bar at the foot of the player.
    async play(selector) {
      const { box, height } = await reach(selector);
      await page.mouse.click(box.left + 30, Math.min(box.bottom - (box.height > 100 ? 60 : box.height / 2), height - 90));
    },
  };
}
