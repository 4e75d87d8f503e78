// What can be taken away from the page in Chromium: pictures and tables of charts, print, the edits, and the merges of
// labels; and what the user puts into it: a title, a subtitle and a logo.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { count, french, keep, newTab, page, place, shot, until, visit } from "./harness.mjs";

/** The bytes of the file that an action saves, and its name. */
async function saved(tab, action) {
  const [download] = await Promise.all([tab.waitForEvent("download"), action()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const saver = (tab, section, kind) => tab.locator(`${section} .saves`).first().getByText(kind, { exact: true });

/** The size of a PNG and the number of its colours, sampled from unfiltered bytes. */
function pictureOf(bytes) {
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const parts = [];
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12)
    if (bytes.subarray(at + 4, at + 8).toString() === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const pixels = inflateSync(Buffer.concat(parts));
  return { width, height, values: new Set(pixels).size };
}

test("each chart is saved as PNG, SVG and CSV", () =>
  visit(french(), async (tab) => {
    for (const section of ["#overview", "#themes", "#trends"]) {
      const png = await saved(tab, () => saver(tab, section, "PNG").click());
      const { width, height, values } = pictureOf(png.bytes);
      assert.ok(width > 500 && height > 200 && values > 20, `${section}: ${width} × ${height}, ${values} values`);
      keep(`export-${png.name}`, png.bytes);
      const svg = await saved(tab, () => saver(tab, section, "SVG").click());
      const text = svg.bytes.toString();
      assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      assert.ok(!/<script|<style|class=|style=|href=/.test(text), section);
      // It opens as an image of its own.
      const { context, tab: alone } = await newTab();
      const file = join(place, "chart.svg");
      writeFileSync(file, text);
      await alone.goto(`file://${file}`);
      assert.equal(await alone.locator("parsererror").count(), 0);
      await context.close();
      const csv = await saved(tab, () => saver(tab, section, "CSV").click());
      const rows = csv.bytes.toString().replace(/^\ufeff/, "").trim().split("\r\n").map((row) => row.split(";"));
      assert.ok(rows.length > 4 && rows.every((row) => row.length === rows[0].length), section);
    }
    const csv = await saved(tab, () => tab.locator("#keyphrases").getByRole("button", { name: /CSV/ }).click());
    assert.equal(csv.name, "glane-keyphrases.csv");
    assert.match(csv.bytes.toString(), /^\ufeffMot-clé;Billets;Occurrences;Variantes\r\nvélo;\d+;\d+;/);
  }));

/** Pages of a PDF. */
const pagesOf = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;

test("on paper the page is whole: no inputs, the map within the sheet, lists up to a stated length", () =>
  visit(french(), async (tab) => {
    await tab.emulateMedia({ media: "print" });
    await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const shown = await tab.locator("input, select, .masthead nav, .pager, summary, .saves, .plain.how").evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 60)));
    assert.deepEqual(shown, []);
    assert.match(await tab.locator("#keyphrases .print-only").textContent(), /les 40 premières lignes/);
    await tab.setViewportSize({ width: 688, height: 1000 });
    const over = await tab.locator(".map svg, .chart svg").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).length);
    assert.equal(over, 0, "charts beyond the sheet");
    assert.equal(await tab.locator("#labels table tbody tr").evaluateAll((rows) => rows.filter((row) => row.checkVisibility()).length), 40, "what is folded is printed, up to the stated length");
    const pdf = await tab.pdf({ preferCSSPageSize: true });
    const pages = pagesOf(pdf);
    assert.ok(pages >= 4 && pages <= 20, `${pages} pages`);
    keep("page.pdf", pdf);
  }));

test("a title, a subtitle and a logo stand at the top, and nothing else is let in", async () => {
  const logo = join(place, "logo.svg");
  writeFileSync(logo, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2" width="80" height="40"><script>window.ran=1</script><rect width="4" height="2" fill="#17664f"/></svg>');
  await visit(page("titled", "corpora", "--title", "Le blog d’Élise", "--subtitle", "Vingt ans de billets", "--logo", logo), async (tab) => {
    assert.equal(await tab.title(), "Le blog d’Élise");
    assert.equal(await tab.locator("h1").textContent(), "Le blog d’Élise");
    assert.match(await tab.locator("#overview").textContent(), /Vingt ans de billets.*56\u00a0billets/);
    await until(() => tab.locator(".logo").evaluate((image) => image.naturalWidth > 0), "the logo");
    assert.equal(await tab.evaluate(() => window.ran), undefined);
    await shot(tab, "titled");
  });
  for (const [bytes, reason] of [["text", /PNG, JPEG, GIF, WebP or SVG/], [Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(300_000)]), /256 kB/]]) {
    const file = join(place, "bad-logo");
    writeFileSync(file, bytes);
    assert.throws(() => page(`bad ${reason}`, "corpora", "--logo", file), (error) => reason.test(error.stderr) && error.stderr.includes("bad-logo"));
  }
});

