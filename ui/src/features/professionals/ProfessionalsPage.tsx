/** The register of the medical staff: contract data, registrations, documents and what is missing of them. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, RefreshCw, Stethoscope } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { FiltersButton, useFilters } from "@/components/ui/Filters";
import { PageHeader, ReadingLine } from "@/components/ui/PageHeader";
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
  const shownFilters = useFilters();
  const list = useQuery(professionalQueries.list(questionOf(filters)));
  const watch = useQuery(professionalQueries.watch());
  const { data: catalogue } = useQuery(professionalQueries.catalogue());
  const askAll = () => void askAgain(client, professionalKeys.all);
  useShortcuts({ "alt+r": askAll });
  const opened = useOpened();
  const [doomed, setDoomed] = useState<Professional | null>(null);
  // Also while it is being tried again by itself.
  const failure = list.failureReason;
  return (
    <div data-page="profissionais" aria-busy={list.isFetching} className="@container flex flex-col gap-4">
      <PageHeader
        icon={Stethoscope}
        title="Gestão de Profissionais"
        text="Cadastro de médicos, pendências documentais e contratos."
      >
        <Button look="quiet" busy={list.isFetching} onClick={askAll}>
          {!list.isFetching && <RefreshCw aria-hidden className="size-4" />}
          Atualizar
        </Button>
        <FiltersButton {...shownFilters} />
        {mayEdit && (
          <Button onClick={() => opened.open(NEW)}>
            <Plus aria-hidden className="size-4" />
            Novo profissional
          </Button>
        )}
      </PageHeader>
      <WatchTiles summary={watch.data?.summary} filters={filters} onChange={change} />
      {watch.failureReason && (
        <Problem
          title="As pendências não puderam ser lidas."
          text={messageOf(watch.failureReason)}
          onRetry={askAll}
        />
      )}
      {watch.data && (
        <Expiring
          items={watch.data.data}
          total={watch.data.pagination.total}
          filters={filters}
          onOpen={opened.open}
        />
      )}
      {shownFilters.shown && <FilterCard filters={filters} catalogue={catalogue} onChange={change} />}
      <ReadingLine reading={list.isFetching} />
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
