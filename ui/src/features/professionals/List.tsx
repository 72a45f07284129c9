import { Eye, Pencil, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/Button";
import { type Column, DataTable } from "@/components/ui/DataTable";
import { Empty } from "@/components/ui/Empty";
import { int } from "@/lib/format";
import { today } from "@/lib/period";
import { useMedia } from "@/lib/useMedia";
import { ActivePill, CertificateBadge, ContractEnd, Documents } from "./badges";
import { type Filters, isFiltered, NO_FILTER, sortOf, sortText } from "./filters";
import { contractTypeLabel, identityText, registrationText } from "./model";
import { type Catalogue, PAGE_SIZE, type Professional } from "./queries";

interface Props {
  rows: readonly Professional[];
  pagination: { page: number; total: number; totalPages: number };
  catalogue: Catalogue | undefined;
  filters: Filters;
  onChange: (changes: Partial<Filters>) => void;
  mayEdit: boolean;
  onOpen: (id: string) => void;
  onDelete: (person: Professional) => void;
}

/** The server has sorted already: every row ties, and ties keep their order. */
const AS_GIVEN = () => 0;

/** Nine columns find room on a laptop. */
const TIGHT = "px-1.5! [th&]:whitespace-normal! [th&_button]:text-left [th&_svg]:shrink-0";

/** One page of the register. */
export function List(props: Props) {
  const { rows, pagination, filters, onChange } = props;
  const isPhone = useMedia("(max-width: 767.9px)");
  const empty = (
    <Empty
      text="Nenhum profissional encontrado."
      onClear={isFiltered(filters) ? () => onChange(NO_FILTER) : undefined}
    />
  );
  return (
    <section
      aria-label="Profissionais"
      className="flex min-w-0 flex-col rounded-card border border-line bg-card p-3 shadow-card sm:p-4"
    >
      {!isPhone && (
        <DataTable
          label="Profissionais"
          slug="profissionais"
          columns={columnsOf(props)}
          rows={rows}
          rowKey={({ id }) => id}
          empty={empty}
          pageSize={PAGE_SIZE}
          sort={sortOf(filters)}
          onSort={(sort) => onChange({ sort: sortText(sort), page: "1" })}
        />
      )}
      {isPhone && rows.length === 0 && empty}
      {isPhone && rows.length > 0 && (
        <ul data-table="profissionais" className="flex flex-col gap-3">
          {rows.map((person) => (
            <PersonCard key={person.id} person={person} {...props} />
          ))}
        </ul>
      )}
      <Pages pagination={pagination} onPage={(page) => onChange({ page: String(page) })} />
    </section>
  );
}

function columnsOf(props: Props): Column<Professional>[] {
  const { catalogue } = props;
  const day = today();
  return [
    {
      id: "status",
      header: "Status",
      sortBy: AS_GIVEN,
      cell: ({ isActive }) => <ActivePill isActive={isActive} />,
      className: TIGHT,
    },
    {
      id: "name",
      header: "Profissional",
      sortBy: AS_GIVEN,
      cell: (person) => <Name person={person} />,
      className: `${TIGHT} sticky left-0 [td&]:z-[1] [td&]:bg-card [th&]:z-20`,
    },
    {
      id: "specialty",
      header: "Especialidade",
      sortBy: AS_GIVEN,
      cell: ({ specialty, specialties }) => (
        <span title={specialties.join(", ")}>
          {specialty || "-"}
          {specialties.length > 1 && (
            <span className="text-xs whitespace-nowrap text-soft"> +{specialties.length - 1}</span>
          )}
        </span>
      ),
      className: TIGHT,
    },
    {
      id: "contractEndDate",
      header: "Expiração Contrato",
      sortBy: AS_GIVEN,
      cell: ({ contractEndDate }) => <ContractEnd day={contractEndDate} today={day} />,
      className: `${TIGHT} [th&]:min-w-24`,
    },
    {
      id: "registration",
      header: "Registro principal",
      sortBy: AS_GIVEN,
      cell: ({ primaryRegistration }) => registrationText(primaryRegistration),
      className: TIGHT,
    },
    {
      id: "contractType",
      header: "Tipo contrato",
      sortBy: AS_GIVEN,
      cell: ({ contractType }) => (
        <span className="text-xs">{contractTypeLabel(contractType, catalogue)}</span>
      ),
      className: TIGHT,
    },
    {
      id: "documents",
      header: "Documentos",
      sortBy: AS_GIVEN,
      cell: (person) => <Documents person={person} catalogue={catalogue} />,
      className: TIGHT,
    },
    {
      id: "certidao",
      header: "Certidão",
      sortBy: AS_GIVEN,
      cell: ({ certidaoStatus, certidaoExpiresAt }) => (
        <CertificateBadge status={certidaoStatus} expiresAt={certidaoExpiresAt} />
      ),
      className: TIGHT,
    },
    {
      id: "actions",
      header: "Ações",
      cell: (person) => <Actions person={person} {...props} />,
      className: TIGHT,
    },
  ];
}

function Name({ person }: { person: Professional }) {
  return (
    <span className="flex min-w-36 flex-col">
      <span className="font-medium">{person.name}</span>
      <span className="text-xs whitespace-nowrap text-soft tabular-nums">{identityText(person)}</span>
    </span>
  );
}

type ActionProps = Pick<Props, "mayEdit" | "onOpen" | "onDelete"> & {
  person: Professional;
  withWords?: boolean;
};

function Actions({ person, mayEdit, onOpen, onDelete, withWords = false }: ActionProps) {
  const Icon = mayEdit ? Pencil : Eye;
  const verb = mayEdit ? "Editar" : "Ver";
  return (
    <span className="flex items-center gap-1">
      <Button
        look="quiet"
        className="px-2.5"
        aria-label={`${verb} ${person.name}`}
        title={verb}
        onClick={() => onOpen(person.id)}
      >
        <Icon aria-hidden className="size-4" />
        {withWords && verb}
      </Button>
      {mayEdit && (
        <Button
          look="ghost"
          className="px-2.5 text-bad-ink hover:bg-bad-wash hover:text-bad-ink"
          aria-label={`Excluir ${person.name}`}
          title="Excluir"
          onClick={() => onDelete(person)}
        >
          <Trash2 aria-hidden className="size-4" />
          {withWords && "Excluir"}
        </Button>
      )}
    </span>
  );
}

/** A row on a screen that is too narrow for a table. */
function PersonCard({ person, catalogue, ...actions }: Props & { person: Professional }) {
  const day = today();
  return (
    <li data-row-id={person.id} className="flex flex-col gap-3 rounded-card border border-line p-3 text-sm">
      <div className="flex items-start justify-between gap-3">
        <Name person={person} />
        <ActivePill isActive={person.isActive} />
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 [&_dt]:text-xs [&_dt]:text-soft">
        <div>
          <dt>Especialidade</dt>
          <dd>{person.specialty || "-"}</dd>
        </div>
        <div>
          <dt>Registro principal</dt>
          <dd>{registrationText(person.primaryRegistration)}</dd>
        </div>
        <div>
          <dt>Tipo contrato</dt>
          <dd>{contractTypeLabel(person.contractType, catalogue)}</dd>
        </div>
        <div>
          <dt>Expiração Contrato</dt>
          <dd>
            <ContractEnd day={person.contractEndDate} today={day} />
          </dd>
        </div>
        <div>
          <dt>Documentos</dt>
          <dd>
            <Documents person={person} catalogue={catalogue} />
          </dd>
        </div>
        <div>
          <dt className="mb-1">Certidão</dt>
          <dd>
            <CertificateBadge status={person.certidaoStatus} expiresAt={person.certidaoExpiresAt} />
          </dd>
        </div>
      </dl>
      <Actions person={person} withWords {...actions} />
    </li>
  );
}

function Pages({ pagination, onPage }: { pagination: Props["pagination"]; onPage: (page: number) => void }) {
  const { page, total, totalPages } = pagination;
  const turn = (to: number, text: ReactNode) => (
    <Button
      look="quiet"
      aria-disabled={to < 1 || to > totalPages}
      className="aria-disabled:cursor-not-allowed aria-disabled:opacity-60"
      onClick={() => to >= 1 && to <= totalPages && onPage(to)}
    >
      {text}
    </Button>
  );
  return (
    <nav
      aria-label="Páginas de profissionais"
      className="flex items-center justify-between gap-3 pt-3 text-xs text-soft"
    >
      <span>Total: {int(total)}</span>
      <span className="flex items-center gap-2">
        {turn(Math.min(page, totalPages + 1) - 1, "Anterior")}
        <span className="tabular-nums">
          {page}/{totalPages}
        </span>
        {turn(page + 1, "Próxima")}
      </span>
    </nav>
  );
}