test("merges of labels are accepted or refused, and exported for a spreadsheet and for WordPress", () =>
  visit(french(), async (tab) => {
    const section = tab.locator("#labels");
    const told = section.locator("[role=status]");
    assert.match(await told.textContent(), /^0\u00a0acceptée, 0\u00a0refusée, \d+ à décider/);
    const csvButton = section.getByRole("button", { name: "Enregistrer (CSV)" });
    assert.ok(!(await csvButton.isVisible()));
    await section.getByRole("button", { name: /^Accepter/ }).nth(0).click();
    await section.getByRole("button", { name: /^Accepter/ }).nth(2).click();
    await section.getByRole("button", { name: /^Refuser/ }).nth(1).click();
    await until(async () => /^2\u00a0acceptées, 1\u00a0refusée/.test(await told.textContent()), "decided");
    const csv = (await saved(tab, () => csvButton.click())).bytes.toString();
    const rows = csv.trim().split("\r\n").slice(1).map((row) => row.split(";"));
    assert.ok(rows.length >= 2 && rows.every(([old, kept, reason]) => old && kept && old !== kept && reason), csv);
    const script = await saved(tab, () => section.getByRole("button", { name: /wp-cli/ }).click());
    const file = join(place, script.name);
    // A `wp` that records its commands, with a term for each name.
    writeFileSync(file, script.bytes);
    writeFileSync(join(place, "wp"), `#!/bin/sh\necho "$@" >> "${place}/wp.log"\ncase "$1 $2" in "term list") name=\${4#--name=}; printf 'term_id,name\\n%s,"%s"\\n' "$(printf %s "$name" | cksum | cut -d" " -f1)" "$name";; "post list") echo "7 8";; esac\n`, { mode: 0o755 });
    execFileSync("sh", [file], { env: { ...process.env, PATH: `${place}:${process.env.PATH}` } });
    const commands = readFileSync(join(place, "wp.log"), "utf8").trim().split("\n");
    assert.equal(commands.filter((command) => /^term delete post_tag \d+$/.test(command)).length, rows.length);
    assert.equal(commands.filter((command) => /^post term add [78] post_tag \d+ --by=id$/.test(command)).length, 2 * rows.length);
    await section.getByRole("button", { name: "Accepter toutes les autres" }).click();
    await until(async () => / 0 à décider/.test(await told.textContent()), "all decided");
  }));

test("themes and keyphrases are hidden and merged by hand, and the edits are a file that the page takes again", async () => {
  const edits = join(place, "edits.json");
  let names;
  const cards = (tab) => tab.locator("#themes .card .head > :first-child").allTextContents();
  await visit(french(), async (tab) => {
    const dialog = tab.getByRole("dialog");
    names = await cards(tab);
    await tab.locator("#themes .card").nth(0).click();
    await dialog.getByRole("combobox").selectOption(names[1]);
    await until(async () => !(await cards(tab)).includes(names[0]), "merged");
    await until(async () => (await dialog.count()) === 0, "closed");
    await tab.locator("#themes .card").nth(2).click();
    await dialog.getByRole("button", { name: "Masquer ce thème" }).click();
    await until(async () => !(await cards(tab)).includes(names[3]), "hidden");
    await tab.locator("#keyphrases tbody button").nth(0).click();
    await dialog.getByRole("button", { name: "Masquer ce mot-clé" }).click();
    await until(async () => (await tab.locator("#keyphrases tbody tr").first().textContent()).includes("vélo") === false, "the keyphrase is hidden");
    assert.match(await tab.locator("#themes .notice").textContent(), /1\u00a0thème masqué, 1\u00a0thème fusionné, 1\u00a0mot-clé masqué/);
    const { bytes, name } = await saved(tab, () => tab.getByRole("button", { name: /^Enregistrer les retouches/ }).click());
    assert.equal(name, "glane-edits.json");
    writeFileSync(edits, bytes);
    await tab.getByRole("button", { name: "Tout rétablir" }).click();
    await until(async () => (await cards(tab)).join() === names.join(), "undone");
  });
  assert.deepEqual(JSON.parse(readFileSync(edits)).merge_themes, [{ from: names[0], into: names[1] }]);
  await visit(page("edited", "corpora", "--edits", edits), async (tab) => {
    const left = await cards(tab);
    assert.ok(!left.includes(names[0]) && !left.includes(names[3]) && left.includes(names[1]), left.join());
    assert.equal(await count(tab), 57);
  });
});
