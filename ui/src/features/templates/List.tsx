import { Archive, CircleCheck, type LucideIcon, PencilLine } from "lucide-react";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/DataTable";
import { GOOD, Pill, PLAIN, WARN } from "@/features/professionals/badges";
import { dateTime, int } from "@/lib/format";
import { useMedia } from "@/lib/useMedia";
import { typeLabel } from "./model";
import type { ContractType, Template } from "./queries";

interface Props {
  rows: readonly Template[];
  types: readonly ContractType[];
  empty: ReactNode;
  actions: (template: Template) => ReactNode;
  /** Stands under a template; `null` where nothing is open. */
  detail: (template: Template) => ReactNode;
}

const STATUS: Record<Template["status"], { label: string; icon: LucideIcon; looks: string }> = {
  draft: { label: "Rascunho", icon: PencilLine, looks: WARN },
  active: { label: "Ativo", icon: CircleCheck, looks: GOOD },
  archived: { label: "Arquivado", icon: Archive, looks: PLAIN },
};

function StatusPill({ status }: { status: Template["status"] }) {
  const { label, icon, looks } = STATUS[status];
  return (
    <Pill icon={icon} looks={looks}>
      {label}
    </Pill>
  );
}

function Progress({ template }: { template: Template }) {
  const { mappingDone, mappingTotal, mappingComplete } = template;
  return (
    <span className={mappingComplete ? "font-medium text-good-ink" : "font-medium text-warn-ink"}>
      {mappingDone}/{mappingTotal}
    </span>
  );
}

const TIGHT = "px-2!";

const columnsOf = (types: readonly ContractType[]): Column<Template>[] => [
  {
    id: "name",
    header: "Modelo",
    cell: ({ name }) => <span className="font-medium break-words">{name}</span>,
    className: `${TIGHT} min-w-40`,
  },
  {
    id: "contractType",
    header: "Tipo",
    cell: ({ contractType }) => <span className="text-xs">{typeLabel(contractType, types)}</span>,
    className: TIGHT,
  },
  { id: "version", header: "Versão", cell: ({ version }) => `v${version}`, className: TIGHT },
  { id: "status", header: "Status", cell: ({ status }) => <StatusPill status={status} />, className: TIGHT },
  {
    id: "placeholders",
    header: "Placeholders",
    numeric: true,
    cell: ({ placeholders }) => int(placeholders.length),
    className: TIGHT,
  },
  {
    id: "mapping",
    header: "Mapeamento",
    numeric: true,
    cell: (template) => <Progress template={template} />,
    className: TIGHT,
  },
  {
    id: "uploadedAt",
    header: "Upload",
    cell: ({ uploadedAt }) => <span className="text-xs tabular-nums">{dateTime(uploadedAt)}</span>,
    className: TIGHT,
  },
];

/** The templates: a table, or cards on a screen that is too narrow for one. */
export function List({ rows, types, empty, actions, detail }: Props) {
  const known = columnsOf(types);
  const isPhone = useMedia("(max-width: 767.9px)");
  if (!isPhone) {
    const columns = [...known, { id: "actions", header: "Ações", cell: actions, className: TIGHT }];
    return (
      <DataTable
        label="Modelos de contrato"
        slug="modelos"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        empty={empty}
        detail={detail}
      />
    );
  }
  if (rows.length === 0) return empty;
  return (
    <ul data-table="modelos" className="flex flex-col gap-3">
      {rows.map((template) => (
        <li
          key={template.id}
          data-row-id={template.id}
          className="flex flex-col gap-3 rounded-card border border-line p-3 text-sm"
        >
          <div className="flex items-start justify-between gap-3">
            <span className="min-w-0 font-medium break-words">{template.name}</span>
            <StatusPill status={template.status} />
          </div>
          <dl className="grid grid-cols-2 gap-x-4 gap-y-2 [&_dt]:text-xs [&_dt]:text-soft">
            {known
              .filter(({ id }) => id !== "name" && id !== "status")
              .map((column) => (
                <div key={column.id}>
                  <dt>{column.header}</dt>
                  <dd>{column.cell(template)}</dd>
                </div>
              ))}
          </dl>
          {actions(template)}
          {detail(template)}
        </li>
      ))}
    </ul>
  );
}
