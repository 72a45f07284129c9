import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { type Column, DataTable } from "./DataTable";

interface Row {
  name: string;
  total: number | null;
}

const COLUMNS: Column<Row>[] = [
  { id: "name", header: "Grupo", sortBy: (row) => row.name, cell: (row) => row.name, total: "Total" },
  {
    id: "total",
    header: "Total",
    sortBy: (row) => row.total,
    cell: (row) => row.total,
    numeric: true,
    total: 6,
  },
];

const table = (rows: Row[], pageSize?: number) =>
  render(
    <DataTable
      label="Grupos"
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.name}
      empty="Sem dados"
      pageSize={pageSize}
    />,
  );

const names = () =>
  [...screen.getByRole("table").querySelectorAll("tbody tr")].map(
    (row) => row.querySelector("td")?.textContent,
  );

it("is sorted by a header, numbers from the largest, unknown ones last", async () => {
  const user = userEvent.setup();
  table([
    { name: "Zebra", total: 1 },
    { name: "água", total: 5 },
    { name: "Bola", total: null },
  ]);
  expect(names()).toEqual(["Zebra", "água", "Bola"]);
  await user.click(screen.getByRole("button", { name: "Total" }));
  expect(names()).toEqual(["água", "Zebra", "Bola"]);
  expect(screen.getByRole("columnheader", { name: "Total" })).toHaveAttribute("aria-sort", "descending");
  await user.click(screen.getByRole("button", { name: "Total" }));
  expect(names()).toEqual(["Zebra", "água", "Bola"]);
  await user.click(screen.getByRole("button", { name: "Grupo" }));
  expect(names()).toEqual(["água", "Bola", "Zebra"]);
});

it("comes in pages that say how many rows there are", async () => {
  const user = userEvent.setup();
  table(
    Array.from({ length: 5 }, (_, index) => ({ name: `G${index}`, total: index })),
    2,
  );
  const pages = screen.getByRole("navigation");
  expect(within(pages).getByText("5 linhas")).toBeVisible();
  await user.click(within(pages).getByRole("button", { name: "Próxima" }));
  expect(names()).toEqual(["G2", "G3"]);
});

it("says when it is empty", () => {
  table([]);
  expect(names()).toEqual(["Sem dados"]);
});
