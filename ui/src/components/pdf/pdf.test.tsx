import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { PdfDialog } from "./PdfDialog";
import type { PdfFile } from "./pdfjs";

const { openPdf } = vi.hoisted(() => ({ openPdf: vi.fn() }));
vi.mock("./pdfjs", () => ({ openPdf }));

/** Pages on screen, told by the test. */
const watched = new Map<Element, (isIntersecting: boolean) => void>();
const show = (page: number, isNear = true) =>
  act(() => watched.get(document.querySelector(`[data-pdf-page="${page}"]`) as Element)?.(isNear));

beforeEach(() => {
  watched.clear();
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(private told: (entries: { isIntersecting: boolean }[]) => void) {}
      observe(element: Element) {
        watched.set(element, (isIntersecting) => this.told([{ isIntersecting }]));
      }
      disconnect() {}
    },
  );
  Element.prototype.scrollTo = () => undefined;
  vi.stubGlobal("fetch", async () => new Response(new Uint8Array(8), { headers: { "Content-Length": "8" } }));
});

const paper = (pages: number) => {
  const file = {
    sizes: Array.from({ length: pages }, () => ({ width: 800, height: 1000 })),
    draw: vi.fn(async () => document.createElement("canvas")),
    layText: vi.fn(async (page: number, over: HTMLElement) => {
      over.textContent = `Texto da página ${page}`;
    }),
    close: vi.fn(),
  } satisfies PdfFile;
  openPdf.mockResolvedValue(file);
  return file;
};

function open() {
  const onSave = vi.fn();
  const onClose = vi.fn();
  const view = render(<PdfDialog title="diploma.pdf" path="/api/file" onSave={onSave} onClose={onClose} />);
  return { ...view, onSave, onClose, user: userEvent.setup({ delay: null }) };
}

it("draws the pages that are near, with their words, and forgets the others", async () => {
  const file = paper(3);
  open();
  expect(await screen.findByText("Página 1 de 3")).toBeVisible();
  expect(file.draw).not.toHaveBeenCalled();
  show(1);
  expect(await screen.findByRole("img", { name: "Página 1 de 3" })).toBeInTheDocument();
  expect(screen.getByText("Texto da página 1")).toBeInTheDocument();
  expect(screen.queryByRole("img", { name: "Página 2 de 3" })).toBeNull();
  show(2);
  expect(await screen.findByRole("img", { name: "Página 2 de 3" })).toBeInTheDocument();
  show(1, false);
  expect(screen.queryByRole("img", { name: "Página 1 de 3" })).toBeNull();
});

it("turns pages and changes their size by buttons and keys", async () => {
  const file = paper(2);
  const { user } = open();
  await screen.findByText("Página 1 de 2");
  show(1);
  await screen.findByRole("img", { name: "Página 1 de 2" });
  expect(screen.getByRole("button", { name: "Página anterior" })).toBeDisabled();
  await user.click(screen.getByRole("button", { name: "Próxima página" }));
  expect(screen.getByText("Página 2 de 2")).toBeVisible();
  await user.keyboard("{ArrowLeft}");
  expect(screen.getByText("Página 1 de 2")).toBeVisible();
  await user.keyboard("{ArrowRight}");
  expect(screen.getByText("Página 2 de 2")).toBeVisible();
  await user.keyboard("+");
  expect(screen.getByText("125%")).toBeVisible();
  await waitFor(() => expect(file.draw).toHaveBeenLastCalledWith(1, 1.25, expect.anything()));
  await user.keyboard("--");
  expect(screen.getByText("75%")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Ajustar à largura" }));
  expect(screen.getByRole("button", { name: "Ajustar à largura" })).toHaveAttribute("aria-pressed", "true");
  fireEvent.keyDown(window, { key: "+", ctrlKey: true });
  expect(screen.getByText("100%")).toBeVisible();
});

it.each([
  ["password", "Este PDF é protegido por senha"],
  ["damaged", "Este arquivo está danificado"],
])("says that a file is %s and still offers it", async (reason, text) => {
  openPdf.mockRejectedValue({ reason });
  const { user, onSave } = open();
  expect(await screen.findByRole("alert")).toHaveTextContent(text);
  expect(screen.queryByRole("button", { name: "Tentar novamente" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Baixar" }));
  expect(onSave).toHaveBeenCalledOnce();
});

it("shows nothing that is larger than a stored file can be", async () => {
  vi.stubGlobal(
    "fetch",
    async () => new Response("", { headers: { "Content-Length": String(20 * 1024 * 1024 + 1) } }),
  );
  open();
  expect(await screen.findByRole("alert")).toHaveTextContent("Este arquivo passa de 20 MB");
});

it("tries again when the server was not there", async () => {
  const answer = globalThis.fetch;
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
  paper(1);
  const { user } = open();
  expect(await screen.findByRole("alert")).toHaveTextContent("Erro ao conectar com o servidor.");
  vi.stubGlobal("fetch", answer);
  await user.click(screen.getByRole("button", { name: "Tentar novamente" }));
  expect(await screen.findByText("Página 1 de 1")).toBeVisible();
});

it("says which page could not be drawn", async () => {
  paper(1).draw.mockRejectedValue(new Error("bad stream"));
  open();
  await screen.findByText("Página 1 de 1");
  show(1);
  expect(await screen.findByText("A página 1 não pôde ser mostrada.")).toBeVisible();
});

it("lets go of the document when it is closed, by Escape as well", async () => {
  const file = paper(1);
  const { user, onClose, unmount } = open();
  await screen.findByText("Página 1 de 1");
  await user.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledOnce();
  unmount();
  expect(file.close).toHaveBeenCalledOnce();
});
