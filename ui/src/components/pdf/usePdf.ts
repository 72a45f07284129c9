/** A PDF of the server on its way to the screen. */
import { useCallback, useEffect, useState } from "react";
import { ApiError, messageOf } from "@/lib/api/client";
import { readBytes, TOO_LARGE } from "@/lib/bytes";
import type { PdfFile } from "./pdfjs";

/** As large as a stored file may be. */
const MOST_BYTES = 20 * 1024 * 1024;

export type Pdf =
  /** `share` of it has arrived, from 0 to 1; `null`: unknown. */
  | { step: "loading"; share: number | null }
  | { step: "shown"; file: PdfFile }
  | { step: "failed"; text: string; mayTryAgain: boolean };

const DAMAGED = "Este arquivo está danificado ou não é um PDF válido, e não pode ser mostrado aqui.";
const PASSWORD = "Este PDF é protegido por senha e não pode ser mostrado aqui.";
const LARGE = "Este arquivo passa de 20 MB e não pode ser mostrado aqui.";

function failure(error: unknown): Pdf {
  const reason = (error as { reason?: unknown } | null)?.reason;
  if (reason === "password" || reason === "damaged")
    return { step: "failed", text: reason === "password" ? PASSWORD : DAMAGED, mayTryAgain: false };
  if (error instanceof ApiError && error.code === TOO_LARGE)
    return { step: "failed", text: LARGE, mayTryAgain: false };
  return { step: "failed", text: messageOf(error), mayTryAgain: true };
}

/** The document at `path`, read and opened; `retry` begins again. */
export function usePdf(path: string) {
  const [pdf, setPdf] = useState<Pdf>({ step: "loading", share: null });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads again
  useEffect(() => {
    const stop = new AbortController();
    let file: PdfFile | undefined;
    const load = async () => {
      setPdf({ step: "loading", share: null });
      try {
        const [bytes, { openPdf }] = await Promise.all([
          readBytes(path, MOST_BYTES, stop.signal, (share) => setPdf({ step: "loading", share })),
          import("./pdfjs"),
        ]);
        if (stop.signal.aborted) return;
        file = await openPdf(bytes);
        if (stop.signal.aborted) file.close();
        else setPdf({ step: "shown", file });
      } catch (error) {
        if (!stop.signal.aborted) setPdf(failure(error));
      }
    };
    void load();
    return () => {
      stop.abort();
      file?.close();
    };
  }, [path, attempt]);
  return { pdf, retry: useCallback(() => setAttempt((count) => count + 1), []) };
}
