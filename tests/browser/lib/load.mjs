// The player's sources in Node, without a page: what needs no document can be tested as functions.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { fileURLToPath } from 'node:url';
import { sources } from '../pack-player.mjs';

export const web = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../src/player/web');

export function loadPlayer() {
  const world = { TextEncoder, TextDecoder, URL, Blob, Response, CompressionStream, DecompressionStream, btoa, atob, Intl, Math, setTimeout, clearTimeout };
  vm.createContext(world);
  for (const name of sources) vm.runInContext(fs.readFileSync(path.join(web, name), 'utf8'), world, { filename: name });
  return world.coursepack;
}

// Random numbers that are the same in every run.
export function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
