/** The system's Chromium, pointed at the demonstration server that `tests/with-demo` has started. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

const setting = (name: string) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests through tests/with-demo`);
  return value;
};

export const server = {
  url: setting("HUB_E2E_URL"),
  email: setting("HUB_E2E_EMAIL"),
  password: setting("HUB_E2E_PASSWORD"),
  simulator: setting("HUB_E2E_SIMULATOR"),
};

const CANDIDATES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? CANDIDATES.find((path) => existsSync(path));
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--autoplay-policy=user-gesture-required",
    ],
  });
}

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const NARROW = { width: 360, height: 740 };

/** A fresh visitor. Whatever goes wrong in the page fails the test that looks at `trouble`. */
export async function visitor(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: "pt-BR",
    viewport: WIDE,
    // The accessibility checker is put into the page from outside.
    bypassCSP: true,
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const trouble: string[] = [];
  page.on("pageerror", (error) => trouble.push(error.message));
  return { context, page, trouble };
}

export async function signIn(page: Page, path = "/monitor") {
  await page.goto(path);
  await page.getByLabel("E-mail").fill(server.email);
  await page.getByLabel("Senha", { exact: true }).fill(server.password);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.locator("[data-page=monitor]").waitFor();
}

/** Makes an upstream route fail in the simulator. */
export async function failUpstream(route: string, mode: string) {
  const answer = await fetch(`${server.simulator}/__control/failure`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ route, mode }),
  });
  expect(answer.ok, `the simulator refused the failure: ${answer.status}`).toBe(true);
}

export const healUpstream = () => fetch(`${server.simulator}/__control/reset`, { method: "POST" });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  impact: string;
  id: string;
  nodes: { target: string[] }[];
}

/** No serious or critical accessibility finding on what is shown. */
export async function expectAccessible(page: Page) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const checker = (window as unknown as { axe: { run: () => Promise<{ violations: Finding[] }> } }).axe;
    return (await checker.run()).violations;
  });
  const serious = found.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(
    serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
  ).toEqual([]);
}
