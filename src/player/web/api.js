// Finds the LMS's API object and calls it with strings only, whatever it throws or returns.
(function (cp) {
  'use strict';
  const MAX_HOPS = 500;

  // A cross-origin window throws on everything but `parent`, `opener` and the like, so each look is guarded and the walk goes on past it.
  function look(win, name) {
    try { return win?.[name] || null; } catch (error) { return null; }
  }

  function climb(win, name, probe) {
    for (let hop = 0; win && hop < MAX_HOPS; hop += 1) {
      const api = look(win, name);
      if (api && look(api, probe)) return api;
      const up = look(win, 'parent');
      if (up === win) return null;
      win = up;
    }
    return null;
  }

  // Returns {api, popup} or null. The order is: own window and ancestors, the chain of openers, the opener of the top window, its document (Plateau).
  cp.findApi = function (win, name, probe) {
    const own = climb(win, name, probe);
    if (own) return { api: own, popup: false };
    for (const start of [win, look(win, 'top')]) {
      let opener = look(start, 'opener');
      for (let hop = 0; opener && hop < MAX_HOPS; hop += 1) {
        const api = climb(opener, name, probe);
        if (api) return { api, popup: look(win, 'top') === win };
        const next = look(opener, 'opener');
        if (next === opener) break;
        opener = next;
      }
    }
    const api = look(look(look(look(win, 'top'), 'opener'), 'document'), name);
    return api && look(api, probe) ? { api, popup: true } : null;
  };

  // Wraps an API object. `set` returns '' for success and otherwise the error code as a string ('threw' when the LMS threw).
  cp.wrapApi = function (api, prefix) {
    // With `?debug=1` every call is told to whoever looks for a fault; otherwise nothing ever is.
    const trace = /[?&]debug=1/.test((globalThis.location || '').search);
    function call(method, ...args) {
      try {
        if (!api[prefix + method]) return undefined;
        const value = api[prefix + method](...args.map(String));
        if (trace) console.log(method, args, value);
        return value === undefined || value === null ? '' : String(value);
      } catch (error) {
        return null;
      }
    }
    // Some LMSs answer nothing at all; then the error code decides.
    const yes = (value) => value === 'true' || value === '1' || (value === '' && code() === '0');
    function code() {
      const value = call('GetLastError');
      return value === undefined ? '0' : value === null ? 'threw' : value || '0';
    }
    return {
      code,
      has: (method) => !!look(api, prefix + method),
      act: (method) => yes(call(method, '')),
      // null when the LMS threw.
      read: (element) => call('GetValue', element),
      get(element) {
        const value = call('GetValue', element);
        return value === undefined || value === null ? '' : value;
      },
      set(element, value) {
        const answer = call('SetValue', element, value);
        if (yes(answer)) return '';
        return answer === null ? 'threw' : code() === '0' ? 'failed' : code();
      },
    };
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
