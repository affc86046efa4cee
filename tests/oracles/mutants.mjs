// Small mistakes, made one at a time in a real manifest: what a writer, an editor or a bad merge could leave behind.

function parse(xml) {
  const elements = [];
  const open = [];
  for (const tag of xml.matchAll(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g)) {
    const [whole, close, name, attributes, empty] = tag;
    if (!name) continue;
    if (close) {
      const element = open.pop();
      element.textEnd = tag.index;
      element.end = tag.index + whole.length;
      continue;
    }
    const element = { name, start: tag.index, tagEnd: tag.index + whole.length, attributes: [], children: [], parent: open[open.length - 1] };
    const offset = tag.index + 1 + name.length;
    for (const attribute of attributes.matchAll(/(\s+)([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
      const from = offset + attribute.index;
      element.attributes.push({ name: attribute[2], from, to: from + attribute[0].length });
    }
    element.parent?.children.push(element);
    elements.push(element);
    if (empty) element.end = element.tagEnd;
    else open.push(element);
  }
  return elements;
}

/** Changed copies of a manifest as [{ label, xml }]. At most `perName` elements of one name are taken. */
export function mutants(xml, perName = 3) {
  const made = [];
  const seen = new Map();
  const put = (label, from, to, text) => made.push({ label, xml: xml.slice(0, from) + text + xml.slice(to) });
  for (const element of parse(xml)) {
    const { name, start, tagEnd, end } = element;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    if (count > perName) continue;
    const here = `${name}[${count}]`;
    const tag = xml.slice(start, tagEnd);
    for (const attribute of element.attributes) {
      if (/^xmlns|^xsi:/.test(attribute.name)) continue;
      const set = (value) => ` ${attribute.name}="${value}"`;
      put(`${here} without @${attribute.name}`, attribute.from, attribute.to, '');
      for (const value of ['', '1 two', '-', 'true', 'x'.repeat(21), 'x'.repeat(201), 'x'.repeat(2001)]) {
        put(`${here} @${attribute.name}=${value.slice(0, 8)}(${value.length})`, attribute.from, attribute.to, set(value));
      }
    }
    const nameEnd = start + 1 + name.length;
    put(`${here} with an unknown attribute`, nameEnd, nameEnd, ' unknown="x"');
    put(`${here} with an unknown foreign attribute`, nameEnd, nameEnd, ' xmlns:f="urn:f" f:unknown="x"');
    put(`${here} with an unknown child`, tagEnd, tagEnd, tag.endsWith('/>') ? '' : '<unknown/>');
    if (!tag.endsWith('/>')) {
      put(`${here} with a foreign child`, element.textEnd, element.textEnd, '<f:unknown xmlns:f="urn:f"/>');
      put(`${here} with text`, tagEnd, tagEnd, 'text');
    }
    if (!element.parent) continue;
    put(`without ${here}`, start, end, '');
    put(`${here} twice`, end, end, xml.slice(start, end));
    const next = element.parent.children[element.parent.children.indexOf(element) + 1];
    if (next) put(`${here} after ${next.name}`, start, next.end, xml.slice(next.start, next.end) + xml.slice(end, next.start) + xml.slice(start, end));
    const { parent } = element;
    put(`${here} first`, parent.tagEnd, end, xml.slice(start, end) + xml.slice(parent.tagEnd, start));
    put(`${here} last`, start, parent.textEnd, xml.slice(end, parent.textEnd) + xml.slice(start, end));
    if (!element.children.length && !tag.endsWith('/>')) {
      for (const text of ['', ' ', 'x', '1.2', '100', 'x'.repeat(101), 'x'.repeat(201), 'x'.repeat(256), 'x'.repeat(2001)]) {
        put(`${here} = ${text.slice(0, 8)}(${text.length})`, tagEnd, element.textEnd, text);
      }
    }
  }
  return made.filter((mutant) => mutant.xml !== xml);
}
