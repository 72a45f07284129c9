/**
 * What the dashboard needs from the program it runs in: a browser on the web address, or the desktop window,
 * where requests and events go through the window's own bridge. The only file that knows the window.
 */
import type { Channel, InvokeArgs, InvokeOptions } from "@tauri-apps/api/core";

/** One announcement of the server. */
export type ServerEvent =
  | { event: "queue"; data: { queue: "medic" | "reception" | "whatsapp" } }
  | { event: "status"; data: { service_name: string } }
  | { event: "refresh"; data: { service_name: string; outcome: "done" | "partial" | "failed" } }
  /** Announcements were missed: everything may have changed. */
  | { event: "lagged"; data?: unknown };

/** Where the desktop keeps the session; `message` says why when it is not the keyring. */
export interface SessionStorageInfo {
  kind: "keyring" | "memory";
  message: string | null;
}

/** How far the window is with a download: it asks where to, then writes. */
export type DownloadProgress =
  | { state: "asking"; name: string }
  | { state: "writing"; name: string; received: number; total: number | null };

export type DownloadOutcome = { outcome: "saved"; name: string; folder: string } | { outcome: "cancelled" };

/** Files that the window writes itself. `id` is the page's own name for a download. */
export interface HostDownloads {
  /** Saves the answer to `path`; fails with `{status, code, error}`. */
  start(
    file: { id: string; path: string; fallback: string },
    onProgress: (progress: DownloadProgress) => void,
  ): Promise<DownloadOutcome>;
  cancel(id: string): Promise<void>;
  open(id: string): Promise<void>;
  showInFolder(id: string): Promise<void>;
}

/** Messages of the system, outside of the window. */
export interface HostNotices {
  /** Says whether this computer shows such messages. `onClick` hears of a click until the next one is shown. */
  show(notice: { title: string; body: string }, onClick: () => void): Promise<boolean>;
}

export interface Host {
  readonly kind: "browser" | "desktop";
  /** Sends one request to the server. */
  fetch(request: Request): Promise<Response>;
  /**
   * Listens to announcements until the returned function is called. `onLive` hears whether the stream is
   * up; while it is down, pages poll.
   */
  subscribe(onEvent: (event: ServerEvent) => void, onLive: (live: boolean) => void): () => void;
  /** `null` in the browser, where the cookie keeps the session. */
  sessionStorage(): Promise<SessionStorageInfo | null>;
  /** `null` in the browser, which has downloads of its own. */
  readonly downloads: HostDownloads | null;
  /** `null` in the browser, which would have to ask the person first. */
  readonly notices: HostNotices | null;
}

/** A stream that has ended is opened again after this long. */
const RECONNECT_MS = 15_000;

const EVENT_NAMES = ["queue", "status", "refresh", "lagged"] as const;

function readEvent(name: (typeof EVENT_NAMES)[number], data: string): ServerEvent | null {
  try {
    return { event: name, data: data === "" ? {} : JSON.parse(data) } as ServerEvent;
  } catch {
    return null;
  }
}

/** The browser: ordinary requests, and an `EventSource` that reconnects by itself. */
export const browserHost: Host = {
  kind: "browser",
  fetch: (request) => fetch(request),
  subscribe(onEvent, onLive) {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource("/api/events");
      source.onopen = () => onLive(true);
      source.onerror = () => {
        onLive(false);
        // An answer other than 200 closes the stream for good; a lost connection is retried by the browser.
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, RECONNECT_MS);
      };
      for (const name of EVENT_NAMES) {
        source.addEventListener(name, (message: MessageEvent<string>) => {
          const event = readEvent(name, message.data);
          if (event) onEvent(event);
        });
      }
    };
    if (typeof EventSource !== "undefined") open();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  },
  sessionStorage: () => Promise.resolve(null),
  downloads: null,
  notices: null,
};

/** The part of the window's library that the bridge uses. */
export interface Bridge {
  invoke<T>(command: string, args?: InvokeArgs, options?: InvokeOptions): Promise<T>;
  Channel: new <T>(onmessage?: (message: T) => void) => Channel<T>;
}

