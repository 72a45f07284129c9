/** Handing files to the person: made here, or answered by the server. */
import { sendFor } from "./bytes";

/** Links to finished downloads are kept this long: the browser may still be reading. */
const KEPT_MS = 60_000;

/** Saves `content` as a file named `name`. */
export function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

/** The name the server gives a file, from `Content-Disposition`. */
export function fileName(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="([^"]+)"/i.exec(disposition ?? "")?.[1] ?? null;
}

/** Fetches a file of the server and saves it under the server's name, else under `fallback`. */
export async function download(path: string, fallback: string, signal?: AbortSignal): Promise<string> {
  const response = await sendFor(path, "O arquivo não pôde ser gerado. Tente novamente.", signal);
  const name = fileName(response.headers.get("Content-Disposition")) ?? fallback;
  save(name, await response.blob());
  return name;
}
