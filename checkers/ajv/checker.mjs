// ajv as a checker: what a plain JSON Schema validator in JavaScript says, over the protocol of docs/suite.md.

import { createInterface } from "node:readline";
import Ajv2020 from "ajv/dist/2020.js";

const VERDICTS = ["pass", "fail", "not-applicable", "not-in-force"];

// ajv 8 takes an empty list among items for one that contains what the item before it contained, unless contains is bounded above.
function bounded(schema) {
  if (Array.isArray(schema)) return schema.map(bounded);
  if (schema === null || typeof schema !== "object") return schema;
  const members = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, bounded(value)]));
  const open = typeof members.contains === "object" && members.maxContains === undefined;
  return open ? { ...members, maxContains: Number.MAX_SAFE_INTEGER } : members;
}

function plain(schemas) {
  // Our annotations mean nothing to ajv, and its own dialect says as much of them as ours does.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false });
  for (const [uri, schema] of Object.entries(schemas)) {
    const { $schema, ...rest } = bounded(schema);
    ajv.addSchema({ ...rest, $id: uri });
  }
  const compiled = new Map();
  return (uri, schema, document) => {
    if (typeof schema === "boolean") return schema;
    if (!compiled.has(uri)) compiled.set(uri, ajv.compile({ $ref: uri }));
    return compiled.get(uri)(document);
  };
}

const begun = (span, day) => span.from !== null && span.from <= day;
const ended = (span, day) => span.to !== null && span.to < day;

function prepare({ regime, candidate, schemas }) {
  const holds = plain(schemas);
  const file = schemas[regime];
  return ({ requirement: uri, asOf, supposeInForce, judged }) => {
    const requirement = file.$defs[uri.slice(uri.lastIndexOf("/") + 1)];
    if (!candidate) {
      const inForce = requirement.requirement.inForce;
      const variants = inForce.variants ?? [];
      const place = `${uri}/requirement/inForce/variants`;
      const window = variants.find((variant, n) => holds(`${place}/${n}/if`, variant.if, judged)) ?? inForce;
      const { stayed } = inForce;
      const isStayed = stayed !== undefined && begun(stayed, asOf) && !ended(stayed, asOf);
      if (ended(window, asOf) || (!supposeInForce && (isStayed || !begun(window, asOf)))) return "not-in-force";
    }
    if (!holds(`${regime}#/if`, file.if ?? true, judged)) return "not-applicable";
    if (!holds(`${uri}/if`, requirement.if ?? true, judged)) return "not-applicable";
    return holds(`${uri}/then`, requirement.then, judged) ? "pass" : "fail";
  };
}

let judge = null;

function answer(message) {
  switch (message.cmd) {
    case "start":
      return { version: 1, name: "ajv", verdicts: VERDICTS };
    case "dialect":
      judge = prepare(message);
      return { ok: true };
    default:
      return { seq: message.seq, verdict: judge(message) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.cmd === "stop") break;
  let said;
  try {
    said = answer(message);
  } catch (error) {
    said = message.cmd === "case" ? { seq: message.seq, error: String(error) } : { ok: false, error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
