import { type KeyboardEvent, useRef } from "react";
import { Card } from "@/components/ui/Card";
import { cx } from "@/components/ui/cx";
import { ALL } from "@/components/ui/SearchSelect";
import { int, money2 } from "@/lib/format";
import { Delta, DeltaPct } from "./Delta";
import { change, groupPairs, sum, ticket } from "./model";
import type { History } from "./queries";

interface Props {
  a: History;
  b: History | null;
  group: string;
  onGroup: (group: string) => void;
}

interface Line {
  value: string;
  name: string;
  cells: React.ReactNode[];
}

const HEADERS = ["Qtd", "Ticket", "Total"];
const COMPARED = ["Período A", "Período B", "Delta", "Delta %"];

function lines(a: History, b: History | null): Line[] {
  if (!b) {
    const cells = (one: { total: number; qtd: number }) => [
      int(one.qtd),
      money2(ticket(one)),
      money2(one.total),
    ];
    return [
      { value: ALL, name: "TODOS", cells: cells(sum(a.groups)) },
      ...a.groups.map((one) => ({ value: one.name, name: one.name || "Geral", cells: cells(one) })),
    ];
  }
  const cells = ({ a, b, delta, pct }: ReturnType<typeof change>) => [
    money2(a),
    money2(b),
    <Delta key="delta" delta={delta} format={money2} />,
    <DeltaPct key="pct" delta={delta} pct={pct} />,
  ];
  return [
    { value: ALL, name: "TODOS", cells: cells(change(sum(a.groups).total, sum(b.groups).total)) },
    ...groupPairs(a.groups, b.groups).map((one) => ({
      value: one.name,
      name: one.name || "Geral",
      cells: cells(one),
    })),
  ];
}

/** All groups of procedures; choosing one filters everything else. */
export function Groups({ a, b, group, onGroup }: Props) {
  const frame = useRef<HTMLTableSectionElement>(null);
  const headers = b ? COMPARED : HEADERS;
  const rows = lines(a, b);
  const chosen = rows.some(({ value }) => value === group) ? group : ALL;
  const walk = (event: KeyboardEvent) => {
    const buttons = [...(frame.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const last = buttons.length - 1;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    buttons[Math.min(last, Math.max(0, next))]?.focus();
  };
  return (
    <Card
      title={b ? "Grupos de Procedimento (Comparativo)" : "Grupos de Procedimento"}
      hint={
        b
          ? "Clique em um grupo para aplicar filtro na comparação"
          : "Clique em um grupo para filtrar os gráficos"
      }
    >
      <div className="scroll-calm -mx-4 max-h-[350px] overflow-auto px-4">
        <table className="w-full border-separate border-spacing-0 text-sm">
          <thead>
            <tr>
              {["Grupo", ...headers].map((header, index) => (
                <th
                  key={header}
                  scope="col"
                  className={cx(
                    "sticky top-0 z-10 border-b border-line bg-card px-2 py-2 text-xs font-semibold whitespace-nowrap text-soft",
                    index === 0 ? "text-left" : "text-right",
                    header === "Ticket" && "max-sm:hidden",
                  )}
                >
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={frame} onKeyDown={walk}>
            {rows.map(({ value, name, cells }) => (
              <tr
                key={value}
                data-chosen={value === chosen}
                className={cx("relative", value === chosen ? "bg-info-wash" : "hover:bg-sunken")}
              >
                <th
                  scope="row"
                  className={cx(
                    "border-b border-l-4 border-line px-2 py-2 text-left font-medium",
                    value === chosen ? "border-l-info" : "border-l-transparent",
                  )}
                >
                  <button
                    type="button"
                    aria-pressed={value === chosen}
                    onClick={() => onGroup(value)}
                    className="min-h-6 text-left after:absolute after:inset-0"
                  >
                    {name}
                  </button>
                </th>
                {cells.map((cell, index) => (
                  <td
                    key={headers[index]}
                    className={cx(
                      "border-b border-line px-2 py-2 text-right whitespace-nowrap tabular-nums",
                      headers[index] === "Ticket" && "max-sm:hidden",
                    )}
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
