import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { download } from "@/lib/download";
import { ExportButtons } from "./ExportButtons";

vi.mock("@/lib/download", () => ({ download: vi.fn() }));

beforeEach(() => vi.mocked(download).mockReset());

const show = () =>
  render(
    <ExportButtons
      page="propostas"
      query={{ startDate: "2026-02-01", endDate: "2026-02-19", unit: "OURO VERDE" }}
    />,
  );

test("a file is asked for with the filters of the page", async () => {
  vi.mocked(download).mockResolvedValue("propostas.pdf");
  show();
  await userEvent.click(screen.getByRole("button", { name: "Exportar PDF" }));
  expect(download).toHaveBeenCalledWith(
    "/api/admin/propostas/export?startDate=2026-02-01&endDate=2026-02-19&unit=OURO+VERDE&format=pdf",
    "propostas-2026-02-01-2026-02-19.pdf",
  );
});

test("a file without a period says what it is about", async () => {
  vi.mocked(download).mockResolvedValue("profissionais-pendencias.csv");
  render(
    <ExportButtons
      page="profissionais/pendencias"
      query={{ search: "ana", status: "all" }}
      formats={["csv", "xlsx"]}
      of="pendências"
    />,
  );
  expect(screen.queryByRole("button", { name: /PDF/ })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Exportar pendências em XLSX" }));
  expect(download).toHaveBeenCalledWith(
    "/api/admin/profissionais/pendencias/export?search=ana&status=all&format=xlsx",
    "profissionais-pendencias.xlsx",
  );
});

test("while one file is made no other is asked for", async () => {
  let finish = (_name: string) => {};
  vi.mocked(download).mockReturnValue(new Promise((resolve) => (finish = resolve)));
  show();
  const [xlsx, pdf] = screen.getAllByRole("button");
  await userEvent.click(xlsx as HTMLElement);
  expect(xlsx).toHaveAttribute("aria-busy", "true");
  expect(pdf).toBeDisabled();
  finish("propostas.xlsx");
  await waitFor(() => expect(pdf).toBeEnabled());
});
