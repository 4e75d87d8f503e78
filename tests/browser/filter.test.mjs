// The filter of the page and its address in Chromium: every figure, chart and list follows the filter; the address holds
// what is shown, survives a reload, and the back button leads back.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { PHONE, count, english, filterBy, french, openFilter, ready, stateOf, until, visit } from "./harness.mjs";

const report = () => JSON.parse(readFileSync(join(fileURLToPath(french()), "../report.json"), "utf8"));
const posts = () => readFileSync(join(fileURLToPath(french()), "../posts.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));

/** The first figure of a text: "21 billets" is 21. */
const figure = (text) => Number(text.replace(/[\u202f,](?=\d{3})/g, "").match(/\d+/)[0]);
const tile = async (tab, name) => figure(await tab.locator("#overview .tiles > div", { hasText: name }).locator("dd").textContent());
const cards = (tab) => tab.locator("#themes .card .head").allTextContents();
const table = (tab) => tab.locator("#keyphrases tbody tr").evaluateAll((rows) => rows.map((row) => [row.cells[1].firstChild.textContent, row.cells[2].textContent, row.cells[3].textContent].join(" ")));

test("figures that are counted anew are those of the report", () =>
  visit(french(), async (tab) => {
    // A filter that all analyzed posts pass: the page counts for itself, and finds what the program found.
    const told = { tiles: await tab.locator("#overview .tiles").textContent(), cards: (await cards(tab)).sort(), table: (await table(tab)).sort() };
    const more = tab.locator("#keyphrases .buttons button").first();
    await more.click();
    const all = (await table(tab)).sort();
    await openFilter(tab);
    await filterBy(tab, "Langue").selectOption("fr");
    await tab.locator(".notice").getByText("français").waitFor();
    assert.equal(await tab.locator("#overview .tiles").textContent(), told.tiles);
    const themes = report().themes.filter((theme) => theme.keyphrases.length > 1);
    // Twelve themes are shown at first, and a button for the others.
    await tab.locator("#themes").getByRole("button", { name: /^Voir \d/ }).click();
    const shown = await cards(tab);
    for (const theme of themes.slice(0, 12)) assert.ok(shown.includes(`${theme.name}${theme.posts}\u00a0billets`), `${theme.name}: ${shown}`);
    while (await more.isVisible()) await more.click();
    const counted = new Set(await table(tab));
    for (const row of all) assert.ok(counted.has(row), row);
  }));

test("every figure, chart and list follows the filter, and each part can be taken off", () =>
  visit(french(), async (tab) => {
    const all = await count(tab);
    const ofYear = posts().filter((post) => post.published?.startsWith("2022")).length;
    await openFilter(tab);
    await filterBy(tab, "De").selectOption("2022-Q1");
    await filterBy(tab, "À").selectOption("2022-Q4");
    await until(async () => (await count(tab)) === ofYear, "the posts of a year");
    const analyzed = report().periods.filter((period) => period.period.startsWith("2022")).reduce((sum, period) => sum + period.posts, 0);
    assert.equal(await tile(tab, "billets"), analyzed);
    assert.equal(await tab.locator("#overview .histogram .bar").count(), 4);
    assert.equal(await tab.locator("#trends .tick", { hasText: "2022" }).count(), 4);
    const [first] = await tab.locator("#overview .histogram svg title").allTextContents();
    assert.match(first, /T1 2022\u00a0: \d\u00a0billets/);
    assert.match(await tab.locator(".filterbar [role=status]").textContent(), /comparé à la période précédente, de T1 2021 à T4 2021 \(15\u00a0billets\)/);
    assert.match(await tab.locator("#themes .card").first().textContent(), /contre \d+\s% à la période précédente/);
    assert.match(await tab.locator("#keyphrases thead").textContent(), /Période précédente/);
    assert.match(await tab.locator("#keyness h3").textContent(), /T1 2022/);
    assert.match(await tab.locator("#labels .notice").textContent(), /toute l’archive/);

    await filterBy(tab, "Auteur").selectOption({ index: 1 });
    await until(async () => (await count(tab)) < ofYear, "an author");
    const author = (await stateOf(tab)).author;
    const own = posts().filter((post) => post.published?.startsWith("2022") && post.author === author).length;
    assert.equal(await count(tab), own);
    await tab.locator(".chosen").getByRole("button", { name: `Retirer le filtre ${author}` }).click();
    await until(async () => (await count(tab)) === ofYear, "without the author");
    await filterBy(tab, "Étiquette").selectOption({ index: 2 });
    await until(async () => (await count(tab)) < ofYear, "a label");
    await tab.locator(".chosen").getByRole("button", { name: "Tout retirer" }).click();
    await until(async () => (await count(tab)) === all, "no filter");
    assert.equal(await tab.locator(".notice").count(), 0);

    // A bar of the chart is a filter as well, by mouse and by keyboard.
    await tab.locator("#overview .histogram .target").nth(4).click();
    await until(async () => (await stateOf(tab)).from === "2022-Q1" && (await stateOf(tab)).to === "2022-Q1", "one period");
    await tab.goBack();
    await until(async () => (await count(tab)) === all, "back");
    await tab.locator("#overview .histogram .target").nth(5).focus();
    await tab.keyboard.press("Enter");
    await until(async () => (await stateOf(tab)).from === "2022-Q2", "by keyboard");
  }));

for (const [size, viewport] of Object.entries({ wide: { width: 1280, height: 900 }, phone: PHONE })) {
  test(`the address holds what is shown, a reload keeps it, and back undoes it (${size})`, () =>
    visit(
      french(),
      async (tab) => {
        const dialog = tab.getByRole("dialog");
        await openFilter(tab);
        await filterBy(tab, "De").selectOption("2023-Q1");
        await tab.locator("#themes .card").first().click();
        await dialog.waitFor();
        const theme = await dialog.locator("h2").textContent();
        await dialog.locator(".chip").nth(1).click();
        await until(async () => (await dialog.locator("h2").textContent()) !== theme, "a keyphrase");
        const phrase = await dialog.locator("h2").textContent();
        const { from, view } = await stateOf(tab);
        assert.equal(from, "2023-Q1");
        assert.match(view, /^phrase\./);

        await tab.reload();
        await ready(tab);
        await dialog.waitFor();
        assert.equal(await dialog.locator("h2").textContent(), phrase);
        assert.match(await dialog.textContent(), /de T1 2023 à T4 2023/);
        await tab.goBack();
        await until(async () => (await dialog.locator("h2").textContent()) === theme, "back to the theme");
        await tab.goBack();
        await until(async () => (await dialog.count()) === 0, "back to the page");
        assert.equal((await stateOf(tab)).from, "2023-Q1");
        await tab.goBack();
        await until(async () => (await stateOf(tab)).from === undefined, "back to all posts");
        await until(async () => (await count(tab)) === 57, "all posts");
        await tab.goForward();
        await until(async () => (await count(tab)) < 57, "forward to the filter");

        // A link opens the same: search, order and theme of the list, curves and a section.
        await tab.goto("about:blank");
        const number = report().themes.findIndex((theme) => theme.name === "vélo");
        await tab.goto(`${french()}#section=posts&theme=${number}&q=velo&sort=oldest&curves=${encodeURIComponent("t.vélo")}`);
        await ready(tab);
        await until(async () => (await tab.locator("#posts").evaluate((element) => element.getBoundingClientRect().top)) < 300, "the section");
        assert.equal(await tab.locator("#posts input[type=search]").inputValue(), "velo");
        assert.equal(await tab.locator("#posts").getByLabel("Ordre").inputValue(), "oldest");
        assert.equal(await tab.locator("#trends .chart path.line").count(), 1);
        await until(async () => (await count(tab)) < 57, "the posts");
      },
      { viewport },
    ));
}

test("an address of another archive or another time does no harm", () =>
  visit(`${french()}#from=1999&to=constructor&author=__proto__&view=theme.999&curves=t.x|w.zzz|<b>&page=77&theme=x&group=y&sort=z&phrase=q`, async (tab) => {
    assert.equal(await tab.getByRole("dialog").count(), 0);
    assert.equal(await count(tab), 0);
    await tab.getByRole("button", { name: "Effacer les filtres" }).click();
    await until(async () => (await count(tab)) === 57, "all posts");
  }));

test("posts without a date, and other languages, can be filtered", () =>
  visit(english(), async (tab) => {
    await openFilter(tab);
    await filterBy(tab, "From").selectOption({ label: "No date" });
    await until(async () => (await count(tab)) === posts().filter((post) => !post.published).length, "undated posts");
    await tab.locator(".chosen button").first().click();
    await filterBy(tab, "Language").selectOption({ index: 1 });
    await until(async () => (await count(tab)) < 57, "a language");
  }));

test("three questions are answered in four clicks or fewer", () =>
  visit(french(), async (tab) => {
    // What did we write most about in a year, and who? One click on a bar; both sentences and the authors stand above.
    await tab.locator("#overview .histogram .target").nth(4).click();
    await tab.locator(".story", { hasText: "Au T1 2022" }).waitFor();
    assert.match(await tab.locator(".story").textContent(), /Au T1 2022 \(6\u00a0billets\), on parle surtout de «\u00a0/);
    assert.ok((await tab.locator("#overview .amounts li").count()) >= 3);
    await tab.locator(".chosen button").first().click();
    // Did it grow? A click on the section, one into the field, and typing.
    await tab.locator(".masthead").getByRole("link", { name: "Recherche" }).click();
    await tab.getByLabel("Mot ou expression").fill("vélo");
    await tab.locator("#wordsearch .growth").waitFor();
    // Which labels should go? One click on the section.
    await tab.locator(".masthead").getByRole("link", { name: "Étiquettes" }).click();
    await until(async () => (await tab.locator("#labels").evaluate((element) => element.getBoundingClientRect().top)) < 300, "the labels");
    assert.ok(await tab.locator("#labels").getByText("À fusionner").isVisible());
  }));

test("a sentence of the summary opens its lines", () =>
  visit(french(), async (tab) => {
    const sentence = tab.locator(".story .sentence").nth(1);
    const names = [...(await sentence.textContent()).matchAll(/«\u00a0(.+?)\u00a0»/g)].map((match) => match[1]);
    assert.equal(names.length, 3);
    await sentence.click();
    await until(async () => (await tab.locator("#trends .chart .of-line").evaluateAll((lines) => lines.map((line) => line.dataset.line).join())) === names.join(), "its lines");
  }));

test("on a phone the navigation follows the section, and tables scroll within themselves", () =>
  visit(
    french(),
    async (tab) => {
      await tab.locator("#labels").scrollIntoViewIfNeeded();
      await tab.locator("#labels").evaluate((element) => element.scrollIntoView({ behavior: "instant" }));
      const current = tab.locator(".masthead [aria-current]");
      await until(async () => (await current.textContent()) === "Étiquettes", "the section is marked");
      const inSight = () => current.evaluate((link) => {
        const [own, nav] = [link, link.parentElement].map((element) => element.getBoundingClientRect());
        return own.left >= nav.left - 1 && own.right <= nav.right + 1;
      });
      await until(inSight, "its link is in sight");
      const wide = await tab.locator(".scroll").evaluateAll((all) => all.filter((one) => one.checkVisibility() && getComputedStyle(one).overflowX !== "auto").length);
      assert.equal(wide, 0);
    },
    { viewport: PHONE },
  ));

test("tables sort, and the page reads well without being seen", () =>
  visit(french(), async (tab) => {
    await tab.locator("#labels").getByText("Les 135 étiquettes").click();
    const labels = tab.locator("#labels table");
    await labels.getByRole("button", { name: "Billets" }).click();
    await until(async () => (await labels.locator("th[aria-sort=descending]").count()) === 1, "sorted");
    const counts = (await labels.locator("tbody td.n").allTextContents()).map(Number);
    assert.deepEqual(counts, [...counts].sort((a, b) => b - a));

    const tree = await tab.locator("body").ariaSnapshot();
    for (const part of [/banner/, /navigation "Sections"/, /main/, /heading "56.billets.*" \[level=1\]/, /heading "Thèmes" \[level=2\]/, /group "Carte des thèmes"/, /button "vélo, 10.billets"/, /status/, /search/, /contentinfo|Page produite par Glane/])
      assert.match(tree, part);
    const nameless = await tab.evaluate(() =>
      [...document.querySelectorAll("button, a[href], input, select, [role=button], [role=img], summary")].filter((one) => {
        const label = one.getAttribute("aria-label") ?? one.textContent.trim();
        return one.checkVisibility() && !label && !one.labels?.length;
      }).map((one) => one.outerHTML.slice(0, 80)));
    assert.deepEqual(nameless, []);
    const levels = await tab.locator("main :is(h1,h2,h3,h4)").evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
    for (let at = 1; at < levels.length; at++) assert.ok(levels[at] <= levels[at - 1] + 1, `heading ${at}: ${levels}`);
    const ids = await tab.locator("[id]").evaluateAll((all) => all.map((one) => one.id));
    assert.equal(new Set(ids).size, ids.length, "each id once");
  }));

test("how the page is read and how figures are made is one click away", () =>
  visit(french(), async (tab) => {
    await tab.locator("#trends").getByRole("button", { name: /^Tendances.*comment est-ce calculé/ }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.waitFor();
    assert.equal(await dialog.locator("h3").first().textContent(), "Les tendances");
    assert.match(await tab.evaluate(() => document.querySelector(".foot").textContent), /Glane \d+\.\d+\.\d+.*Archive du \d.* au \d/);
  }));
