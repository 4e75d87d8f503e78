// The page in Chromium runs no content of posts and makes no request, whatever posts and options hold.

import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { hostile } from "./archives.mjs";
import { french, newTab, page, place, until, visit } from "./harness.mjs";

function hostilePage() {
  writeFileSync(join(place, "hostile.jsonl"), hostile.map((post) => JSON.stringify(post)).join("\n"));
  return page("hostile-page", join(place, "hostile.jsonl"), "--title", "</title><script>window.ran = 9</script>", "--subtitle", "<img src=x onerror=window.ran=10>");
}

test("no content of posts is executed", () =>
  visit(hostilePage(), async (tab) => {
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
  const { context, tab } = await newTab();
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  await tab.goto(french());
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
