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
export const DESK = { width: 1024, height: 768 };
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

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Processor time, in microseconds. */
  tdur?: number;
  args: { name?: string };
}

/**
 * The longest time in milliseconds for which the page had no ear for anybody during `action`: the processor
 * time of the longest task of its main thread, which does not depend on what else the machine is doing.
 */
export async function longestTask(page: Page, action: () => Promise<void>): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  devtools.on("Tracing.dataCollected", ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await devtools.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "devtools.timeline"] },
  });
  await action();
  const complete = new Promise((resolve) => devtools.once("Tracing.tracingComplete", resolve));
  await devtools.send("Tracing.end");
  await complete;
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const pages = new Set(
    events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(threadOf),
  );
  const tasks = events.filter((event) => event.name.endsWith("RunTask") && pages.has(threadOf(event)));
  return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  impact: string;
  id: string;
  nodes: { target: string[] }[];
}

/** No serious or critical accessibility finding on what is shown. */
export async function expectAccessible(page: Page) {
  // What is still fading in has less contrast than it will have.
  await page.evaluate(() => {
    const passing = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === 1);
    return Promise.allSettled(passing.map((animation) => animation.finished));
  });
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
