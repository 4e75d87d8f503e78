// The search for any word or phrase in Chromium: its counts are those of the program, and its sentences are listed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { french, glane, page, stateOf, until, visit } from "./harness.mjs";

const input = (tab) => tab.getByLabel("Mot ou expression");
const answer = (tab) => tab.locator("#wordsearch .answer").textContent();

/** Types a query, and waits for the answer to it. */
async function ask(tab, query) {
  await input(tab).fill(query);
  await until(async () => ((await stateOf(tab)).search ?? "") === query.trim(), query);
  return answer(tab);
}

/** The number of posts that an answer gives. */
const found = (text) => (/introuvable/.test(text) ? 0 : Number(text.match(/»\u00a0: (\d+)/)[1]));

/** The number of posts that the program finds. */
function posts(phrase) {
  const lines = glane("concordance", phrase, "corpora", "--format", "json").trim().split("\n").filter(Boolean);
  return new Set(lines.map((line) => JSON.parse(line).id)).size;
}

test("a word or phrase is found in as many posts as the program finds", () =>
  visit(french(), async (tab) => {
    for (const query of ["velo", "VÉLOS", "vélo cargo", "l’hiver", "mot de passe", "porte", "grand", "ce qui"])
      assert.equal(found(await ask(tab, query)), posts(query), query);
  }));

test("words are whole, phrases in quotation marks exact, and what is not there is said", () =>
  visit(french(), async (tab) => {
    assert.match(await ask(tab, "vél"), /introuvable/);
    assert.match(await ask(tab, "zygomorphe"), /^«\u00a0zygomorphe\u00a0»\u00a0: introuvable/);
    const all = found(await ask(tab, "vélo"));
    const exact = found(await ask(tab, "« vélo »"));
    assert.ok(exact > 0 && exact <= all, `${exact} of ${all}`);
    const phrase = found(await ask(tab, '"piste cyclable"'));
    const either = found(await ask(tab, "piste cyclable"));
    assert.ok(phrase > 0 && phrase < either, `${phrase} of ${either}`);
    assert.equal(found(await ask(tab, '"cyclable piste"')), 0);
    assert.equal(await ask(tab, ""), "");
    assert.equal(await tab.locator("#wordsearch .concordance").count(), 0);
  }));

test("a search shows its share over time with the denominator, and its sentences aligned", () =>
  visit(french(), async (tab) => {
    assert.match(await ask(tab, "vélo"), /^«\u00a0vélo\u00a0»\u00a0: \d+\u00a0billets sur 56 \(/);
    const section = tab.locator("#wordsearch");
    await section.locator(".growth").waitFor();
    assert.match(await section.locator(".growth").textContent(), /\d+\/\d+\) avant T\d 202\d, .*\d+\/\d+\) depuis/);
    assert.equal(await section.locator(".chart path.line").count(), 1);
    const lines = section.locator(".concordance > li");
    assert.ok((await lines.count()) === 30, "the first sentences");
    await section.getByRole("button", { name: "Voir d’autres phrases" }).click();
    await until(async () => (await lines.count()) > 30, "more sentences");
    // The words stand below each other.
    const middles = await lines.locator("mark").evaluateAll((marks) => marks.slice(0, 20).map((mark) => {
      const box = mark.getBoundingClientRect();
      return Math.round((box.left + box.right) / 2);
    }));
    assert.ok(Math.max(...middles) - Math.min(...middles) <= 3, middles.join());
    for (const mark of await lines.locator("mark").allTextContents()) assert.match(mark, /^v[ée]los?$/i);
    const source = lines.first().locator(".source");
    await source.click();
    await tab.getByRole("dialog").locator(".reader .text").waitFor();
    await tab.keyboard.press("Escape");
    await section.getByRole("button", { name: "Comparer dans les tendances" }).click();
    await tab.locator("#trends .chip[aria-pressed=true]", { hasText: "vélo" }).first().waitFor();
    await tab.reload();
    await until(async () => /«\u00a0vélo\u00a0»/.test(await answer(tab)), "the search after a reload");
  }));

test("words are suggested while typing", () =>
  visit(french(), async (tab) => {
    await input(tab).pressSequentially("piste cycl");
    const options = () => tab.locator("#words-of-archive option").evaluateAll((all) => all.map((one) => one.value));
    await until(async () => (await options()).some((value) => /^piste cyclable/.test(value)), "the second word");
  }));

test("texts and words that the page lacks are said", async () => {
  await visit(page("no-texts", "corpora", "--page-texts", "20K", "--page-index", "60K"), async (tab) => {
    assert.match(await ask(tab, "vélo"), /sur \d+ \(/);
    const told = await tab.locator("#wordsearch .found").textContent();
    assert.match(told, /La page connaît les mots de \d+\u00a0billets sur 56, les plus récents/);
    assert.match(told, /ne sont pas dans cette page\u00a0: leurs phrases manquent|n’est pas dans cette page/);
    await ask(tab, '"du vélo"');
    assert.match(await tab.locator("#wordsearch").textContent(), /n’est cherchée que dans|introuvable/);
  });
  await visit(page("no-index", "corpora", "--page-index", "0"), async (tab) => {
    assert.equal(await tab.locator("#wordsearch").count(), 0);
    assert.ok((await tab.locator("#posts .posts > li").count()) > 0);
  });
});
