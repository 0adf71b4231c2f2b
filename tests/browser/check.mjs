// Usage: node check.mjs CHROMIUM FOLDER SCREENSHOTS
// FOLDER holds plan.html and hostile.html, each with the JSON of the same plan beside it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [chromium, folder, screenshots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
});

/** How many changes of the plan the filter button with this id must leave. */
function expected(plan, id) {
  const word = (text) => text.replace(/[^A-Za-z0-9]/g, "-");
  const [group, choice] = [id.slice(0, id.indexOf("-")), id.slice(id.indexOf("-") + 1)];
  const has = {
    kind: (change) => word(change.address.split("/").slice(0, 2).join("/")) === choice,
    action: (change) => change.action === choice,
    // People are fields in JSON, and lines without a cause on the page.
    cause: ({ fields }) => fields.some(({ path, cause }) => cause === choice && !path.startsWith("spec.candidates[")),
  };
  return choice === "any" ? plan.changes.length : plan.changes.filter(has[group]).length;
}

const visible = (page, selector) =>
  page.$$eval(selector, (all) => all.filter((one) => one.checkVisibility()).length);

async function opens(page, name) {
  const trouble = [];
  const requests = [];
  page.on("console", (message) => trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  const url = pathToFileURL(`${folder}/${name}.html`).href;
  await page.goto(url, { waitUntil: "load" });
  assert.deepEqual(requests, [url], "the page loads something");
  assert.deepEqual(trouble, [], "the console says something");
  assert.equal(await page.$$eval("script", (all) => all.length), 1);
  assert.ok(await visible(page, ".tools"), "the policy keeps the script out");
  const background = await page.$eval("body", (body) => getComputedStyle(body).backgroundColor);
  assert.notEqual(background, "rgba(0, 0, 0, 0)", "the policy keeps the style sheet out");
}

async function showsTheNumbers(page, plan) {
  assert.equal(await visible(page, ".change"), plan.changes.length);
  const counts = Object.values(plan.summary).filter((count) => count > 0);
  const figures = await page.$eval(".figures", (figures) => figures.textContent);
  for (const count of counts) assert.match(figures, new RegExp(`\\b${count}\\b|${count}`));
  assert.match(figures, new RegExp(`${plan.calls.total} calls?\\b`));
}

/** What a reader sees without scrolling, and how soon the first word of content comes. */
async function beginsWithWhatChanges(page) {
  for (const [width, most] of [[1280, 200], [390, 300]]) {
    await page.setViewport({ width, height: 900 });
    const top = await page.$eval("h1", (heading) => heading.getBoundingClientRect().top);
    assert.ok(top < most, `at ${width} pixels the first sentence comes at ${top}`);
  }
  await page.setViewport({ width: 1100, height: 1000 });
}

async function searchesAndFolds(page) {
  const all = await visible(page, ".change");
  await page.type(".tools input", "zzzz");
  assert.equal(await visible(page, ".change"), 0, "a search finds what is not there");
  await page.$eval(".tools input", (input) => {
    input.value = "";
    input.dispatchEvent(new Event("input"));
  });
  assert.equal(await visible(page, ".change"), all);
  const open = () => page.$$eval(".list details", (folds) => folds.filter((fold) => fold.open).length);
  await page.click(".tools [name=collapse]");
  assert.equal(await open(), 0);
  await page.click(".tools [name=expand]");
  assert.equal(await open(), all);
}

async function filters(page, plan) {
  const ids = await page.$$eval(".filters input:not([name=view])", (all) => all.map((one) => one.id));
  assert.ok(ids.length >= 6, `only ${ids.length} filters`);
  for (const id of ids) {
    await page.click(`label[for="${id}"]`);
    const left = expected(plan, id);
    assert.equal(await visible(page, ".change"), left, id);
    const label = await page.$eval(`label[for="${id}"]`, (label) => label.innerText);
    assert.ok(label.endsWith(`(${left})`), label);
    const { nodes } = await accessibility(page);
    const told = nodes.some((node) => node.name?.value === `${left} of ${plan.changes.length} shown`);
    const parts = nodes.map((node) => node.name?.value).filter((name) => name === String(left));
    assert.ok(told || parts.length > 0, `the page does not tell that ${left} are shown`);
    const group = id.slice(0, id.indexOf("-"));
    await page.click(`label[for="${group}-any"]`);
  }
}

async function accessibility(page) {
  const client = await page.createCDPSession();
  const tree = await client.send("Accessibility.getFullAXTree");
  await client.detach();
  return tree;
}

async function showsDifferencesBothWays(page) {
  assert.ok((await visible(page, ".inline")) > 0);
  assert.equal(await visible(page, ".side"), 0);
  await page.click('label[for="view-side"]');
  assert.equal(await visible(page, ".inline"), 0);
  assert.ok((await visible(page, ".side")) > 0);
  await page.click('label[for="view-inline"]');
}

async function worksByKeyboard(page) {
  await page.focus("#view-inline");
  await page.keyboard.press("ArrowDown");
  assert.ok((await visible(page, ".side")) > 0, "the arrow keys do not choose");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Tab");
  const focused = await page.evaluate(() => document.activeElement.tagName);
  assert.equal(focused, "SUMMARY");
  const isOpen = () => page.evaluate(() => document.activeElement.parentElement.open);
  const before = await isOpen();
  await page.keyboard.press("Enter");
  assert.equal(await isOpen(), !before, "Enter does not fold");
  await page.keyboard.press("Enter");
}

async function prints(page) {
  await page.$$eval("details", (all) => all.forEach((one) => (one.open = false)));
  await page.emulateMediaType("print");
  const hidden = await page.$$eval(".body", (all) => all.filter((one) => one.getBoundingClientRect().height < 5).length);
  assert.equal(hidden, 0, "what is folded is not printed");
  assert.equal(await visible(page, ".filters"), 0);
  await page.emulateMediaType("screen");
  await page.$$eval("details", (all) => all.forEach((one) => (one.open = true)));
}

async function isAccessible(page, what) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations", "passes"] }));
  const said = violations.map((one) => `${one.id}: ${one.help}\n  ${one.nodes.map((node) => node.html).slice(0, 3).join("\n  ")}`);
  assert.deepEqual(said, [], `axe-core on ${what}`);
  assert.ok(passes.length > 15, `axe-core checked only ${passes.length} rules`);
}

