'use strict';
// Renders /openapi.json. Text from the document enters the page as text, never as markup.

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** An element with attributes and children; strings become text nodes. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Words between backticks become code; the rest stays text. */
function prose(text) {
  return (text || '').split('`').map((part, i) => i % 2 ? element('code', {}, part) : part);
}

function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split('/').pop();
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.type === 'array') return 'array of ' + typeOf(schema.items);
  const bounds = ['minimum', 'maximum', 'minLength', 'maxLength', 'pattern']
    .filter(key => key in schema).map(key => key + ' ' + schema[key]);
  return [schema.format || schema.type || 'anything', ...bounds].join(', ');
}

function table(heads, rows) {
  return element('table', {},
    element('tr', {}, ...heads.map(head => element('th', {}, head))),
    ...rows.map(row => element('tr', {}, ...row.map(cell => element('td', {}, ...[cell].flat())))));
}

function folded(title, ...children) {
  return element('details', {}, element('summary', {}, title), ...children);
}

function bodyOf(message) {
  return Object.values((message && message.content) || {})[0];
}

function responses(operation) {
  const rows = Object.entries(operation.responses).map(([status, response]) => {
    const media = bodyOf(response);
    return [status, prose(response.description), media ? typeOf(media.schema) : ''];
  });
  return folded('Answers', table(['Status', 'When', 'Body'], rows));
}

function tryOut(path, method, operation) {
  const inputs = (operation.parameters || []).map(parameter => ({
    parameter, input: element('input', { 'aria-label': parameter.name, placeholder: parameter.name })
  }));
  const media = bodyOf(operation.requestBody);
  const body = element('textarea', { rows: '8', 'aria-label': 'body' });
  if (media) body.value = JSON.stringify(media.example, null, 2);
  const output = element('pre', { hidden: '' });
  const send = element('button', { type: 'button' }, 'Send');
  send.addEventListener('click', () => run(path, method, inputs, media && body.value, output));
  const fields = inputs.map(({ parameter, input }) =>
    element('p', {}, element('label', {}, parameter.name + ' (' + parameter.in + ') ', input)));
  return folded('Try it', ...fields, ...(media ? [body] : []), element('p', {}, send), output);
}

async function run(path, method, inputs, body, output) {
  const headers = {};
  const query = new URLSearchParams();
  let target = path;
  for (const { parameter, input } of inputs) {
    if (parameter.in === 'path') {
      target = target.replace('{' + parameter.name + '}', encodeURIComponent(input.value));
    } else if (input.value !== '') {
      if (parameter.in === 'query') query.append(parameter.name, input.value);
      else headers[parameter.name] = input.value;
    }
  }
  const token = document.getElementById('token').value;
  if (token) headers.Authorization = 'Bearer ' + token;
  if (body) headers['Content-Type'] = 'application/json';
  output.hidden = false;
  output.textContent = '…';
  try {
    const address = target + (query.size ? '?' + query : '');
    const response = await fetch(address, { method: method.toUpperCase(), headers, body: body || undefined });
    const text = await response.text();
    const fields = [...response.headers].map(([name, value]) => name + ': ' + value).join('\n');
    output.textContent = response.status + ' ' + response.statusText + '\n' + fields + '\n\n' + pretty(text);
  } catch (problem) {
    output.textContent = String(problem);
  }
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function operation(path, method, described) {
  const parts = [
    element('h3', {}, element('span', { class: 'method ' + method }, method.toUpperCase()), path),
    element('p', {}, described.summary.replace(/\.?$/, '. '), ...prose(described.description))
  ];
  if (described.parameters) {
    parts.push(table(['Parameter', 'In', 'Shape', 'Meaning'], described.parameters.map(p =>
      [p.name + (p.required ? ' *' : ''), p.in, typeOf(p.schema), prose(p.description)])));
  }
  const media = bodyOf(described.requestBody);
  if (media) {
    parts.push(folded('Body: ' + typeOf(media.schema),
      element('pre', {}, JSON.stringify(media.example, null, 2))));
  }
  parts.push(responses(described), tryOut(path, method, described));
  return element('article', { id: described.operationId }, ...parts);
}

function render(api) {
  document.getElementById('version').textContent = api.info.version;
  document.getElementById('description').replaceChildren(...prose(api.info.description));
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const method of METHODS.filter(name => methods[name])) {
      const tag = methods[method].tags[0];
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push({ path, method, described: methods[method] });
    }
  }
  const contents = document.getElementById('contents');
  const main = document.getElementById('operations');
  main.replaceChildren();
  for (const [tag, entries] of groups) {
    contents.append(element('h2', {}, tag), ...entries.map(({ path, method, described }) =>
      element('a', { href: '#' + described.operationId }, method.toUpperCase() + ' ' + path)));
    main.append(element('h2', {}, tag), ...entries.map(e => operation(e.path, e.method, e.described)));
  }
  const schemas = Object.entries(api.components.schemas).map(([name, schema]) =>
    folded(name, element('pre', {}, JSON.stringify(schema, null, 2))));
  main.append(element('h2', {}, 'Schemas'), element('article', {}, ...schemas));
}

fetch('/openapi.json')
  .then(response => response.json())
  .then(render)
  .catch(problem => { document.getElementById('status').textContent = 'No description: ' + problem; });
