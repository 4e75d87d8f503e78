// Tests of the page of an archive in Chromium: content, pointer and keyboard, no execution of content of posts,
// no network request.
//
// To run: build the program (cargo build --release), then, in this directory,
//   npm ci && npm test
// CHROMIUM names the browser (default: /usr/bin/chromium), GLANE the program (default:
// target/release/glane). Screenshots are written to the directory SHOTS, if set;
// `readme.png` among them is docs/page.png.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { hostile, manyPosts } from "./archives.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.GLANE ?? join(root, "target/release/glane");
const place = mkdtempSync(join(tmpdir(), "glane-page-"));
const MANY = 20_000;
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const README = { width: 1240, height: 1500 };

let browser;
const pages = {};

/** Analyzes an archive and returns the address of its page. */
function page(name, input, ...options) {
  const out = join(place, name);
  execFileSync(program, ["analyze", input, "-o", out, "--quiet", ...options], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  return pathToFileURL(join(out, "index.html")).href;
}

before(async () => {
  pages.french = page("french", "corpora");
  pages.copies = page("copies", "corpora", "tests/data/formats");
  pages.english = page("english", "corpora", "--ui", "en", "--page-texts", "0");
  writeFileSync(join(place, "hostile.jsonl"), hostile.map((post) => JSON.stringify(post)).join("\n"));
  pages.hostile = page("hostile-page", join(place, "hostile.jsonl"));
  const file = createWriteStream(join(place, "many.jsonl"));
  for (const line of manyPosts(MANY)) file.write(`${line}\n`);
  file.end();
  await once(file, "finish");
  pages.many = page("many-page", join(place, "many.jsonl"));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  rmSync(place, { recursive: true, force: true });
});

/** Opens a page, passes it to `look`, and checks that it logged nothing and made no request. */
async function visit(address, look, options = {}) {
  const context = await browser.newContext({ viewport: WIDE, ...options });
  context.setDefaultTimeout(10_000);
  const tab = await context.newPage();
  const said = [];
  const asked = [];
  tab.on("console", (message) => said.push(message.text()));
  tab.on("pageerror", (error) => said.push(String(error)));
  tab.on("dialog", (dialog) => said.push(dialog.message()));
  tab.on("request", (request) => asked.push(request.url()));
  try {
    await tab.goto(address);
    if (options.javaScriptEnabled !== false) await tab.waitForSelector("html[data-ready]", { state: "attached" });
    await look(tab);
    assert.deepEqual(said, [], "no error, no message");
    assert.deepEqual(asked.filter((url) => url.split("#")[0] !== address), [], "no request but for the page");
  } finally {
    await context.close();
  }
}

async function shot(tab, name, fullPage = false) {
  if (!process.env.SHOTS) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  await tab.screenshot({ path: join(process.env.SHOTS, `${name}.png`), fullPage });
}

/** Waits for a condition. (`waitForFunction` evaluates JavaScript, which the policy of the page refuses.) */
async function until(holds, what) {
  for (const start = Date.now(); Date.now() - start < 5000; await new Promise((resolve) => setTimeout(resolve, 20)))
    if (await holds()) return;
  assert.fail(`waited in vain: ${what}`);
}

/** Milliseconds from typing a query to the first posts found, and to all of them. */
const searched = (tab, query) =>
  tab.evaluate(
    (query) =>
      new Promise((resolve) => {
        const list = document.querySelector("#posts .posts");
        const start = performance.now();
        let first;
        const observer = new MutationObserver(() => {
          const now = Math.round(performance.now() - start);
          first ??= now;
          if (list.getAttribute("aria-busy") === "true") return;
          observer.disconnect();
          resolve({ first, all: now });
        });
        observer.observe(list, { childList: true, attributes: true });
        const search = document.querySelector("#posts input[type=search]");
        search.focus();
        search.value = query;
        search.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    query,
  );

const status = (tab) => tab.locator("#posts [role=status]").textContent();
const isBusy = async (tab) => (await tab.locator("#posts .posts").getAttribute("aria-busy")) === "true";
const count = async (tab) => Number((await status(tab)).match(/^\d+/)[0]);

test("the French page shows every section with its charts", () =>
  visit(pages.french, async (tab) => {
    assert.equal(await tab.locator("html").getAttribute("lang"), "fr");
    assert.match(await tab.locator("h1").textContent(), /^56\u00a0billets, de janvier 2021 à décembre 2023$/);
    for (const title of ["Thèmes", "Tendances", "Mots-clés", "Étiquettes", "Billets"])
      assert.ok(await tab.getByRole("heading", { name: title, exact: true }).isVisible(), title);
    const at_least = { "#overview .histogram .bar": 3, "#themes .map circle": 4, "#themes .card .spark": 4, "#trends path.line": 3, "#keyphrases tbody .spark": 20, "#posts .posts > li": 25 };
    for (const [selector, least] of Object.entries(at_least))
      assert.ok((await tab.locator(selector).count()) >= least, `${selector}: ${await tab.locator(selector).count()}`);
    await shot(tab, "french", true);
  }));

test("duplicates are listed with their files", () =>
  visit(pages.copies, async (tab) => {
    await tab.getByText("384\u00a0billets venus de nouveau, comptés une seule fois").click();
    const copies = tab.locator("#overview .notes details[open] li");
    assert.equal(await copies.count(), 12);
    assert.match(
      await copies.first().textContent(),
      /^\S.* tests\/data\/formats\/\S+ = tests\/data\/formats\/.*… et 29\u00a0autres$/,
    );
  }));

test("the screenshot of the README shows counts, map and cards", () =>
  visit(
    pages.french,
    async (tab) => {
      for (const part of ["#overview .tiles", "#themes .map", "#themes .card"]) {
        const { y, height } = await tab.locator(part).first().boundingBox();
        assert.ok(y > 0 && y + height < README.height, part);
      }
      await shot(tab, "readme");
    },
    { viewport: README, colorScheme: "light" },
  ));

test("posts are searched without regard to accents, and filtered", () =>
  visit(pages.french, async (tab) => {
    const all = await count(tab);
    assert.equal(all, 57);
    const search = tab.getByLabel("Chercher");
    await search.fill("VELO");
    await until(async () => (await count(tab)) !== all && !(await isBusy(tab)), "the search");
    const found = await count(tab);
    assert.ok(found >= 8 && found < all, `${found} posts`);
    assert.match(await tab.locator("#posts mark").first().textContent(), /^v[ée]lo$/i);
    await search.fill("« vélo cargo » velo");
    await until(async () => (await count(tab)) < found, "a phrase and a word");
    await search.fill("rien de tel nulle part");
    await tab.getByText("Rien ne correspond.").nth(0).waitFor();
    await tab.getByRole("button", { name: "Effacer les filtres" }).click();
    assert.equal(await count(tab), all);

    for (const name of ["Thème", "Étiquette", "Auteur", "Période"]) {
      const select = tab.locator("#posts").getByRole("combobox", { name, exact: true });
      await select.selectOption({ index: 1 });
      const some = await count(tab);
      assert.ok(some > 0 && some < all, `${name}: ${some}`);
      assert.equal(await tab.locator("#posts .posts > li").count(), Math.min(some, 25));
      await select.selectOption({ index: 0 });
    }
    await tab.locator("#posts .posts .chip").first().click();
    const some = await count(tab);
    assert.ok(some > 0 && some < all, `keyphrase: ${some}`);
    await tab.getByRole("button", { name: /^Retirer le filtre/ }).click();
    assert.equal(await count(tab), all);

    await tab.getByRole("button", { name: "Suivants" }).click();
    assert.match(await tab.locator(".pager").textContent(), /Page 2 sur 3/);
    await tab.locator("#posts").getByLabel("Ordre").selectOption("oldest");
    assert.match(await tab.locator("#posts .meta").first().textContent(), /janvier 2021/);
  }));

test("a post opens with its keyphrases marked, and the focus returns on closing", () =>
  visit(pages.french, async (tab) => {
    const opener = tab.locator("#posts h3 button").nth(3);
    await opener.focus();
    await tab.keyboard.press("Enter");
    const dialog = tab.getByRole("dialog");
    assert.equal(await dialog.locator("h2").textContent(), await opener.textContent());
    assert.ok((await dialog.locator("mark").count()) > 3);
    await dialog.locator("article ul:last-of-type .chip").first().click();
    const phrase = await dialog.locator(".chip[aria-pressed=true]").textContent();
    assert.ok((await dialog.locator("mark.on").count()) >= 1, phrase);
    await shot(tab, "post");
    await tab.keyboard.press("Escape");
    assert.equal(await dialog.count(), 0);
    assert.ok(await opener.evaluate((element) => element === document.activeElement));
  }));

test("a theme shows its phrases, sentences and posts, and the back button works", () =>
  visit(pages.french, async (tab) => {
    const circle = tab.locator("#themes .map [role=button]").first();
    await circle.focus();
    await tab.keyboard.press("Enter");
    const dialog = tab.getByRole("dialog");
    const name = await dialog.locator("h2").textContent();
    assert.ok((await dialog.locator("blockquote").count()) >= 1, "sentences");
    assert.ok((await dialog.locator("blockquote mark").count()) >= 1, "marked");
    await shot(tab, "theme");
    await dialog.locator(".chip").first().click();
    assert.ok((await dialog.locator("blockquote").count()) >= 1, "sentences of the keyphrase");
    await dialog.locator("blockquote footer button").first().click();
    assert.ok(await dialog.locator(".reader .text").isVisible());
    await dialog.getByRole("button", { name: "Retour" }).click();
    await dialog.getByRole("button", { name: "Retour" }).click();
    assert.equal(await dialog.locator("h2").textContent(), name);
    const told = Number((await dialog.locator(".button.main").textContent()).match(/\d+/)[0]);
    await dialog.locator(".button.main").click();
    assert.equal(await count(tab), told, "as many posts as the theme has");
  }));

test("trend lines are toggled, and read with the arrow keys", () =>
  visit(pages.french, async (tab) => {
    const trends = tab.locator("#trends");
    const before = await trends.locator("path.line").count();
    await trends.locator(".chip[aria-pressed=true]").first().click();
    assert.equal(await trends.locator("path.line").count(), before - 1);
    await trends.locator(".chip[aria-pressed=false]").last().click();
    assert.equal(await trends.locator("path.line").count(), before);
    await trends.locator(".chart > svg").focus();
    await tab.keyboard.press("End");
    await tab.keyboard.press("ArrowLeft");
    assert.match(await trends.locator("[aria-live]").textContent(), /20\d\d.*billet/);
    assert.ok(await trends.locator(".tooltip").isVisible());
    await tab.keyboard.press("Escape");
    assert.ok(!(await trends.locator(".tooltip").isVisible()));
    await trends.getByText("Le même en tableau").click();
    assert.ok((await trends.locator("tbody tr").count()) >= 3);
  }));

test("keyphrases are filtered and sorted", () =>
  visit(pages.french, async (tab) => {
    const section = tab.locator("#keyphrases");
    await section.getByRole("button", { name: "Occurrences" }).click();
    assert.equal(await section.locator("th[aria-sort=descending]").textContent(), "Occurrences");
    const counts = (await section.locator("tbody td.occurrences").allTextContents()).map(Number);
    assert.deepEqual(counts, [...counts].sort((a, b) => b - a));
    await section.getByLabel("Filtrer les mots-clés").fill("velo");
    await until(async () => (await section.locator("tbody tr").count()) < 10, "the filter");
    assert.match(await section.locator("tbody").textContent(), /vélo/);
  }));

test("the skip link leads to the posts, and the focus is visible", () =>
  visit(pages.french, async (tab) => {
    await tab.keyboard.press("Tab");
    assert.equal(await tab.evaluate(() => document.activeElement.className), "skip");
    await tab.keyboard.press("Tab");
    const outline = await tab.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, "solid");
    await tab.keyboard.press("Shift+Tab");
    await tab.keyboard.press("Enter");
    const top = () => tab.locator("#posts").evaluate((element) => element.getBoundingClientRect().top);
    await until(async () => (await top()) < 200, "the posts at the top of the window");
  }));

test("no content of posts is executed", () =>
  visit(pages.hostile, async (tab) => {
    const titles = await tab.locator("#posts h3").allTextContents();
    assert.ok(titles.includes(hostile[0].title), titles.join("\n"));
    for (let at = 0; at < hostile.length; at++) {
      await tab.locator("#posts h3 button").nth(at).click();
      await tab.keyboard.press("Escape");
    }
    await tab.locator("#posts h3 button").filter({ hasText: "guillemets" }).click();
    assert.equal(await tab.locator(".reader .text").textContent(), hostile[0].text);
    assert.ok((await tab.locator(".reader mark").count()) > 0);
    assert.equal(await tab.locator("a[href^='javascript'], a[href^='data']").count(), 0);
    await tab.keyboard.press("Escape");
    await tab.locator(".posts .chip").first().click();
    assert.equal(await tab.locator("img, iframe, svg[onload], b, object").count(), 0);
    assert.equal(await tab.evaluate(() => window.ran), undefined);
  }));

test("the content security policy blocks other scripts and all requests", async () => {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  await tab.goto(pages.french);
  const refused = await tab.evaluate(async (address) => {
    const violations = [];
    addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
    await fetch(address).catch(() => {});
    const image = new Image();
    image.src = `${address}/a.png`;
    document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = 1" }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { violations, ran: window.ran };
  }, `http://127.0.0.1:${server.address().port}`);
  server.close();
  assert.deepEqual(refused.violations.sort(), ["connect-src", "img-src", "script-src-elem"]);
  assert.equal(refused.ran, undefined);
  assert.deepEqual(asked, []);
  await context.close();
});

test("the English page is in English, and says which texts are missing", () =>
  visit(pages.english, async (tab) => {
    assert.equal(await tab.locator("html").getAttribute("lang"), "en");
    assert.match(await tab.locator("h1").textContent(), /^56\u00a0posts, January 2021 to December 2023$/);
    for (const title of ["Themes", "Trends", "Keyphrases", "Labels", "Posts"])
      assert.ok(await tab.getByRole("heading", { name: title, exact: true }).isVisible(), title);
    await tab.locator("#posts h3 button").first().click();
    assert.match(await tab.getByRole("dialog").textContent(), /not in this page/);
  }));

/** Texts whose contrast with their background is below level AA of WCAG. */
function faint() {
  const numbers = (color) => color.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      const [, , , alpha = 1] = color.startsWith("rgb") ? numbers(color) : [0, 0, 0, 0];
      if (alpha > 0.9) return numbers(color);
    }
    return numbers(getComputedStyle(document.body).backgroundColor);
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("script, noscript, style, :disabled, .map, .unseen, option")) continue;
    const style = getComputedStyle(element);
    const [one, other] = [light(numbers(element.closest("svg") ? style.fill : style.color)), light(behind(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) found.add(`${element.tagName}.${element.getAttribute("class")} ${contrast.toFixed(2)} ${element.textContent.slice(0, 20)}`);
  }
  return [...found];
}

for (const colorScheme of ["light", "dark"]) {
  for (const [size, viewport] of Object.entries({ wide: WIDE, phone: PHONE })) {
    test(`${colorScheme} and ${size}: legible, and nothing juts out`, () =>
      visit(
        pages.french,
        async (tab) => {
          for (const step of ["page", "theme", "post"]) {
            if (step === "theme") await tab.locator("#themes .card").first().click();
            if (step === "post") await tab.getByRole("dialog").locator(".list button").first().click();
            assert.deepEqual(await tab.evaluate(faint), [], step);
            const over = await tab.evaluate(() => {
              const page = document.querySelector("dialog[open]") ?? document.documentElement;
              return page.scrollWidth - page.clientWidth;
            });
            assert.equal(over, 0, `${step}: pixels beyond the window`);
            const paper = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
            assert.equal(Number(paper.match(/\d+/)[0]) < 128, colorScheme === "dark", paper);
            await shot(tab, `${colorScheme}-${size}-${step}`, step === "page");
          }
        },
        { viewport, colorScheme },
      ));
  }
}

test("the theme can be switched, reduced motion is respected, print is white", () =>
  visit(
    pages.french,
    async (tab) => {
      const paper = () => tab.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]));
      assert.ok((await paper()) > 128);
      await tab.getByRole("button", { name: "Clair ou sombre" }).click();
      assert.ok((await paper()) < 128);
      assert.equal(await tab.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "auto");
      await tab.emulateMedia({ media: "print" });
      assert.equal(await paper(), 255);
      assert.ok(!(await tab.locator(".masthead").isVisible()));
    },
    { colorScheme: "light", reducedMotion: "reduce" },
  ));

