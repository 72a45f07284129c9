/** The register of the medical staff: contract data, registrations, documents and what is missing of them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ListFilter, Plus, RefreshCw, Stethoscope } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { Problem } from "@/components/ui/Problem";
import { may } from "@/features/access/queries";
import { signedIn } from "@/features/access/user";
import { messageOf } from "@/lib/api/client";
import { askAgain } from "@/lib/askAgain";
import { useStore } from "@/lib/store";
import { useSearchState } from "@/lib/useSearchState";
import { useShortcuts } from "@/lib/useShortcuts";
import { useTitle } from "@/lib/useTitle";
import { DeleteDialog } from "./DeleteDialog";
import { Editor, NEW } from "./Editor";
import { FilterCard } from "./FilterCard";
import { accepts, DEFAULTS, questionOf } from "./filters";
import { List } from "./List";
import { type Professional, professionalKeys, professionalQueries } from "./queries";
import { Skeleton } from "./Skeleton";
import { useOpened } from "./useOpened";
import { Expiring, WatchTiles } from "./Watch";

export default function ProfessionalsPage() {
  useTitle("Gestão de Profissionais");
  const client = useQueryClient();
  const user = useStore(signedIn);
  const mayEdit = may(user, "profissionais", "edit");
  const [filters, change] = useSearchState("profissionais", DEFAULTS, accepts);
  const [showsFilters, setShowsFilters] = useState(true);
  const list = useQuery(professionalQueries.list(questionOf(filters)));
  const watch = useQuery(professionalQueries.watch());
  const { data: catalogue } = useQuery(professionalQueries.catalogue());
  const askAll = () => void askAgain(client, professionalKeys.all);
  useShortcuts({ "alt+r": askAll, f: () => setShowsFilters((shown) => !shown) });
  const opened = useOpened();
  const [doomed, setDoomed] = useState<Professional | null>(null);
  // Also while it is being tried again by itself.
  const failure = list.failureReason;
  return (
    <div data-page="profissionais" aria-busy={list.isFetching} className="@container flex flex-col gap-4">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <span className="flex size-12 shrink-0 items-center justify-center rounded-card bg-primary text-white shadow-card">
          <Stethoscope aria-hidden className="size-6" />
        </span>
        <div className="min-w-0 flex-1 basis-56">
          <h1 className="text-xl leading-7 font-bold">Gestão de Profissionais</h1>
          <p className="text-sm text-soft">Cadastro de médicos, pendências documentais e contratos.</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button look="quiet" busy={list.isFetching} onClick={askAll}>
            {!list.isFetching && <RefreshCw aria-hidden className="size-4" />}
            Atualizar
          </Button>
          <Button
            look="quiet"
            aria-expanded={showsFilters}
            aria-label={showsFilters ? "Recolher filtros" : "Expandir filtros"}
            onClick={() => setShowsFilters(!showsFilters)}
          >
            <ListFilter aria-hidden className="size-4" />
          </Button>
          {mayEdit && (
            <Button onClick={() => opened.open(NEW)}>
              <Plus aria-hidden className="size-4" />
              Novo profissional
            </Button>
          )}
        </div>
      </header>
      <WatchTiles summary={watch.data?.summary} filters={filters} onChange={change} />
      {watch.failureReason && (
        <Problem
          title="As pendências não puderam ser lidas."
          text={messageOf(watch.failureReason)}
          onRetry={askAll}
        />
      )}
      {watch.data && watch.data.data.length > 0 && (
        <Expiring
          items={watch.data.data}
          total={watch.data.pagination.total}
          catalogue={catalogue}
          onOpen={opened.open}
        />
      )}
      {showsFilters && <FilterCard filters={filters} onChange={change} />}
      <div aria-hidden className="-my-2 h-0.5 overflow-hidden rounded-full">
        {list.isFetching && <div className="h-full w-full animate-shimmer bg-info" />}
      </div>
      {failure && (
        <Problem title="Os profissionais não puderam ser lidos." text={messageOf(failure)} onRetry={askAll} />
      )}
      {list.data ? (
        <div
          data-state={list.data.data.length > 0 ? "ready" : "empty"}
          className={cx("transition-opacity", list.isPlaceholderData && "opacity-60")}
        >
          <List
            rows={list.data.data}
            pagination={list.data.pagination}
            catalogue={catalogue}
            filters={filters}
            onChange={change}
            mayEdit={mayEdit}
            onOpen={opened.open}
            onDelete={setDoomed}
          />
        </div>
      ) : (
        !failure && <Skeleton />
      )}
      {opened.id && (mayEdit || opened.id !== NEW) && (
        <Editor
          key={opened.id}
          id={opened.id}
          tab={opened.tab}
          mayEdit={mayEdit}
          onTab={opened.turnTo}
          onClose={opened.close}
          onCreated={(id) => opened.open(id, "documentos")}
        />
      )}
      {doomed && <DeleteDialog person={doomed} onClose={() => setDoomed(null)} />}
    </div>
  );
}
