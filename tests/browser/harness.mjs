// What the browser tests share: pages of archives, a browser, and a visit that checks that a page logs nothing and makes
// no request.
//
// To run the tests: build the program (cargo build --release), then, in this directory,
//   npm ci && npm test
// CHROMIUM names the browser (default: /usr/bin/chromium), GLANE the program (default:
// target/release/glane). Screenshots are written to the directory SHOTS, if set;
// `readme.png` among them is docs/page.png.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.GLANE ?? join(root, "target/release/glane");
/** A directory for the files of one file of tests. */
export const place = mkdtempSync(join(tmpdir(), "glane-page-"));
export const WIDE = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  rmSync(place, { recursive: true, force: true });
});

/** Runs the program in the root of the project; returns its output. */
export const glane = (...options) => execFileSync(program, options, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 26 });

const pages = new Map();

/** The address of the page of an archive; an archive is analyzed once with the same name. */
export function page(name, input, ...options) {
  if (!pages.has(name)) {
    const out = join(place, name);
    glane("analyze", ...[input].flat(), "-o", out, "--quiet", ...options);
    pages.set(name, pathToFileURL(join(out, "index.html")).href);
  }
  return pages.get(name);
}

/** The page of the archive of the project, in French, and in English without texts. */
export const french = () => page("french", "corpora");
export const english = () => page("english", "corpora", "--ui", "en", "--page-texts", "0");

/** A tab without a page, and its context; the caller closes the context. */
export async function newTab(options = {}) {
  const context = await browser.newContext({ viewport: WIDE, acceptDownloads: true, ...options });
  context.setDefaultTimeout(10_000);
  return { context, tab: await context.newPage() };
}

/** Waits until the page is built. */
export const ready = (tab) => tab.waitForSelector("html[data-ready]", { state: "attached" });

/** Opens a page, passes it to `look`, and checks that it logged nothing and made no request. */
export async function visit(address, look, options = {}) {
  const { context, tab } = await newTab(options);
  const said = [];
  const asked = [];
  tab.on("console", (message) => said.push(message.text()));
  tab.on("pageerror", (error) => said.push(String(error)));
  tab.on("dialog", (dialog) => said.push(dialog.message()));
  tab.on("request", (request) => asked.push(request.url()));
  try {
    await tab.goto(address);
    if (options.javaScriptEnabled !== false) await ready(tab);
    await look(tab);
    assert.deepEqual(said, [], "no error, no message");
    const own = (url) => url.split("#")[0] === address.split("#")[0] || url.startsWith("data:") || url.startsWith("blob:");
    assert.deepEqual(asked.filter((url) => !own(url)), [], "no request but for the page");
  } finally {
    await context.close();
  }
}

/** Keeps a file beside the screenshots, if these are asked for. */
export function keep(name, bytes) {
  if (!process.env.SHOTS) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  writeFileSync(join(process.env.SHOTS, name), bytes);
}

export async function shot(tab, name, fullPage = false) {
  if (process.env.SHOTS) keep(`${name}.png`, await tab.screenshot({ fullPage }));
}

/** Waits for a condition. (`waitForFunction` evaluates JavaScript, which the policy of the page refuses.) */
export async function until(holds, what) {
  for (const start = Date.now(); Date.now() - start < 10_000; await new Promise((resolve) => setTimeout(resolve, 20)))
    if (await holds()) return;
  assert.fail(`waited in vain: ${what}`);
}

/** The number of posts that the list of posts says. */
export const status = (tab) => tab.locator("#posts [role=status]").textContent();
export const count = async (tab) => Number((await status(tab)).replace(/[\u202f,]/g, "").match(/^\d+/)[0]);

/** The key of a value in the state of the page, from the address. */
export const stateOf = (tab) => Object.fromEntries(new URLSearchParams(new URL(tab.url()).hash.slice(1)));

/** Opens the form of the filter. */
export const openFilter = (tab) => tab.locator(".filter-form > summary").click();

/** A select of the filter, by its name. */
export const filterBy = (tab, name) => tab.locator(".filter-form").getByRole("combobox", { name, exact: true });
