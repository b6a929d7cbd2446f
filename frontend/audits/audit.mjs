/** Runs graphql-http's server audits: `node audit.mjs URL TOKEN`, or without them on a demo that it starts and ends. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { auditServer } from "graphql-http";

const root = join(import.meta.dirname, "../..");
const patience = 120_000;

async function audit(url, token) {
  const signedIn = (address, options = {}) =>
    fetch(address, { ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } });
  const results = await auditServer({ url, fetchFn: signedIn });
  const wrong = results.filter((result) => result.status !== "ok");
  for (const result of wrong) {
    console.error(`${result.status}: ${result.id} ${result.name}: ${result.reason}`);
  }
  console.log(`${results.length - wrong.length} of ${results.length} audits of GraphQL over HTTP are ok.`);
  return results.length > 50 && wrong.length === 0;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const tried = createServer();
    tried.once("error", reject);
    tried.listen(0, "127.0.0.1", () => {
      const { port } = tried.address();
      tried.close(() => resolve(port));
    });
  });
}

async function auditDemo() {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "zones-audit-"));
  const demo = spawn("python3", ["dev.py", "demo", "--no-reload", "--data", join(folder, "data"), "--port", `${port}`], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => demo.once("exit", resolve));
  try {
    await answers(`http://127.0.0.1:${port}/health`, demo);
    return await audit(`http://127.0.0.1:${port}/graphql`, "demo-county");
  } finally {
    demo.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true });
  }
}

async function answers(url, process) {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(200)) {
    if (process.exitCode !== null) {
      throw new Error("The demo ended before it answered.");
    }
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
  }
  throw new Error("The demo did not answer.");
}

const [url, token] = process.argv.slice(2);
if (!(await (url ? audit(url, token) : auditDemo()))) {
  process.exitCode = 1;
}
