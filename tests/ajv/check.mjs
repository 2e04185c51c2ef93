// Loads every schema of a folder into ajv and judges documents with it.
// Usage: node check.mjs SCHEMAS_FOLDER CASES.json
// CASES.json: {"documents": [...], "expected": {"<schema address>": [true, false, ...]}}, one result a document.
// Prints one line for each disagreement; exit code 0 when there is none, 1 otherwise.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";

const [folder, casesFile] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const dialect = read(join(folder, "dialect.json"));

// The annotations of the dialect are no keywords of ajv, and formats are annotations in the dialect.
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addMetaSchema(dialect);
for (const part of ["declaration", "facts", "regimes"]) {
  for (const name of readdirSync(join(folder, part)).filter((file) => file.endsWith(".json"))) {
    ajv.addSchema(read(join(folder, part, name)));
  }
}

const { documents, expected } = read(casesFile);
let disagreements = 0;
for (const [address, results] of Object.entries(expected)) {
  const validate = ajv.getSchema(address);
  documents.forEach((document, index) => {
    if (validate(document) !== results[index]) {
      disagreements += 1;
      console.log(`${address}: document ${index}: expected ${results[index]}, ajv says ${!results[index]}`);
    }
  });
}
console.log(`${Object.keys(expected).length} schemas, ${documents.length} documents, ${disagreements} disagreements`);
process.exitCode = disagreements ? 1 : 0;
