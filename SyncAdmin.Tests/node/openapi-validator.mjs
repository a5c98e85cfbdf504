// Validates calls of a REST API against its OpenAPI 3.0 document.
//   node openapi-validator.mjs DOCUMENT
// One call a line on standard input, { method, path, query, body, status, answer }; one line of output each, the list of what is wrong.
// Stricter than the document where it says nothing: a member that a schema does not name is an error, or a misspelt one would pass.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import Ajv from 'ajv';

const document = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: false, logger: false });
const whole = (least) => ({ type: 'number', validate: (n) => Number.isInteger(n) && n >= least });
for (const [name, format] of Object.entries({
  uint: whole(0), uint8: whole(0), uint32: whole(0), uint64: whole(0), int64: whole(-Infinity),
  float: true, double: true, uri: true, 'partial-date-time': /^\d{4}-\d{2}-\d{2}/, 'date-time': /^\d{4}-\d{2}-\d{2}/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
})) {
  ajv.addFormat(name, format);
}

const Dropped = new Set(['description', 'example', 'examples', 'default', 'deprecated', 'title', 'nullable']);

// OpenAPI 3.0's dialect as JSON Schema. "nullable" alone, which JSON Schema would let everything through, is the null that it means.
function convert(schema) {
  if (Array.isArray(schema)) return schema.map(convert);
  if (schema === null || typeof schema !== 'object') return schema;
  if (schema.$ref) return nullable(schema, { $ref: schema.$ref.replace('#/components/schemas/', 'api#/$defs/') });
  if (schema.nullable && Object.keys(schema).every((key) => Dropped.has(key))) return { type: 'null' };
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') result.properties = Object.fromEntries(Object.entries(value).map(([name, of]) => [name, convert(of)]));
    else if (key === 'enum' || key === 'required') result[key] = value;
    else if (!Dropped.has(key)) result[key] = convert(value);
  }
  if (result.properties && result.additionalProperties === undefined) result.additionalProperties = false;
  return nullable(schema, result);
}

function nullable(schema, converted) {
  return schema.nullable ? { anyOf: [converted, { type: 'null' }] } : converted;
}

ajv.addSchema({ $id: 'api', $defs: convert(document.components.schemas) });

const compiled = new Map();
function check(schema, value, what) {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) compiled.set(key, ajv.compile(convert(schema)));
  const validate = compiled.get(key);
  return validate(value) ? [] : validate.errors.slice(0, 8).map((e) => `${what}${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
}

// Of the paths that fit, the one with the fewest parameters: /collections/aliases is not a collection called aliases.
function find(method, path) {
  const parts = path.split('/');
  const fits = Object.keys(document.paths)
    .filter((template) => document.paths[template][method])
    .map((template) => ({ template, of: template.split('/') }))
    .filter(({ of }) => of.length === parts.length && of.every((part, i) => part === parts[i] || (part.startsWith('{') && parts[i] !== '')));
  const parameters = ({ of }) => of.filter((part) => part.startsWith('{')).length;
  return fits.sort((a, b) => parameters(a) - parameters(b))[0]?.template;
}

function typed(text, schema) {
  const type = schema.$ref ? 'string' : schema.type;
  if (type === 'integer' || type === 'number') return text.trim() === '' ? text : Number(text);
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function errorsOf(call) {
  const template = find(call.method.toLowerCase(), call.path);
  if (!template) return [`no operation ${call.method} ${call.path}`];
  const operation = document.paths[template][call.method.toLowerCase()];
  const errors = [];
  const known = new Map((operation.parameters ?? []).filter((p) => p.in === 'query').map((p) => [p.name, p]));
  for (const [name, text] of new URLSearchParams(call.query)) {
    if (!known.has(name)) errors.push(`query has no parameter ${name}`);
    else errors.push(...check(known.get(name).schema, typed(text, known.get(name).schema), `query ${name}`));
  }
  const body = operation.requestBody?.content?.['application/json']?.schema;
  if (call.body === null && body) errors.push('the body is missing');
  if (call.body !== null) errors.push(...(body ? check(body, JSON.parse(call.body), 'body') : ['there may be no body']));
  const answer = operation.responses[String(call.status)]?.content?.['application/json']?.schema;
  if (answer) errors.push(...check(answer, JSON.parse(call.answer), 'answer'));
  else if (call.status >= 400 && call.status !== 401) errors.push(...check({ $ref: '#/components/schemas/ErrorResponse' }, JSON.parse(call.answer), 'answer'));
  return errors;
}

for await (const line of createInterface({ input: process.stdin })) {
  let errors;
  try {
    errors = errorsOf(JSON.parse(line));
  } catch (error) {
    errors = [`the validator failed: ${error.stack}`];
  }
  process.stdout.write(`${JSON.stringify(errors)}\n`);
}
