// Small hands for building the page: elements, icons, announcements. Nothing here needs inline styles or evaluated code.
(function (cp) {
  'use strict';
  // What speaks to an LMS registers here under its format's name; a player without any keeps everything on the device.
  cp.formats = {};
  const SVG = 'http://www.w3.org/2000/svg';
  const SHAPES = {
    menu: 'M4 6h16M4 12h16M4 18h16',
    close: 'M6 6l12 12M18 6L6 18',
    check: 'M5 12.5l4.5 4.5L19 7.5',
    next: 'M9 5l7 7-7 7',
    back: 'M15 5l-7 7 7 7',
    up: 'M12 19V5M6 11l6-6 6 6',
    down: 'M12 5v14M6 13l6 6 6-6',
    lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
    exit: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9',
    info: 'M12 11v6M12 7.5v.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
    print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
    save: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  };

  // h('a.one.two', {href: '#', onclick: f}, 'text', node, [more]): an element with its classes; false and null are left out. A button is a plain one.
  cp.h = function (kind, properties, ...children) {
    const [name, ...classes] = kind.split('.');
    const element = document.createElement(name);
    if (classes.length) element.className = classes.join(' ');
    if (name === 'button') element.type = 'button';
    for (const [key, value] of Object.entries(properties || {})) {
      if (value === false || value === null || value === undefined) continue;
      if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
      else if (key === 'value') element.value = value;
      else element.setAttribute(key, value === true ? '' : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== false && child !== null && child !== undefined));
    return element;
  };

  cp.icon = function (name) {
    const svg = document.createElementNS(SVG, 'svg');
    const path = document.createElementNS(SVG, 'path');
    for (const [key, value] of Object.entries({ class: 'cp-icon cp-icon-' + name, viewBox: '0 0 24 24', width: 24, height: 24, 'aria-hidden': 'true' })) svg.setAttribute(key, value);
    path.setAttribute('d', SHAPES[name]);
    svg.append(path);
    return svg;
  };

  // Author's HTML (cleaned at build time) that comes as a string: its addresses are relative to the lesson's page.
  cp.html = function (text, base) {
    const template = document.createElement('template');
    template.innerHTML = text || '';
    cp.rebase(template.content, base);
    return template.content;
  };

  cp.rebase = function (root, base) {
    for (const name of ['src', 'href', 'poster', 'data']) {
      for (const element of root.querySelectorAll('[' + name + ']')) {
        const value = element.getAttribute(name);
        if (!value.startsWith('#') && element.namespaceURI !== SVG) element.setAttribute(name, new URL(value, base).href);
      }
    }
    for (const element of root.querySelectorAll('[srcset]')) {
      element.setAttribute('srcset', element.getAttribute('srcset').replace(/(^|,\s*)(\S+)/g, (whole, lead, address) => lead + new URL(address, base).href));
    }
  };

  // A text file made here and handed to the browser's download.
  cp.download = function (name, text, type) {
    const link = cp.h('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
