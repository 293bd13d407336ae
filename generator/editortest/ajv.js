// Validates values with Ajv: reads {schemas, values: [{schema, value}]} from standard input
// and writes the errors of each value. The first argument is the path of Ajv, which is
// installed in another folder.
'use strict';
const fs = require('fs');
const Ajv = require(process.argv[2]).default;

const { schemas, values } = JSON.parse(fs.readFileSync(0, 'utf8'));

const ajv = new Ajv({
  strict: true,
  // Lists of types are intended: a text may be written as a number.
  allowUnionTypes: true,
  // A branch may require a key that is described elsewhere.
  strictRequired: false,
  allErrors: true,
});

// The two keywords of platmap; package schemas documents them.
ajv.addKeyword({
  keyword: 'calendar',
  schemaType: 'boolean',
  validate: (on, value) => {
    const [year, month = 1, day = 1] = String(value).split('-').map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    return !on || (date.getUTCMonth() === month - 1 && date.getUTCDate() === day);
  },
});
ajv.addKeyword({
  keyword: 'oneKeyOf',
  type: 'object',
  schemaType: 'array',
  validate: (keys, value) => keys.filter((key) => Object.hasOwn(value, key)).length === 1,
});
// Keywords of editors. Any other unknown keyword is refused.
ajv.addVocabulary(['enumDescriptions', 'patternErrorMessage', 'defaultSnippets']);
ajv.addFormat('uri', (text) => URL.canParse(text));

for (const name of Object.keys(schemas)) ajv.addSchema(schemas[name], name);

const faults = values.map(({ schema, value }) => {
  const validate = ajv.getSchema(schema);
  if (!validate) throw new Error(`unknown schema ${schema}`);
  if (validate(value)) return [];
  return validate.errors.map((e) => `${e.instancePath} ${e.message}`);
});

// Every example must be valid.
function examples(schema, address) {
  if (typeof schema !== 'object' || schema === null) return;
  if (Array.isArray(schema.examples)) {
    const validate = ajv.getSchema(address);
    for (const example of schema.examples) {
      if (!validate(example)) throw new Error(`${address}: example ${JSON.stringify(example)} ${ajv.errorsText(validate.errors)}`);
    }
  }
  for (const key of ['properties', 'patternProperties', '$defs']) {
    for (const name of Object.keys(schema[key] || {})) {
      examples(schema[key][name], `${address}/${key}/${encodeURIComponent(name)}`);
    }
  }
  for (const key of ['items', 'if', 'then', 'else']) examples(schema[key], `${address}/${key}`);
}
for (const name of Object.keys(schemas)) {
  if (!ajv.getSchema(name)) throw new Error(`${name} does not compile`);
  examples(schemas[name], `${name}#`);
}

process.stdout.write(JSON.stringify(faults));
