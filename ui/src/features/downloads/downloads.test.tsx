import { render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { DownloadOutcome, DownloadProgress, HostDownloads } from "@/lib/host";
import { DownloadTray } from "./DownloadTray";
import { again, saveFile, transfers } from "./transfers";

/** A window whose one download is moved on by hand. */
function fakeWindow() {
  let tell: (progress: DownloadProgress) => void = () => undefined;
  let end: (outcome: DownloadOutcome) => void = () => undefined;
  let fail: (refusal: unknown) => void = () => undefined;
  const downloads: HostDownloads = {
    start: vi.fn((_file, onProgress) => {
      tell = onProgress;
      return new Promise<DownloadOutcome>((resolve, reject) => {
        end = resolve;
        fail = reject;
      });
    }),
    cancel: vi.fn(async () => undefined),
    open: vi.fn(async () => undefined),
    showInFolder: vi.fn(async () => undefined),
  };
  return {
    downloads,
    tell: (progress: DownloadProgress) => tell(progress),
    end: (outcome: DownloadOutcome) => end(outcome),
    fail: (refusal: unknown) => fail(refusal),
  };
}

beforeEach(() => transfers.set([]));

it("shows a download from the first click to the file", async () => {
  const { downloads, tell, end } = fakeWindow();
  render(<DownloadTray />);
  expect(screen.queryByRole("region", { name: "Downloads" })).toBeNull();
  const saving = saveFile("/api/x", "arquivo.pdf", downloads);
  expect(await screen.findByText("Preparando o arquivo…")).toBeVisible();
  tell({ state: "asking", name: "Certidão.pdf" });
  expect(await screen.findByText("Escolha onde salvar.")).toBeVisible();
  tell({ state: "writing", name: "Certidão.pdf", received: 1_500_000, total: 20_000_000 });
  expect(await screen.findByText("1,5 MB de 20 MB")).toBeVisible();
  expect(screen.getByRole("progressbar", { name: "Baixando Certidão.pdf" })).toHaveAttribute(
    "value",
    "1500000",
  );
  expect(screen.getByRole("button", { name: "Cancelar Certidão.pdf" })).toBeVisible();
  end({ outcome: "saved", name: "Certidão.pdf", folder: "/home/ana" });
  await saving;
  expect(await screen.findByText("Salvo em /home/ana")).toBeVisible();
  expect(screen.getByRole("button", { name: "Mostrar na pasta" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Fechar a lista de downloads" }));
  expect(screen.queryByRole("region", { name: "Downloads" })).toBeNull();
});

it("takes a cancelled download off the list", async () => {
  const { downloads, end } = fakeWindow();
  const saving = saveFile("/api/x", "arquivo.pdf", downloads);
  end({ outcome: "cancelled" });
  await saving;
  expect(transfers.get()).toEqual([]);
});

it("says why a download failed and tries it again", async () => {
  const { downloads, fail } = fakeWindow();
  render(<DownloadTray />);
  const saving = saveFile("/api/x", "arquivo.pdf", downloads);
  fail({ status: 0, code: "DISK_FULL", error: "Não há espaço em /home/ana." });
  await saving;
  const row = await screen.findByRole("listitem");
  expect(within(row).getByRole("alert")).toHaveTextContent("Não há espaço em /home/ana.");
  const failed = transfers.get()[0];
  if (failed) void again(failed, downloads);
  expect(downloads.start).toHaveBeenCalledTimes(2);
  expect(transfers.get().map(({ state }) => state)).toEqual(["waiting"]);
});
