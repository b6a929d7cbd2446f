/** Checks what clients rely on: types of the schema compile, and the committed GraphiQL is what its sources build. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const committed = join(here, "../service/pages/graphiql");
const schemaRoom = process.env.ZONES_SCHEMA ?? join(here, "../schema");
const needed = ["schema.graphql", "examples"].map((path) => join(schemaRoom, path));

function run(script, workspace, environment = {}) {
  console.log(`> npm run ${script} -w ${workspace}`);
  const { status } = spawnSync("npm", ["run", "--silent", script, "-w", workspace], {
    cwd: here,
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  if (status !== 0) {
    fail(`npm run ${script} -w ${workspace} failed`);
  }
}

function fail(reason) {
  throw new Error(reason);
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function differences(built) {
  const names = new Set([...filesOf(built), ...filesOf(committed)]);
  return [...names].filter((name) => {
    const both = [built, committed].map((folder) => join(folder, name));
    return !both.every(existsSync) || !readFileSync(both[0]).equals(readFileSync(both[1]));
  });
}

function checkLock() {
  const lock = readFileSync(join(here, "package-lock.json"), "utf8");
  if (/"resolved": "[a-z+]+:/.test(lock)) {
    fail("package-lock.json names the registry it was made with; .npmrc here keeps that out");
  }
}

function checkGraphiql() {
  run("types", "@collaboration-zones/graphiql");
  const built = mkdtempSync(join(tmpdir(), "graphiql-"));
  try {
    run("build", "@collaboration-zones/graphiql", { GRAPHIQL_OUT: built });
    const different = differences(built);
    if (different.length > 0) {
      fail(`service/pages/graphiql is not what its sources build; run npm run build: ${different.join(", ")}`);
    }
  } finally {
    rmSync(built, { recursive: true });
  }
}

function checkTypes() {
  const missing = needed.filter((path) => !existsSync(path));
  if (missing.length > 0) {
    fail(`The schema's types cannot be checked without: ${missing.join(", ")}`);
  }
  run("build", "@collaboration-zones/types");
  run("types", "@collaboration-zones/types");
}

try {
  checkLock();
  checkGraphiql();
  checkTypes();
  run("audit", "@collaboration-zones/audits");
  console.log("GraphiQL is as built, the types of every example compile, and every audit is ok.");
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