for (const name of ["plan", "hostile"]) {
  const plan = JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
  const page = await browser.newPage();
  await page.setViewport({ width: 1100, height: 1000 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
  await opens(page, name);
  await showsTheNumbers(page, plan);
  await beginsWithWhatChanges(page);
  await searchesAndFolds(page);
  await filters(page, plan);
  await showsDifferencesBothWays(page);
  await worksByKeyboard(page);
  await prints(page);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    for (const view of ["inline", "side"]) {
      await page.click(`label[for="view-${view}"]`);
      await isAccessible(page, `${name}, ${scheme}, ${view}`);
    }
    await page.click('label[for="view-inline"]');
    await page.evaluate(() => (document.activeElement.blur(), scrollTo(0, 0)));
    await page.screenshot({ path: `${screenshots}/${name}-${scheme}.png`, fullPage: true });
  }
  await page.setViewport({ width: 360, height: 700 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `on a phone the page is ${wide} pixels too wide`);
  if (name === "hostile") {
    assert.equal(await page.title(), "Plan for workspace sandbox");
    const text = await page.$eval("body", (body) => body.innerText);
    assert.ok(text.includes('<script>document.title = "owned"</script>'));
    assert.ok(text.includes(`"><img src=x onerror=document.title='owned'>`));
    const headings = await page.$$eval("h1, h2, h3", (all) => all.map((one) => one.innerText));
    assert.ok(headings.some((heading) => heading.startsWith("Blocked")), headings.join(", "));
  }
  console.log(`${name}.html: ${plan.changes.length} changes, all as it should be`);
  await page.close();
}
await browser.close();
