// Short names for the packed player. Other minifiers give a variable the shortest name that is free where it stands, so that the
// same thing is called otherwise everywhere; here one name of the sources becomes the same short name wherever it is used, which
// leaves much more for gzip to find twice.
import { parse } from 'acorn';

const LETTERS = 'etnrioaslcdupmhfgbvywkxjqzETNRIOASLCDUPMHFGBVYWKXJQZ$_';
function* shortNames() {
  for (const first of LETTERS) yield first;
  for (const first of LETTERS) for (const second of LETTERS) yield first + second;
}
const KEYWORDS = new Set(['as', 'do', 'if', 'in', 'is', 'of']);

const isNode = (value) => value && typeof value.type === 'string';
const childrenOf = (node) => Object.values(node).flat().filter(isNode);

/** Renames variables, and the properties in `internal`. */
export function rename(code, internal) {
  const tree = parse(code, { ecmaVersion: 2022 });
  const scopes = [];
  const uses = [];
  const properties = [];
  const makeScope = (parent, whole) => {
    const scope = { parent, whole, declared: new Set(), live: new Set() };
    scopes.push(scope);
    return scope;
  };
  const bindings = (pattern) => {
    switch (pattern && pattern.type) {
      case 'Identifier': return [pattern.name];
      case 'ObjectPattern': return pattern.properties.flatMap((property) => bindings(property.value || property.argument));
      case 'ArrayPattern': return pattern.elements.flatMap(bindings);
      case 'AssignmentPattern': return bindings(pattern.left);
      case 'RestElement': return bindings(pattern.argument);
      default: return [];
    }
  };
  const declare = (scope, names) => names.forEach((name) => scope.declared.add(name));

  function walk(node, scope, parent) {
    let inner = scope;
    if (/Function/.test(node.type)) {
      if (node.type === 'FunctionDeclaration') declare(scope, bindings(node.id));
      inner = makeScope(scope, true);
      if (node.type === 'FunctionExpression') declare(inner, bindings(node.id));
      node.params.forEach((param) => declare(inner, bindings(param)));
    } else if (/^(BlockStatement|For.*Statement|SwitchStatement|CatchClause)$/.test(node.type)) {
      inner = makeScope(scope, false);
      if (node.type === 'CatchClause') declare(inner, bindings(node.param));
    } else if (node.type === 'VariableDeclaration') {
      let home = scope;
      while (node.kind === 'var' && !home.whole) home = home.parent;
      node.declarations.forEach((one) => declare(home, bindings(one.id)));
    } else if (node.type === 'Identifier') {
      const asProperty = (parent.type === 'MemberExpression' && parent.property === node && !parent.computed)
        || (parent.type === 'Property' && parent.key === node && !parent.computed);
      if (asProperty) properties.push({ node, shorthand: parent.shorthand && parent });
      else uses.push({ node, scope });
      return;
    }
    for (const child of childrenOf(node)) {
      // `{ name }` is a property and a variable at once.
      if (node.type === 'Property' && node.shorthand && child === node.key && child === node.value) {
        properties.push({ node: child, shorthand: node });
        uses.push({ node: child, scope: inner, shorthand: node });
        break;
      }
      if (node.type === 'Property' && node.shorthand && child === node.key) {
        properties.push({ node: child, shorthand: node });
        continue;
      }
      walk(child, inner, node);
    }
  }
  walk(tree, makeScope(null, true), null);

  // A name is live in a scope that declares it or in which it is used; two that are live in one scope need different short names.
  const frequency = new Map();
  const globals = new Set();
  for (const use of uses) {
    const { name } = use.node;
    let home = use.scope;
    while (home && !home.declared.has(name)) home = home.parent;
    use.bound = !!home;
    if (!home) {
      globals.add(name);
      continue;
    }
    frequency.set(name, (frequency.get(name) || 0) + 1);
    for (let scope = use.scope; ; scope = scope.parent) {
      scope.live.add(name);
      if (scope === home) break;
    }
  }
  const taken = new Map();
  const variables = new Map();
  for (const [name] of [...frequency].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const near = scopes.filter((scope) => scope.live.has(name));
    const used = new Set(near.flatMap((scope) => taken.get(scope) || []));
    for (const short of shortNames()) {
      if (used.has(short) || globals.has(short) || KEYWORDS.has(short)) continue;
      variables.set(name, short);
      for (const scope of near) taken.set(scope, (taken.get(scope) || []).concat(short));
      break;
    }
  }

  const counts = new Map();
  const others = new Set();
  for (const { node: { name } } of properties) {
    if (internal.has(name)) counts.set(name, (counts.get(name) || 0) + 1);
    else others.add(name);
  }
  const members = new Map();
  const free = shortNames();
  for (const [name] of [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    let short = free.next().value;
    while (others.has(short)) short = free.next().value;
    members.set(name, short);
  }

  const edits = new Map();
  for (const { node, shorthand } of properties) {
    const name = members.get(node.name) || node.name;
    edits.set(node.start, { node, text: shorthand ? name + ':' : name, isShort: !!shorthand, name });
  }
  for (const { node, bound } of uses) {
    const name = (bound && variables.get(node.name)) || node.name;
    const edit = edits.get(node.start);
    edits.set(node.start, { node, text: edit && edit.name !== name ? edit.text + name : name });
  }
  let out = '';
  let at = 0;
  for (const [start, { node, text }] of [...edits].sort((a, b) => a[0] - b[0])) {
    out += code.slice(at, start) + text;
    at = node.end;
  }
  return out + code.slice(at);
}
