// Tests of the page of an archive in Chromium: its sections with pointer and keyboard, on a wide window and on a phone, in
// light and dark. Filters, words, exports, safety and size are in the other files.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, WIDE, count, english, french, page, shot, until, visit } from "./harness.mjs";

const README = { width: 1240, height: 1900 };

test("the French page shows every section with its charts", () =>
  visit(french(), async (tab) => {
    assert.equal(await tab.locator("html").getAttribute("lang"), "fr");
    assert.match(await tab.locator("h1").textContent(), /^56\u00a0billets, de janvier 2021 à décembre 2023$/);
    for (const title of ["Recherche", "Thèmes", "Tendances", "Mots-clés", "Spécificités", "Étiquettes", "Billets"])
      assert.ok(await tab.getByRole("heading", { name: title, exact: true }).isVisible(), title);
    const at_least = { "#overview .histogram .bar": 3, "#themes .map circle": 4, "#themes .card .spark": 4, "#trends path.line": 3, "#keyphrases tbody .spark": 20, "#posts .posts > li": 25 };
    for (const [selector, least] of Object.entries(at_least))
      assert.ok((await tab.locator(selector).count()) >= least, `${selector}: ${await tab.locator(selector).count()}`);
    await shot(tab, "french", true);
  }));

test("duplicates are listed with their files", () =>
  visit(page("copies", ["corpora", "tests/data/formats"]), async (tab) => {
    await tab.getByText("384\u00a0doublons, qui ne sont pas comptés").click();
    const copies = tab.locator("#overview .notes details[open] li");
    assert.equal(await copies.count(), 12);
    assert.match(
      await copies.first().textContent(),
      /^\S.* tests\/data\/formats\/\S+ = tests\/data\/formats\/.*… et 29\u00a0autres$/,
    );
  }));

