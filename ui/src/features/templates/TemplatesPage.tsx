/** Settings: so far the templates of contracts, what fills them, and which of them are offered. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { RefreshCw, Settings } from "lucide-react";
import { Tabs } from "radix-ui";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { Confirm } from "@/components/ui/Confirm";
import { Empty } from "@/components/ui/Empty";
import { PageHeader, ReadingLine } from "@/components/ui/PageHeader";
import { Problem } from "@/components/ui/Problem";
import { TabName } from "@/components/ui/TabName";
import { may } from "@/features/access/queries";
import { signedIn } from "@/features/access/user";
import { CheckField } from "@/features/professionals/fields";
import { Skeleton } from "@/features/professionals/Skeleton";
import { messageOf } from "@/lib/api/client";
import { askAgain } from "@/lib/askAgain";
import { useStore } from "@/lib/store";
import { useSearchState } from "@/lib/useSearchState";
import { useShortcuts } from "@/lib/useShortcuts";
import { useTitle } from "@/lib/useTitle";
import { Actions } from "./Actions";
import { List } from "./List";
import { Mapping } from "./Mapping";
import { ArchiveQuestion, DeleteQuestion } from "./Questions";
import { type Template, type Templates, templateKeys, templateQueries } from "./queries";
import { UploadBox } from "./UploadBox";
import { useUnsaved } from "./useUnsaved";

const SHOWN = "mostrar";
const HIDDEN = "ocultar";
const DEFAULTS = { arquivados: HIDDEN };
const accepts = (_name: "arquivados", value: string) => value === SHOWN || value === HIDDEN;

export default function TemplatesPage() {
  useTitle("Configurações");
  const client = useQueryClient();
  const mayEdit = may(useStore(signedIn), "settings", "edit");
  const list = useQuery(templateQueries.list());
  const askAll = () => void askAgain(client, templateKeys.all);
  useShortcuts({ "alt+r": askAll });
  // Also while it is being tried again by itself.
  const failure = list.failureReason;
  return (
    <div data-page="settings" aria-busy={list.isFetching} className="@container flex flex-col gap-4">
      <PageHeader
        icon={Settings}
        title="Configurações"
        text="Modelos de contrato e o que preenche os seus placeholders."
      >
        <Button look="quiet" busy={list.isFetching} onClick={askAll}>
          {!list.isFetching && <RefreshCw aria-hidden className="size-4" />}
          Atualizar
        </Button>
      </PageHeader>
      <Tabs.Root value="modelos">
        <Tabs.List aria-label="Partes das configurações" className="flex gap-1 border-b border-line">
          <TabName value="modelos">Modelos de Contrato</TabName>
        </Tabs.List>
        <Tabs.Content value="modelos" className="mt-4 flex flex-col gap-4">
          {mayEdit && list.data && <UploadBox types={list.data.contractTypes} />}
          <ReadingLine reading={list.isFetching} />
          {failure && (
            <Problem title="Os modelos não puderam ser lidos." text={messageOf(failure)} onRetry={askAll} />
          )}
          {list.data ? <Shown answer={list.data} mayEdit={mayEdit} /> : !failure && <Skeleton />}
        </Tabs.Content>
      </Tabs.Root>
    </div>
  );
}

/** The templates that there are, at most one of them with its mapping open. */
function Shown({ answer, mayEdit }: { answer: Templates; mayEdit: boolean }) {
  const [{ arquivados }, change] = useSearchState("settings", DEFAULTS, accepts);
  const unsaved = useUnsaved();
  const [open, setOpen] = useState<string | null>(null);
  const [aside, setAside] = useState<Template | null>(null);
  const [doomed, setDoomed] = useState<Template | null>(null);
  const archived = answer.data.filter(({ status }) => status === "archived").length;
  const showsArchived = arquivados === SHOWN;
  const rows = answer.data.filter(({ status }) => showsArchived || status !== "archived");
  const onlyArchived = rows.length === 0 && archived > 0;
  return (
    <Card
      title="Modelos de contrato"
      actions={
        <CheckField
          label={`Mostrar arquivados (${archived})`}
          checked={showsArchived}
          onChange={(show) =>
            unsaved.guard(() => {
              setOpen(null);
              change({ arquivados: show ? SHOWN : HIDDEN });
            })
          }
        />
      }
    >
      <div data-state={rows.length > 0 ? "ready" : "empty"}>
        <List
          rows={rows}
          types={answer.contractTypes}
          empty={<Empty text={onlyArchived ? "Só há modelos arquivados." : "Nenhum modelo cadastrado."} />}
          actions={(template) => (
            <Actions
              template={template}
              mayEdit={mayEdit}
              isOpen={open === template.id}
              isDirty={open === template.id && unsaved.dirty}
              onToggle={() => unsaved.guard(() => setOpen(open === template.id ? null : template.id))}
              onArchive={() =>
                unsaved.guard(() => {
                  setOpen(null);
                  setAside(template);
                })
              }
              onDelete={() => setDoomed(template)}
            />
          )}
          detail={(template) =>
            open === template.id ? (
              <Mapping
                key={template.id}
                template={template}
                sources={answer.placeholderSourceOptions}
                mayEdit={mayEdit}
                onDirty={unsaved.setDirty}
              />
            ) : null
          }
        />
      </div>
      {aside && <ArchiveQuestion template={aside} onClose={() => setAside(null)} />}
      {doomed && <DeleteQuestion template={doomed} onClose={() => setDoomed(null)} />}
      <Confirm
        title="Descartar alterações?"
        action="Descartar"
        open={unsaved.asks}
        onConfirm={unsaved.discard}
        onCancel={unsaved.stay}
      >
        O mapeamento aberto tem alterações que ainda não foram salvas.
      </Confirm>
    </Card>
  );
}
