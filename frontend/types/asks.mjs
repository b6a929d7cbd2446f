/** Writes `src/generated/asks.ts`: each example sent with its own variables, so that the compiler checks both. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "graphql";

const examples = join(process.env.ZONES_SCHEMA ?? "../../schema", "examples");

function askOf(file) {
  const document = parse(readFileSync(join(examples, file), "utf8"));
  const operation = document.definitions.find((node) => node.kind === "OperationDefinition");
  if (operation?.name === undefined) {
    throw new Error(`${file}: its operation needs a name`);
  }
  const beside = join(examples, file.replace(/\.graphql$/, ".json"));
  const variables = existsSync(beside) ? `, ${readFileSync(beside, "utf8").trim()}` : "";
  const name = operation.name.value;
  return { document: `${name}Document`, line: `  () => ask(${name}Document${variables}),` };
}

const asks = readdirSync(examples)
  .filter((file) => file.endsWith(".graphql"))
  .sort()
  .map(askOf);
const imported = asks.map(({ document }) => document).join(", ");
writeFileSync(
  "src/generated/asks.ts",
  [
    'import { ask } from "../client";',
    `import { ${imported} } from "./graphql";`,
    "",
    "/** Every example document, sent as a client would. */",
    "export const ASKS = [",
    ...asks.map(({ line }) => line),
    "] as const;",
    "",
  ].join("\n"),
);