test("the screenshot of the README shows counts, map and cards", () =>
  visit(
    french(),
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
  visit(french(), async (tab) => {
    const all = await count(tab);
    assert.equal(all, 57);
    const search = tab.getByLabel("Chercher");
    await search.fill("VELO");
    const isBusy = async () => (await tab.locator("#posts .posts").getAttribute("aria-busy")) === "true";
    await until(async () => (await count(tab)) !== all && !(await isBusy()), "the search");
    const found = await count(tab);
    assert.ok(found >= 8 && found < all, `${found} posts`);
    assert.match(await tab.locator("#posts mark").first().textContent(), /^v[ée]lo$/i);
    await search.fill("« vélo cargo » velo");
    await until(async () => (await count(tab)) < found, "a phrase and a word");
    await search.fill("rien de tel nulle part");
    await tab.locator("#posts").getByText("Rien ne correspond.").waitFor();
    await tab.getByRole("button", { name: "Effacer les filtres" }).click();
    await until(async () => (await count(tab)) === all, "all posts again");

    const select = tab.locator("#posts").getByRole("combobox", { name: "Thème", exact: true });
    await select.selectOption({ index: 1 });
    await until(async () => (await count(tab)) < all, "the theme");
    const ofTheme = await count(tab);
    assert.ok(ofTheme > 0);
    assert.equal(await tab.locator("#posts .posts > li").count(), Math.min(ofTheme, 25));
    await select.selectOption({ index: 0 });
    await until(async () => (await count(tab)) === all, "without the theme");
    await tab.locator("#posts .posts .chip").first().click();
    await until(async () => (await count(tab)) < all && (await count(tab)) > 0, "a keyphrase");
    await tab.getByRole("button", { name: /^Retirer le filtre/ }).click();
    await until(async () => (await count(tab)) === all, "without the keyphrase");

    await tab.getByRole("button", { name: "Suivants" }).click();
    await until(async () => /Page 2 sur 3/.test(await tab.locator(".pager").textContent()), "the second page");
    await tab.locator("#posts").getByLabel("Ordre").selectOption("oldest");
    await until(async () => /janvier 2021/.test(await tab.locator("#posts .meta").first().textContent()), "the oldest first");
  }));

test("a post opens with its keyphrases marked, and the focus returns on closing", () =>
  visit(french(), async (tab) => {
    const opener = tab.locator("#posts h3 button").nth(3);
    await opener.focus();
    await tab.keyboard.press("Enter");
    const dialog = tab.getByRole("dialog");
    const told = await opener.textContent();
    await until(async () => (await dialog.locator("h2").textContent()) === told, "the post");
    assert.ok((await dialog.locator("mark").count()) > 3);
    await dialog.locator("article ul:last-of-type .chip").first().click();
    const phrase = await dialog.locator(".chip[aria-pressed=true]").textContent();
    assert.ok((await dialog.locator("mark.on").count()) >= 1, phrase);
    await shot(tab, "post");
    await tab.keyboard.press("Escape");
    await until(async () => (await dialog.count()) === 0, "the dialog closes");
    await until(() => opener.evaluate((element) => element === document.activeElement), "the focus returns");
  }));

test("a theme shows its phrases, sentences and posts, and the back button works", () =>
  visit(french(), async (tab) => {
    const circle = tab.locator("#themes .map [role=button]").first();
    await circle.focus();
    await tab.keyboard.press("Enter");
    const dialog = tab.getByRole("dialog");
    const name = await dialog.locator("h2").textContent();
    assert.ok((await dialog.locator("blockquote").count()) >= 1, "sentences");
    assert.ok((await dialog.locator("blockquote mark").count()) >= 1, "marked");
    await shot(tab, "theme");
    await dialog.locator(".chip").first().click();
    await dialog.getByText("Phrases où il apparaît").waitFor();
    await dialog.locator("blockquote footer button").first().click();
    await dialog.locator(".reader .text").waitFor();
    await dialog.getByRole("button", { name: "Retour" }).click();
    await dialog.getByText("Phrases où il apparaît").waitFor();
    await dialog.getByRole("button", { name: "Retour" }).click();
    await dialog.getByText("Extraits représentatifs").waitFor();
    assert.equal(await dialog.locator("h2").textContent(), name);
    const told = Number((await dialog.locator(".button.main").textContent()).match(/\d+/)[0]);
    await dialog.locator(".button.main").click();
    await until(async () => (await count(tab)) === told, "as many posts as the theme has");
    await until(async () => (await dialog.count()) === 0, "the dialog closes");
  }));

test("trend lines are toggled, and read with the arrow keys", () =>
  visit(french(), async (tab) => {
    const trends = tab.locator("#trends");
    const lines = () => trends.locator(".chart path.line").count();
    const before = await lines();
    await trends.locator(".chip[aria-pressed=true]").first().click();
    await until(async () => (await lines()) === before - 1, "a line less");
    await trends.locator(".chips .chip[aria-pressed=false]").last().click();
    await until(async () => (await lines()) === before, "another line");
    await trends.locator(".chart > svg").focus();
    await tab.keyboard.press("End");
    await tab.keyboard.press("ArrowLeft");
    await until(async () => /20\d\d.*billet/.test(await trends.locator("[aria-live]").textContent()), "the values are read");
    assert.ok(await trends.locator(".tooltip").isVisible());
    await tab.keyboard.press("Escape");
    await trends.locator(".tooltip").waitFor({ state: "hidden" });
    const top = () => trends.locator(".tick").allTextContents();
    assert.ok((await top()).some((text) => text.includes("%")));
    await trends.getByRole("button", { name: "En nombre de billets" }).click();
    await until(async () => !(await top()).some((text) => text.includes("%")), "counts");
    await trends.getByRole("button", { name: /^Lisser/ }).click();
    await until(() => new URL(tab.url()).hash.includes("smooth=1"), "the switch is in the address");
    await trends.getByLabel("Ajouter un mot").fill("boulangerie");
    await tab.keyboard.press("Enter");
    await trends.getByRole("button", { name: "« boulangerie »".replaceAll(" ", "\u00a0") }).waitFor();
    await until(async () => (await lines()) === before + 1, "a line of any word");
    await trends.getByText("Voir les données").click();
    await trends.locator("tbody tr").nth(2).waitFor();
  }));

test("hovering a line dims the others, and equal lines are told apart", () =>
  visit(french(), async (tab) => {
    const chart = tab.locator("#trends .chart");
    await chart.scrollIntoViewIfNeeded();
    await tab.locator("#trends .chip[aria-pressed=true]").first().hover();
    await until(async () => (await chart.locator(".of-line.dim").count()) === (await chart.locator(".of-line").count()) - 1, "the others are dimmed");
    const name = encodeURIComponent;
    await tab.goto(`${french()}#curves=${name("w.vélo|w.vélos")}`);
    await until(async () => (await chart.locator(".line.shared").count()) === 2, "two lines that are one");
    const offsets = await chart.locator(".line.shared").evaluateAll((lines) => lines.map((line) => [getComputedStyle(line).strokeDasharray, getComputedStyle(line).strokeDashoffset].join(" ")));
    assert.deepEqual(offsets, ["9px, 9px 0px", "9px, 9px -9px"]);
  }));

test("keyphrases are filtered and sorted", () =>
  visit(french(), async (tab) => {
    const section = tab.locator("#keyphrases");
    await section.getByRole("button", { name: "Occurrences" }).click();
    await until(async () => (await section.locator("th[aria-sort=descending]").allTextContents()).join() === "Occurrences", "the order");
    const counts = (await section.locator("tbody td.occurrences").allTextContents()).map(Number);
    assert.deepEqual(counts, [...counts].sort((a, b) => b - a));
    await section.getByLabel("Filtrer les mots-clés").fill("velo");
    await until(async () => (await section.locator("tbody tr").count()) < 10, "the filter");
    assert.match(await section.locator("tbody").textContent(), /vélo/);
  }));

test("persons and places are shown apart from topics", () =>
  visit(french(), async (tab) => {
    const section = tab.locator("#keyphrases");
    const rows = section.locator("tbody tr");
    const all = await rows.count();
    const { keyphrases } = JSON.parse(await tab.locator("#data-report").textContent());
    for (const [chip, kind] of [["Personnes", "person"], ["Lieux", "place"]]) {
      const names = keyphrases.filter((keyphrase) => keyphrase.kind === kind).map((keyphrase) => keyphrase.text);
      assert.ok(names.length > 0, chip);
      await section.getByRole("button", { name: chip }).click();
      await until(async () => (await rows.count()) === Math.min(names.length, 40), chip);
      const shown = await section.locator("tbody").textContent();
      assert.ok(names.slice(0, 40).every((name) => shown.includes(name)), shown);
    }
    await section.getByRole("button", { name: "Tous", exact: true }).click();
    await until(async () => (await rows.count()) === all, "all keyphrases");
  }));

test("the skip link leads to the posts, and the focus is visible", () =>
  visit(french(), async (tab) => {
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

test("the English page is in English, and says which texts are missing", () =>
  visit(english(), async (tab) => {
    assert.equal(await tab.locator("html").getAttribute("lang"), "en");
    assert.match(await tab.locator("h1").textContent(), /^56\u00a0posts, January 2021 to December 2023$/);
    for (const title of ["Word search", "Themes", "Trends", "Keyphrases", "Distinctive", "Labels", "Posts"])
      assert.ok(await tab.getByRole("heading", { name: title, exact: true }).isVisible(), title);
    await tab.locator("#posts h3 button").first().click();
    await tab.getByRole("dialog").getByText(/not in this page/).waitFor();
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
        french(),
        async (tab) => {
          for (const step of ["page", "theme", "post"]) {
            if (step === "theme") await tab.locator("#themes .card").first().click();
            if (step === "post") await tab.getByRole("dialog").locator(".list button").first().click();
            if (step !== "page") await tab.getByRole("dialog").locator(step === "post" ? ".reader" : "h2").waitFor();
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
    french(),
    async (tab) => {
      const paper = () => tab.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]));
      assert.ok((await paper()) > 128);
      await tab.getByRole("button", { name: "Clair ou sombre" }).click();
      await until(async () => (await paper()) < 128, "dark");
      assert.equal(await tab.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "auto");
      await tab.emulateMedia({ media: "print" });
      await until(async () => (await paper()) === 255, "white paper");
      assert.ok(!(await tab.locator(".masthead nav").isVisible()));
    },
    { colorScheme: "light", reducedMotion: "reduce" },
  ));

test("without JavaScript the page shows a summary", () =>
  visit(
    french(),
    async (tab) => {
      assert.match(await tab.locator("h1").textContent(), /56\u00a0billets/);
      assert.ok((await tab.locator("noscript li, .cards li").count()) >= 4);
    },
    { javaScriptEnabled: false },
  ));
