// Writes src/lib/api/schema.ts from docs/openapi.json; with --check only says whether it is stale.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../docs/openapi.json", import.meta.url);
const target = new URL("../src/lib/api/schema.ts", import.meta.url);

const header = "// Generated from docs/openapi.json by `./dev schema`. Do not edit.\n\n";
const fresh = header + astToString(await openapiTS(source));

if (process.argv.includes("--check")) {
  const current = await readFile(target, "utf8").catch(() => "");
  if (current !== fresh) {
    console.error("src/lib/api/schema.ts does not match docs/openapi.json: run ./dev schema");
    process.exit(1);
  }
} else {
  await writeFile(target, fresh);
}
