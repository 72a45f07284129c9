/** Files on their way to this computer, and those that arrived since the window was opened. */
import { toast } from "@/components/ui/Toasts";
import { messageOf } from "@/lib/api/client";
import { download } from "@/lib/download";
import { type DownloadProgress, type HostDownloads, host } from "@/lib/host";
import { createStore } from "@/lib/store";

export interface Transfer {
  id: string;
  /** Where it is read, for another try. */
  path: string;
  fallback: string;
  /** The file's name; until the server has told it, what stands in for it. */
  name: string;
  state: "waiting" | "asking" | "writing" | "saved" | "failed";
  received: number;
  /** `null` when the server does not know. */
  total: number | null;
  /** Where it was saved. */
  folder: string | null;
  /** Why it failed. */
  problem: string | null;
}

export const transfers = createStore<readonly Transfer[]>([]);

export const isUnderWay = ({ state }: Transfer) => state !== "saved" && state !== "failed";

function change(id: string, news: Partial<Transfer>) {
  transfers.set(transfers.get().map((one) => (one.id === id ? { ...one, ...news } : one)));
}

export function forget(id: string) {
  transfers.set(transfers.get().filter((one) => one.id !== id));
}

/** Takes the finished ones off the list. */
export const forgetFinished = () => transfers.set(transfers.get().filter(isUnderWay));

/** Downloads begun by this page. With the time they name one: the window outlives a page that loads again. */
let made = 0;

/** The reason in an answer of the window, which speaks like the API. */
function reasonOf(error: unknown): string {
  const told = (error as { error?: unknown } | null)?.error;
  return typeof told === "string" ? told : messageOf(error);
}

async function transfer(downloads: HostDownloads, path: string, fallback: string): Promise<void> {
  made += 1;
  const id = `${Date.now()}-${made}`;
  const begun: Transfer = {
    id,
    path,
    fallback,
    name: fallback,
    state: "waiting",
    received: 0,
    total: null,
    folder: null,
    problem: null,
  };
  transfers.set([...transfers.get(), begun]);
  try {
    const onProgress = (progress: DownloadProgress) => change(id, progress);
    const end = await downloads.start({ id, path, fallback }, onProgress);
    if (end.outcome === "cancelled") forget(id);
    else change(id, { state: "saved", name: end.name, folder: end.folder });
  } catch (error) {
    change(id, { state: "failed", problem: reasonOf(error) });
  }
}

/**
 * Brings a file of the server to this computer and tells how it ended: in the window as an entry of the list of
 * downloads, in the browser as a message. Never rejects.
 */
export async function saveFile(path: string, fallback: string, downloads = host.downloads): Promise<void> {
  if (downloads) return transfer(downloads, path, fallback);
  try {
    toast.done(`Arquivo salvo: ${await download(path, fallback)}`);
  } catch (error) {
    toast.problem(messageOf(error));
  }
}

/** Tries a failed one again. */
export function again({ id, path, fallback }: Transfer, downloads = host.downloads): Promise<void> {
  forget(id);
  return saveFile(path, fallback, downloads);
}

/** Opens a saved file, or its folder; says why when the system does not. */
export async function show(id: string, where: "file" | "folder", downloads = host.downloads): Promise<void> {
  try {
    await (where === "file" ? downloads?.open(id) : downloads?.showInFolder(id));
  } catch (error) {
    toast.problem(reasonOf(error));
  }
}
