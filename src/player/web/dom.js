// Small hands for building the page: elements, filled templates, addresses. Nothing here needs inline styles or evaluated code.
(function (cp) {
  'use strict';
  // What speaks to an LMS registers here under its format's name; a player without any keeps everything on the device.
  cp.formats = {};

  // h('a.one.two', {href: '#', onclick: f}, 'text', node): an element with its classes.
  cp.h = function (kind, properties, ...children) {
    const [name, ...classes] = kind.split('.');
    const element = document.createElement(name);
    if (classes[0]) element.className = classes.join(' ');
    for (const key in properties) put(element, key, properties[key]);
    add(element, children);
    return element;
  };

  // A text that knows its language says so in the page.
  function add(element, children) {
    element.append(...[children].flat(2).filter(Boolean).map((child) => (child instanceof String ? cp.h('bdi', { lang: child.lang, dir: cp.directionOf(child.lang) }, '' + child) : child)));
  }

  function put(element, name, value) {
    if (typeof value === 'function') element[name] = value;
    else if (value == null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }

  // Gives `make(id, data)`: a copy of the template `cp-<id>` of the shell, filled. `data-t` holds one instruction after the other:
  // `key` is the player's words, with `data` for their places; `?name` the words whose key is `data.name`; `=name` a value of `data`: text, node
  // or list of both. Each is put at the element's end, or, as `attribute:key` and so on, into an attribute. `!name` puts nothing.
  // Whose value is empty is left out whole. `@name` hands the element itself to `data`.
  cp.maker = (t) => (id, data = {}) => {
    const root = document.getElementById('cp-' + id).content.firstElementChild.cloneNode(true);
    for (const element of [root, ...root.querySelectorAll('[data-t]')]) {
      for (const part of (element.dataset.t || '').split(' ')) {
        const [, attribute, sign, name] = /^(?:([\w-]+):)?(\W?)(.*)/.exec(part);
        let value = data[name];
        if (sign === '@') data[name] = element;
        else if (name) {
          if (!sign || (sign === '?' && value)) value = t(sign ? value : name, data);
          if (attribute) put(element, attribute, value);
          else if (!value || value.length === 0) element.remove();
          else if (sign !== '!') add(element, value);
        }
      }
    }
    return root;
  };

  // The addresses in a lesson's page are relative to it.
  cp.rebase = (root, base) => ['src', 'href', 'poster'].forEach((name) => {
    for (const element of root.querySelectorAll('[' + name + ']')) {
      const value = element.getAttribute(name);
      if (value[0] !== '#') element.setAttribute(name, new URL(value, base).href);
    }
  });

  // A script of the package by its element, which works from disk too. It is over when the script has run, failed or kept us waiting.
  cp.loadScript = (path) => new Promise((over) => {
    document.head.append(cp.h('script', { src: path, onload: over, onerror: over }));
    setTimeout(over, 5000);
  });

  // A text file made here and handed to the browser's download.
  cp.download = (name, text, type) => cp.h('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name }).click();
})((globalThis.coursepack = globalThis.coursepack || {}));
