// Reads imsmanifest.xml the plain way, so that what an importer shows can be compared with what the file says.

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decode = (text) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name) => entities[name]);

/** The files of a resource and of everything that it depends on. */
function filesOf(resources, ref) {
  const files = new Set();
  const seen = new Set();
  const visit = (id) => {
    const resource = resources.get(id);
    if (!resource || seen.has(id)) return;
    seen.add(id);
    resource.files.forEach((file) => files.add(file));
    resource.dependencies.forEach(visit);
  };
  visit(ref);
  return files;
}

/** Items in document order, resources by identifier, and the first resource that has an href. */
export function readManifest(xml) {
  const source = xml.replace(/<!--[\s\S]*?-->/g, '').replace(/<metadata[\s\S]*?<\/metadata>/g, '');
  const resources = new Map();
  let first = null;
  let resource = null;
  const items = [];
  const open = [];
  let inTitle = false;
  for (const [, close, name, attributes, empty, text] of
    source.matchAll(/<(\/?)([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>([^<]*)/g)) {
    const attribute = {};
    for (const [, key, a, b] of attributes.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
      attribute[key] = decode(a ?? b);
    }
    if (name === 'title') inTitle = !close;
    if (close) {
      if (name === 'item') open.pop();
    } else if (name === 'item') {
      const item = { id: attribute.identifier, ref: attribute.identifierref, title: '', depth: open.length, objectives: [] };
      items.push(item);
      if (!empty) open.push(item);
    } else if (inTitle && name === 'title' && open.length) {
      open[open.length - 1].title = decode(text);
    } else if (name === 'adlcp:masteryscore' && open.length) {
      open[open.length - 1].mastery = Number(text);
    } else if (/^imsss:(primaryObjective|objective)$/.test(name) && open.length) {
      if (attribute.objectiveID) open[open.length - 1].objectives.push(attribute.objectiveID);
    } else if (name === 'imsss:minNormalizedMeasure' && open.length) {
      open[open.length - 1].passing ??= Number(text);
    } else if (name === 'adlcp:completionThreshold' && open.length) {
      open[open.length - 1].threshold = Number(attribute.minProgressMeasure ?? text);
    } else if (name === 'resource') {
      resource = { id: attribute.identifier, href: attribute.href, type: attribute['adlcp:scormtype'] ?? attribute['adlcp:scormType'], files: [], dependencies: [] };
      resources.set(resource.id, resource);
      if (resource.href && !first) first = resource;
    } else if (name === 'file' && resource) {
      resource.files.push(decodeURIComponent(attribute.href));
    } else if (name === 'dependency' && resource) {
      resource.dependencies.push(attribute.identifierref);
    }
  }
  const launches = items
    .filter((item) => item.ref && resources.has(item.ref))
    .map((item) => ({ ...item, href: resources.get(item.ref).href, files: filesOf(resources, item.ref) }));
  const version = /<schemaversion>([^<]*)</.exec(xml)?.[1];
  return { items, resources, first, launches, version };
}
