import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Building2 } from "lucide-react";
import { useState } from "react";
import { expect, it } from "vitest";
import { ALL, SearchSelect } from "./SearchSelect";

const UNITS = ["Campinas Shopping", "Centro Cambuí", "Ouro Verde"].map((name) => ({
  value: name,
  label: name,
}));

function Filter() {
  const [value, setValue] = useState(ALL);
  return (
    <SearchSelect
      label="Unidade"
      icon={Building2}
      value={value}
      options={UNITS}
      onChange={setValue}
      placeholder="Todas as Unidades"
      everything="Todas"
    />
  );
}

const trigger = () => screen.getByRole("button", { name: /^Unidade/ });

it("finds what is typed without accents and is chosen with the keys", async () => {
  const user = userEvent.setup();
  render(<Filter />);
  expect(trigger()).toHaveTextContent("Todas as Unidades");
  await user.click(trigger());
  await user.keyboard("cambui");
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["Centro Cambuí"]);
  await user.keyboard("{Enter}");
  expect(trigger()).toHaveTextContent("Centro Cambuí");
  expect(trigger()).toHaveFocus();

  await user.click(trigger());
  expect(screen.getByRole("combobox")).toHaveValue("");
  await user.keyboard("{Home}{Enter}");
  expect(trigger()).toHaveTextContent("Todas as Unidades");
});

it("says when nothing is found and leaves with Esc", async () => {
  const user = userEvent.setup();
  render(<Filter />);
  await user.click(trigger());
  await user.keyboard("xyz");
  expect(screen.getByText("Nenhum encontrado.")).toBeVisible();
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("combobox")).toBeNull();
  expect(trigger()).toHaveFocus();
});
