/** Files on their way to the server. They go on when the record that they belong to is closed. */
import type { QueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/Toasts";
import { messageOf } from "@/lib/api/client";
import { createStore } from "@/lib/store";
import { professionalKeys } from "./queries";
import { type Outgoing, upload } from "./upload";

export interface Upload {
  id: string;
  professionalId: string;
  docType: string;
  name: string;
  sent: number;
  total: number;
  /** Why it failed; `null` while it goes. */
  problem: string | null;
}

export const uploads = createStore<readonly Upload[]>([]);

let lastId = 0;
const stops = new Map<string, AbortController>();

const change = (id: string, news: Partial<Upload>) =>
  uploads.set(uploads.get().map((one) => (one.id === id ? { ...one, ...news } : one)));

/** Takes one off the list; one that is going stops. */
export function cancelUpload(id: string): void {
  stops.get(id)?.abort();
  uploads.set(uploads.get().filter((one) => one.id !== id));
}

/** Sends a file; a former one that failed for the same paper is forgotten. Never rejects. */
export async function startUpload(outgoing: Outgoing, label: string, client: QueryClient): Promise<void> {
  const { professionalId, docType, file } = outgoing;
  lastId += 1;
  const id = `upload-${lastId}`;
  const stop = new AbortController();
  stops.set(id, stop);
  const others = uploads
    .get()
    .filter((one) => one.professionalId !== professionalId || one.docType !== docType || !one.problem);
  const begun = { id, professionalId, docType, name: file.name, sent: 0, total: file.size, problem: null };
  uploads.set([...others, begun]);
  try {
    await upload(outgoing, stop.signal, (sent) => change(id, { sent }));
    await client.invalidateQueries({ queryKey: professionalKeys.all });
    uploads.set(uploads.get().filter((one) => one.id !== id));
    toast.done(`Documento enviado: ${label}`);
  } catch (error) {
    if (stop.signal.aborted) return;
    change(id, { problem: messageOf(error) });
  } finally {
    stops.delete(id);
  }
}

const MOST_BYTES = 20 * 1024 * 1024;
const IMAGES = ["jpg", "jpeg", "png", "webp"];
const PAPERS = ["pdf", "docx", "doc", ...IMAGES];

const isPhoto = (docType: string) => docType === "FOTO";

/** What may be sent, said before anybody chooses. */
export const limitsOf = (docType: string) =>
  isPhoto(docType) ? "JPEG, PNG ou WebP, até 20 MB" : "PDF, JPEG, PNG, WebP, DOCX ou DOC, até 20 MB";

export const acceptOf = (docType: string) =>
  (isPhoto(docType) ? IMAGES : PAPERS).map((ending) => `.${ending}`).join(",");

/** Why a file cannot be sent; `null` when the server may have it. It looks into the content itself. */
export function fileProblem(file: File, docType: string): string | null {
  const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
  if (file.size === 0) return "O arquivo está vazio.";
  if (file.size > MOST_BYTES) return "O arquivo passa de 20 MB.";
  if ((isPhoto(docType) ? IMAGES : PAPERS).includes(ending)) return null;
  return `Tipo de arquivo não aceito. Envie ${limitsOf(docType)}.`;
}

/** `183 KB`, `2,4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
}