/** A frame is a JSON head with its length (u32, little-endian) before it, then the body's bytes. */
export function writeFrame(head: unknown, body: ArrayBuffer): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const frame = new Uint8Array(4 + text.length + body.byteLength);
  new DataView(frame.buffer).setUint32(0, text.length, true);
  frame.set(text, 4);
  frame.set(new Uint8Array(body), 4 + text.length);
  return frame;
}

/** Takes a frame apart. */
export function readFrame<Head>(frame: ArrayBuffer): { head: Head; body: Uint8Array<ArrayBuffer> } {
  const length = new DataView(frame).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(frame, 4, length))) as Head;
  return { head, body: new Uint8Array(frame, 4 + length) };
}

/** Statuses whose answer has no body; `Response` refuses one. */
const BODILESS = new Set([101, 204, 205, 304]);

/** The window's last word on a stream; the browser sees the connection close instead. */
const STREAM_ENDED = "ended";

/** An announcement of the window. One that nobody can read changes nothing; the slow poll catches up. */
function readMessage(message: string): ServerEvent | { event: typeof STREAM_ENDED } | null {
  try {
    return JSON.parse(message) as ServerEvent | { event: typeof STREAM_ENDED };
  } catch {
    return null;
  }
}

function windowDownloads(load: () => Promise<Bridge>): HostDownloads {
  const ask = async (command: string, id: string) => {
    const { invoke } = await load();
    await invoke(`plugin:hub|${command}`, { id });
  };
  return {
    async start(file, onProgress) {
      const { invoke, Channel } = await load();
      return invoke<DownloadOutcome>("plugin:hub|download", { ...file, channel: new Channel(onProgress) });
    },
    cancel: (id) => ask("cancel_download", id),
    open: (id) => ask("open_download", id),
    showInFolder: (id) => ask("show_download", id),
  };
}

/** The desktop window: everything goes through the bridge, no port and no cookie involved. */
export function desktopHost(load: () => Promise<Bridge>): Host {
  return {
    kind: "desktop",
    async fetch(request) {
      request.signal.throwIfAborted();
      const { invoke } = await load();
      const url = new URL(request.url);
      const head = {
        method: request.method,
        path: url.pathname + url.search,
        headers: Object.fromEntries(request.headers),
      };
      const frame = writeFrame(head, await request.arrayBuffer());
      const answer = await invoke<ArrayBuffer>("plugin:hub|api_request", frame);
      request.signal.throwIfAborted();
      const reply = readFrame<{ status: number; headers: Record<string, string> }>(answer);
      return new Response(BODILESS.has(reply.head.status) ? null : reply.body, reply.head);
    },
    subscribe(onEvent, onLive) {
      let stopped = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const down = () => {
        onLive(false);
        clearTimeout(timer);
        timer = setTimeout(open, RECONNECT_MS);
      };
      const open = async () => {
        let ended = false;
        try {
          const { invoke, Channel } = await load();
          const channel = new Channel<string>((message) => {
            if (stopped || ended) return;
            const event = readMessage(message);
            if (event?.event !== STREAM_ENDED) {
              if (event) onEvent(event);
              return;
            }
            ended = true;
            down();
          });
          await invoke("plugin:hub|subscribe_events", { channel });
          if (!stopped && !ended) onLive(true);
        } catch {
          if (!stopped && !ended) down();
        }
      };
      void open();
      return () => {
        stopped = true;
        clearTimeout(timer);
      };
    },
    async sessionStorage() {
      const { invoke } = await load();
      return invoke<SessionStorageInfo>("plugin:hub|session_storage");
    },
    downloads: windowDownloads(load),
    notices: {
      async show(notice, onClick) {
        const { invoke, Channel } = await load();
        return invoke<boolean>("plugin:hub|notify", { ...notice, channel: new Channel(onClick) });
      },
    },
  };
}

const inWindow = typeof window !== "undefined" && "__TAURI_INTERNALS__" in window;

/** Where this dashboard runs. */
export const host: Host = inWindow ? desktopHost(() => import("@tauri-apps/api/core")) : browserHost;
