// A browser without pages: windows that run the player's own sources against a clock, a storage and a network that a test can break. A day takes milliseconds.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import zlib from 'node:zlib';
import { sources } from '../pack-player.mjs';
import { web } from './load.mjs';

const scripts = sources.map((name) => new vm.Script(fs.readFileSync(path.join(web, name), 'utf8'), { filename: name }));
const words = Object.keys(JSON.parse(fs.readFileSync(path.join(web, 'lang/en.json'))));
const settle = () => new Promise(setImmediate);
// Every word reads as its own key, so that a test sees what is said and not how.
const strings = { en: Object.fromEntries(words.map((key) => [key, key])) };

// What the player needs of the streams, without waiting.
class Bytes { constructor([bytes]) { this.bytes = bytes; } stream() { return { pipeThrough: (stream) => stream.run(this.bytes) }; } }
class Deflate { run(bytes) { return zlib.deflateRawSync(bytes); } }
class Inflate { run(bytes) { return zlib.inflateRawSync(bytes); } }
class Answer { constructor(bytes) { this.bytes = bytes; } async arrayBuffer() { return Uint8Array.from(this.bytes).buffer; } }

export class World {
  // `fail(text)` hears of everything that must not happen; `random(below)` is the only chance there is.
  constructor({ fail, random }) {
    Object.assign(this, { fail, random, now: 0, skew: 0, timers: [], windows: [], next: 1, online: true, blocked: false, full: false, items: new Map(), fetched: [] });
  }

  storageWorks() { return !this.blocked && !this.full; }

  // Lets the time pass, with everything that becomes due. Windows that are frozen are left out; they catch up when they are awake.
  async pass(ms) {
    const end = this.now + ms;
    await settle();
    for (;;) {
      const due = this.timers.filter((timer) => timer.win.awake && timer.at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      const to = due ? Math.max(this.now, due.at) : end;
      for (const win of this.windows) if (win.awake) win.lived += to - this.now;
      this.now = to;
      if (!due) break;
      if (due.every) due.at = this.now + due.every;
      else this.timers.splice(this.timers.indexOf(due), 1);
      due.win.run(due.action);
      await settle();
    }
    await settle();
  }

  // The machine sleeps: the time is gone, nothing ran.
  sleep(ms) { this.now += ms; }

  clear() { this.items.clear(); }

  open(options) {
    const win = new Win(this, options);
    this.windows.push(win);
    return win;
  }
}

class Win {
  // `parent` is the window above, with the LMS's API; `shell(p, cp)` makes what stands in for the page.
  constructor(world, { course, parent, opener, shell, protocol = 'https:', search = '' }) {
    Object.assign(this, { world, awake: true, dead: false, cached: false, lived: 0, listeners: {}, born: world.now, asked: [] });
    const win = this;
    const on = (target) => (name, listener) => { (win.listeners[target + name] ||= []).push(listener); };
    const later = (every) => (action, ms = 0, ...rest) => {
      const id = world.next++;
      world.timers.push({ id, win, at: world.now + Math.max(0, ms), every: every ? ms : 0, action: () => action(...rest) });
      return id;
    };
    const cancel = (id) => { world.timers = world.timers.filter((timer) => timer.id !== id); };
    const document = { visibilityState: 'visible', addEventListener: on('document:'), getElementById: () => ({}), querySelectorAll: () => [], documentElement: { classList: { add() {}, remove() {} } } };
    const storage = new Proxy({
      getItem: (key) => world.items.get(key) ?? null,
      setItem: (key, value) => {
        if (world.full) throw new Error('QuotaExceededError');
        win.stored(key, String(value));
      },
      removeItem: (key) => win.stored(key, null),
    }, { ownKeys: () => [...world.items.keys()], getOwnPropertyDescriptor: (target, key) => (world.items.has(key) ? { enumerable: true, configurable: true, value: world.items.get(key) } : undefined) });
    const global = {
      document, location: { protocol, hash: '', search }, addEventListener: on('window:'), opener: opener || null,
      performance: { now: () => world.now - win.born }, setTimeout: later(false), clearTimeout: cancel, setInterval: later(true), clearInterval: cancel,
      navigator: { languages: ['en'] },
      console: { log: (...line) => win.asked.push(line) },
      async fetch(address, request) {
        const there = world.online;
        world.fetched.push({ at: world.now, address, there, request });
        await null;
        if (!there) throw new TypeError('Failed to fetch');
        return { status: 200, ok: true };
      },
      close() { win.closed = true; },
      TextEncoder, TextDecoder, URL, btoa, atob, Blob: Bytes, Response: Answer, CompressionStream: Deflate, DecompressionStream: Inflate,
      coursepack: { course: { languages: ['en'], words: { en: 'English' }, ...structuredClone(course) }, strings },
    };
    Object.defineProperty(global, 'localStorage', { get() { if (world.blocked) throw new Error('SecurityError'); return storage; } });
    vm.createContext(global);
    this.global = global;
    const self = vm.runInContext('globalThis', global);
    Object.assign(global, { window: self, parent: parent || self, top: parent || self });
    const random = () => world.random(1 << 30) / (1 << 30);
    vm.runInContext('(function (random, wall) { Math.random = random; const Real = Date; globalThis.Date = class extends Real { constructor(...given) { if (given.length) super(...given); else super(wall()); } static now() { return wall(); } }; })', global)(random, () => 1.7e12 + world.now + world.skew);
    for (const script of scripts) this.run(() => script.runInContext(global));
    const cp = global.coursepack;
    cp.createShell = (p) => shell(p, cp);
    this.cp = cp;
    this.document = document;
    this.fire('document:DOMContentLoaded', {});
  }

  run(action) {
    if (this.dead) return;
    try {
      const result = action();
      if (result && result.catch) result.catch((error) => this.world.fail(`exception: ${error.stack}`));
    } catch (error) {
      this.world.fail(`exception: ${error.stack}`);
    }
  }

  fire(name, event) {
    for (const listener of this.listeners[name] || []) this.run(() => listener(event));
  }

  // Other windows hear a moment later; those in the cache of pages never do.
  stored(key, value) {
    const { world } = this;
    const old = world.items.get(key) ?? null;
    if (this.dead || value === old) return;
    if (value === null) world.items.delete(key);
    else world.items.set(key, value);
    for (const other of world.windows) {
      if (other === this || other.dead || other.cached) continue;
      world.timers.push({ id: world.next++, win: other, at: world.now + 3, every: 0, action: () => other.fire('window:storage', { key, oldValue: old, newValue: value }) });
    }
  }

  visible(yes) {
    const name = yes ? 'visible' : 'hidden';
    if (this.document.visibilityState === name) return;
    this.document.visibilityState = name;
    this.fire('document:visibilitychange', {});
  }

  hide(persisted) {
    this.visible(false);
    this.fire('window:pagehide', { persisted });
    if (!persisted) this.kill();
    else Object.assign(this, { awake: false, cached: true });
  }

  // Back from the cache of pages.
  back() {
    Object.assign(this, { awake: true, cached: false });
    // Chromium tells in this order.
    this.visible(true);
    this.fire('window:pageshow', { persisted: true });
  }

  kill() {
    Object.assign(this, { dead: true, awake: false });
    this.world.windows = this.world.windows.filter((win) => win !== this);
    this.world.timers = this.world.timers.filter((timer) => timer.win !== this);
  }
}

// A field to write in, as far as the player cares.
export function field() {
  const listeners = {};
  return { value: '', readOnly: false, addEventListener: (name, listener) => { (listeners[name] ||= []).push(listener); }, fire: (name) => (listeners[name] || []).forEach((listener) => listener({})) };
}
