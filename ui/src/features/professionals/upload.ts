/**
 * Sends a file piece by piece, as bytes: the desktop window cannot carry a file in one request, and pieces are what
 * progress and a cancelled upload are made of.
 */
import { ApiError, api, type components, ok, patient } from "@/lib/api/client";
import { formOf } from "@/lib/multipart";
import type { ProfessionalDocument } from "./queries";

/** Small enough for a slow line to carry one within the patience of a request. */
const PIECE_BYTES = 256 * 1024;
/** A piece that did not get through is sent again so often. */
const TRIES = 3;
const PAUSE_MS = 1_500;

export interface Outgoing {
  professionalId: string;
  docType: string;
  expiresAt: string | null;
  file: File;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/** A piece reached a server that has not got the pieces before it: there are several, or it was started anew. */
const isElsewhere = (error: unknown) => error instanceof ApiError && error.code === "UPLOAD_ELSEWHERE";

/** Once that has happened, every file goes whole: the next pieces would not meet each other either. */
let whole = false;

/** Sends the file; rejects when it is refused or cancelled, and leaves nothing behind on the server then. */
export async function upload(
  outgoing: Outgoing,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<ProfessionalDocument> {
  if (whole) return asOne(outgoing, signal);
  try {
    return await inPieces(outgoing, signal, onSent);
  } catch (error) {
    if (!isElsewhere(error)) throw error;
    // From the beginning, as one request: that one has only one server.
    whole = true;
    onSent(0);
    return asOne(outgoing, signal);
  }
}

async function asOne(
  { professionalId: id, docType, expiresAt, file }: Outgoing,
  signal: AbortSignal,
): Promise<ProfessionalDocument> {
  const { contentType, body } = await formOf({ docType, ...(expiresAt && { expiresAt }) }, file);
  signal.throwIfAborted();
  const { data } = await ok(
    api.POST("/api/admin/profissionais/{id}/documentos", {
      params: { path: { id } },
      headers: { "Content-Type": contentType },
      // The form is described by its fields, and sent as the bytes it is made of.
      body: body as unknown as components["schemas"]["UploadForm"],
      bodySerializer: (bytes) => bytes,
      fetch: patient,
      signal,
    }),
  );
  return data;
}

async function inPieces(
  { professionalId: id, docType, expiresAt, file }: Outgoing,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<ProfessionalDocument> {
  const { data: begun } = await ok(
    api.POST("/api/admin/profissionais/{id}/documentos/uploads", {
      params: { path: { id } },
      body: { fileName: file.name, sizeBytes: file.size, docType, expiresAt },
      signal,
    }),
  );
  const path = { id, upload_id: begun.uploadId };
  const size = Math.min(begun.partBytes, PIECE_BYTES);
  try {
    for (let offset = 0; offset < file.size; offset += size) {
      const piece = await file.slice(offset, offset + size).arrayBuffer();
      await send(path, offset, piece, signal);
      onSent(Math.min(file.size, offset + size));
    }
    const { data } = await ok(
      api.POST("/api/admin/profissionais/{id}/documentos/uploads/{upload_id}/finish", {
        params: { path },
        fetch: patient,
        signal,
      }),
    );
    return data;
  } catch (error) {
    // Best effort: the server forgets an unfinished file by itself.
    void api
      .DELETE("/api/admin/profissionais/{id}/documentos/uploads/{upload_id}", { params: { path } })
      .catch(() => undefined);
    throw error;
  }
}

async function send(
  path: { id: string; upload_id: string },
  offset: number,
  piece: ArrayBuffer,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ok(
        api.PUT("/api/admin/profissionais/{id}/documentos/uploads/{upload_id}", {
          params: { path, query: { offset } },
          headers: { "Content-Type": "application/octet-stream" },
          // The description of bytes knows them as a list of numbers.
          body: piece as unknown as number[],
          bodySerializer: (bytes) => bytes,
          signal,
        }),
      );
      return;
    } catch (error) {
      signal.throwIfAborted();
      const isLost = error instanceof ApiError && error.status === 0;
      if (!isLost || attempt >= TRIES) throw error;
      await pause();
    }
  }
}