test("without JavaScript the page shows a summary", () =>
  visit(
    pages.french,
    async (tab) => {
      assert.match(await tab.locator("h1").textContent(), /56\u00a0billets/);
      assert.ok((await tab.locator("noscript li, .cards li").count()) >= 4);
    },
    { javaScriptEnabled: false },
  ));

test("20,000 posts open and are searched; the times are reported", () =>
  visit(pages.many, async (tab) => {
    // The best of three runs, to reduce the influence of other processes.
    const openings = [];
    const searches = [];
    for (let turn = 0; turn < 3; turn++) {
      if (turn > 0) await tab.reload();
      await tab.waitForSelector("html[data-ready]", { state: "attached" });
      openings.push(await tab.evaluate(() => performance.getEntriesByType("measure").find((entry) => entry.name === "glane-ready").duration));
      assert.match(await status(tab), /^20\u202f000/);
      // Immediately after loading, before any text is indexed.
      searches.push(await searched(tab, "levain"));
    }
    const opened = Math.min(...openings);
    const first = Math.min(...searches.map((search) => search.first));
    const all = Math.min(...searches.map((search) => search.all));
    const found = await status(tab);
    const later = await searched(tab, "numero 77");
    assert.notEqual(await status(tab), found);
    console.log(`20,000 posts: open in ${Math.round(opened)} ms, first search ${first} ms (${all} ms with all texts), the next ${later.all} ms`);
    await shot(tab, "many");
  }));
