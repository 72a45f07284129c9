// Runs in the page under test: what a person at the window would feel of a transfer. Frames are no measure here: a
// display without a screen draws a few in a second, whatever the page does.

const POLL_MS = 10;
const SHARE_OF_CLICK = 10;

const one = (css) => document.querySelector(css);

const probe = {};
window.hubProbe = probe;

/** Forgets what was felt, seen and sent so far. */
probe.begin = () =>
  Object.assign(probe, { longestTurn: 0, longestAnswer: 0, shares: [], sent: [], menu: null, cancelled: null });
probe.begin();

const longest = (name, since) => {
  probe[name] = Math.max(probe[name], performance.now() - since);
};

// The page's own loop, that scripts and clicks in it wait for.
let turned = performance.now();
setInterval(() => {
  longest("longestTurn", turned);
  turned = performance.now();
}, POLL_MS);

// The window's loop in the program, that painting and input wait for: it runs this command itself. Nothing is
// cancelled by it.
let asked = performance.now();
async function askWindow() {
  asked = performance.now();
  await window.__TAURI_INTERNALS__.invoke("plugin:hub|cancel_download", { id: "none" });
  longest("longestAnswer", asked);
  setTimeout(askWindow, POLL_MS);
}
void askWindow();

/** Milliseconds, the wait that goes on right now included. */
probe.felt = () => {
  longest("longestTurn", turned);
  return { longestTurn: probe.longestTurn, longestAnswer: probe.longestAnswer, menu: probe.menu };
};

/** How far the upload on the page is, in percent. */
const share = () => Number(one("[role=progressbar][aria-label^=Envio]")?.getAttribute("aria-valuenow") ?? 0);
setInterval(() => {
  if (share() !== probe.shares.at(-1)) probe.shares.push(share());
}, POLL_MS);

// Every request crosses to the program as one frame: the length of its head, then the head.
const cross = window.fetch;
window.fetch = (input, options) => {
  if (options?.body instanceof Uint8Array) {
    const { buffer, byteOffset } = options.body;
    const length = new DataView(buffer, byteOffset).getUint32(0, true);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, byteOffset + 4, length)));
    probe.sent.push(`${head.method} ${head.path}`);
  }
  return cross(input, options);
};

async function until(test) {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

const isWriting = () => one("[data-download=writing]") !== null;
const transfers = {
  upload: {
    isMoving: () => share() >= SHARE_OF_CLICK,
    isOver: () => document.body.textContent.includes("Documento enviado"),
  },
  download: { isMoving: isWriting, isOver: () => !isWriting() },
};

/**
 * As soon as the transfer moves, closes what is open and goes to the settings by the menu. Tells how long that took and
 * whether the transfer still went, once it is over.
 */
probe.useMenu = async (kind) => {
  const { isMoving, isOver } = transfers[kind];
  await until(isMoving);
  const clicked = performance.now();
  one("[role=dialog] [aria-label=Fechar]").click();
  await until(() => !one("[role=dialog]"));
  one("nav[aria-label=Páginas] a[href='/settings']").click();
  await until(() => one("[data-page=settings] h1"));
  const menu = { answeredAfter: performance.now() - clicked, stillGoing: !isOver() };
  await until(isOver);
  probe.menu = menu;
};

/** Cancels the first download that is being written. */
probe.cancelDownload = async () => {
  await until(isWriting);
  one("[data-download=writing] [aria-label^=Cancelar]").click();
  await until(() => !one("[data-downloads] li"));
  probe.cancelled = true;
};

/** Chooses a day, as its picker does. */
probe.setDay = (input, day) => {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, day);
  input.dispatchEvent(new Event("input", { bubbles: true }));
};
