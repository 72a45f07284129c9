/**
 * PDFs as pages that can be drawn. A chunk of its own: the library travels with the first document. Nothing of a
 * document runs or leads anywhere: pdf.js interprets no scripts unless it is given an engine for them, and
 * links need a layer that is not made here.
 */
import {
  getDocument,
  type PDFDocumentProxy,
  PDFWorker,
  TextLayer,
  VerbosityLevel,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import "./text.css";

/** What the library asks for by name, so the build keeps the names: fonts that documents expect everywhere ... */
const fonts = folderOf(
  import.meta.glob<string>("/node_modules/pdfjs-dist/standard_fonts/*", {
    query: "?url",
    import: "default",
    eager: true,
  }),
);
/** ... and decoders of scanned pictures, as scripts: WebAssembly would need a wider content policy. */
const decoders = folderOf(
  import.meta.glob<string>(
    ["/node_modules/pdfjs-dist/wasm/*_nowasm_fallback.js", "/node_modules/pdfjs-dist/wasm/LICENSE_*"],
    { query: "?url", import: "default", eager: true },
  ),
);

function folderOf(files: Record<string, string>): string {
  const first = Object.values(files)[0] ?? "";
  return new URL(first.slice(0, first.lastIndexOf("/") + 1), document.baseURI).href;
}

/** At 100 % an inch has 96 pixels of the page; a PDF's unit is its 72nd part. */
const PIXELS_PER_UNIT = 96 / 72;
/** Larger canvases stay empty in some browsers; the drawing is stretched beyond. */
const MOST_CANVAS_PIXELS = 16 * 1024 * 1024;
/** An A3 sheet scanned with 600 dots per inch has half of it; a page without its picture beats a crash. */
const MOST_IMAGE_PIXELS = 150_000_000;
/** Of a page that cannot be read. */
const A4: PageSize = { width: 794, height: 1123 };

/** In pixels at 100 %. */
export interface PageSize {
  width: number;
  height: number;
}

export interface PdfFile {
  /** Every page, the first one first. */
  readonly sizes: readonly PageSize[];
  /** Draws a page, counted from 1, with `scale` times its size at 100 %. */
  draw(page: number, scale: number, signal: AbortSignal): Promise<HTMLCanvasElement>;
  /** Lays the page's words over it, invisible: to be selected, copied and read aloud. */
  layText(page: number, over: HTMLElement, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Why a file cannot be shown: it asks for a password, or is no PDF that anybody could read. */
export class UnreadablePdf extends Error {
  override name = "UnreadablePdf";

  constructor(readonly reason: "password" | "damaged") {
    super(`the PDF cannot be read: ${reason}`);
  }
}

/** A thread for one document; `null` where the engine gives none. */
function startThread(): Promise<Worker | null> {
  return new Promise((resolve) => {
    try {
      const thread = new Worker(workerUrl, { type: "module" });
      thread.onmessage = () => {
        thread.onmessage = null;
        resolve(thread);
      };
      thread.onerror = () => {
        thread.terminate();
        resolve(null);
      };
    } catch {
      resolve(null);
    }
  });
}

/** Reads the library's own files where it would use what not every browser has. */
class OwnFiles {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const answer = await fetch((kind === "standardFontDataUrl" ? fonts : decoders) + filename);
    if (!answer.ok) throw new Error(`${filename}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}

/** Opens a document; `bytes` are given away. Fails with `UnreadablePdf`. */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  const thread = await startThread();
  // Loaded into the page, the worker's code announces itself and works there: slower, but it works.
  if (!thread) await import(/* @vite-ignore */ workerUrl);
  const worker = PDFWorker.create({ port: thread ?? undefined });
  const task = getDocument({
    data: bytes,
    worker,
    standardFontDataUrl: fonts,
    wasmUrl: decoders,
    useWasm: false,
    useWorkerFetch: false,
    BinaryDataFactory: OwnFiles,
    maxImageSize: MOST_IMAGE_PIXELS,
    verbosity: VerbosityLevel.ERRORS,
  });
  const close = () => {
    void task
      .destroy()
      .catch(() => undefined)
      .finally(() => {
        worker.destroy();
        thread?.terminate();
      });
  };
  try {
    const document = await task.promise;
    return { sizes: await sizesOf(document), ...pagesOf(document), close };
  } catch (error) {
    close();
    throw new UnreadablePdf((error as Error).name === "PasswordException" ? "password" : "damaged");
  }
}

async function sizesOf(document: PDFDocumentProxy): Promise<PageSize[]> {
  const sizeOf = async (number: number): Promise<PageSize | null> => {
    try {
      const { width, height } = (await document.getPage(number)).getViewport({ scale: PIXELS_PER_UNIT });
      return { width, height };
    } catch {
      return null;
    }
  };
  const sizes = await Promise.all(Array.from({ length: document.numPages }, (_, index) => sizeOf(index + 1)));
  const usual = sizes.find((size) => size !== null) ?? A4;
  return sizes.map((size) => size ?? usual);
}

function pagesOf(document: PDFDocumentProxy): Pick<PdfFile, "draw" | "layText"> {
  return {
    async draw(number, scale, signal) {
      const page = await document.getPage(number);
      signal.throwIfAborted();
      const { width, height } = page.getViewport({ scale: scale * PIXELS_PER_UNIT });
      const density = Math.min(window.devicePixelRatio, Math.sqrt(MOST_CANVAS_PIXELS / (width * height)));
      const viewport = page.getViewport({ scale: scale * PIXELS_PER_UNIT * density });
      const canvas = window.document.createElement("canvas");
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      const drawing = page.render({ canvas, viewport });
      const stop = () => drawing.cancel();
      signal.addEventListener("abort", stop);
      await drawing.promise.finally(() => signal.removeEventListener("abort", stop));
      return canvas;
    },
    async layText(number, over, signal) {
      const page = await document.getPage(number);
      signal.throwIfAborted();
      const layer = new TextLayer({
        textContentSource: page.streamTextContent(),
        container: over,
        viewport: page.getViewport({ scale: PIXELS_PER_UNIT }),
      });
      const stop = () => layer.cancel();
      signal.addEventListener("abort", stop);
      await layer.render().finally(() => signal.removeEventListener("abort", stop));
    },
  };
}
