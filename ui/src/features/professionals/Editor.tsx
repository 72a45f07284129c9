/** One record, opened over the list: to be read, changed or made. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { Eye } from "lucide-react";
import { Tabs } from "radix-ui";
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Confirm } from "@/components/ui/Confirm";
import { Modal } from "@/components/ui/Modal";
import { Problem } from "@/components/ui/Problem";
import { TabName } from "@/components/ui/TabName";
import { toast } from "@/components/ui/Toasts";
import { FormProblem } from "@/features/access/FormProblem";
import { ApiError, messageOf } from "@/lib/api/client";
import { ContractFields } from "./ContractFields";
import { Contracts } from "./Contracts";
import { DocumentRows } from "./DocumentRows";
import { bodyOf, type Draft, draftOf, emptyDraft } from "./form";
import { isChanged } from "./merge";
import { PersonFields } from "./PersonFields";
import {
  type Catalogue,
  createProfessional,
  type Professional,
  professionalKeys,
  professionalQueries,
  readProfessional,
  updateProfessional,
} from "./queries";
import { Registrations } from "./Registrations";
import { Specialties } from "./Specialties";
import { Stale } from "./Stale";
import { useDraft } from "./useDraft";

export const TABS = ["cadastro", "documentos", "contratos"] as const;
export type Tab = (typeof TABS)[number];

/** In place of an id: a record that is still to be made. */
export const NEW = "novo";

interface Props {
  /** Of a record, or `NEW`. */
  id: string;
  tab: Tab;
  mayEdit: boolean;
  onTab: (tab: Tab) => void;
  onClose: () => void;
  /** A record was made; its papers come next. */
  onCreated: (id: string) => void;
}

export function Editor(props: Props) {
  const { id, mayEdit, onClose } = props;
  const isNew = id === NEW;
  const catalogue = useQuery(professionalQueries.catalogue());
  const detail = useQuery({ ...professionalQueries.detail(id), enabled: !isNew });
  const [reads, setReads] = useState(0);
  const title = isNew ? "Novo profissional" : mayEdit ? "Editar profissional" : "Ver profissional";
  const failure = catalogue.failureReason ?? detail.failureReason;
  const isReady = catalogue.data && (isNew || detail.data);
  return (
    <Modal roomy title={title} description={detail.data?.name} open onClose={onClose}>
      <div data-state={isReady ? "ready" : failure ? "error" : "loading"}>
        {!mayEdit && <ReadOnly />}
        {isReady && catalogue.data ? (
          <Loaded
            // Not by what was read: news of the record must not take away what is being typed.
            key={reads}
            {...props}
            record={detail.data ?? null}
            catalogue={catalogue.data}
            onReload={() => void detail.refetch().then(() => setReads((times) => times + 1))}
          />
        ) : failure ? (
          <Problem
            title="O cadastro não pôde ser lido."
            text={messageOf(failure)}
            onRetry={() => {
              void catalogue.refetch();
              if (!isNew) void detail.refetch();
            }}
          />
        ) : (
          <p role="status" className="py-24 text-center text-soft">
            Carregando...
          </p>
        )}
      </div>
    </Modal>
  );
}

function ReadOnly() {
  return (
    <p className="mb-4 flex items-center gap-2 rounded-card border border-warn/50 bg-warn-wash px-4 py-3 text-sm text-warn-ink">
      <Eye aria-hidden className="size-4 shrink-0" />
      Somente leitura: você pode consultar, mas não alterar esta página.
    </p>
  );
}

interface LoadedProps extends Props {
  record: Professional | null;
  catalogue: Catalogue;
  /** Takes the record as it is now; what was typed is gone. */
  onReload: () => void;
}

function Loaded({ record, catalogue, tab, mayEdit, onTab, onClose, onCreated, onReload }: LoadedProps) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState(() => ({
    draft: record ? draftOf(record) : emptyDraft(catalogue),
    updatedAt: record?.updatedAt,
  }));
  const [theirs, setTheirs] = useState<Professional | null>(null);
  const theirDraft = useMemo(() => theirs && draftOf(theirs), [theirs]);
  const { editing, check, refuse, refusal } = useDraft(base.draft, record && base.draft, !mayEdit);
  const { data: options } = useQuery({ ...professionalQueries.options(), enabled: mayEdit });
  const [busy, setBusy] = useState(false);
  const isDone = useRef(false);
  const dirty = mayEdit && isChanged(base.draft, editing.draft, catalogue);
  const leaving = useBlocker({
    // Only what closes this record loses anything.
    shouldBlockFn: ({ current, next }) =>
      dirty &&
      !isDone.current &&
      (current.pathname !== next.pathname || openedIn(current.search) !== openedIn(next.search)),
    enableBeforeUnload: () => dirty && !isDone.current,
    withResolver: true,
  });
  const [focusWanted, setFocusWanted] = useState(0);
  useEffect(() => {
    if (focusWanted > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [focusWanted]);
  const showFirst = (field: string | undefined) => {
    if (!field) return;
    onTab(field.startsWith("checklist.") ? "documentos" : "cadastro");
    setFocusWanted((times) => times + 1);
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || !mayEdit) return;
    const wrong = Object.keys(check());
    if (wrong.length > 0) {
      showFirst(wrong.find((field) => !field.startsWith("checklist.")) ?? wrong[0]);
      return;
    }
    setBusy(true);
    try {
      const body = bodyOf(editing.draft, base.updatedAt);
      const saved = record ? await updateProfessional(record.id, body) : await createProfessional(body);
      isDone.current = true;
      void client.invalidateQueries({ queryKey: professionalKeys.all });
      toast.done(
        record ? "Cadastro salvo" : "Profissional cadastrado. Agora você pode enviar os documentos.",
      );
      if (record) onClose();
      else onCreated(saved.id);
    } catch (error) {
      if (record && error instanceof ApiError && error.code === "STALE") await compare(record.id, error);
      else showFirst(refuse(error).field ?? undefined);
    } finally {
      setBusy(false);
    }
  }

  async function compare(id: string, stale: ApiError) {
    try {
      setTheirs(await readProfessional(id));
    } catch {
      refuse(stale);
    }
  }

  const merge = (draft: Draft) => {
    if (!theirs || !theirDraft) return;
    editing.set(draft);
    setBase({ draft: theirDraft, updatedAt: theirs.updatedAt });
    setTheirs(null);
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
      {theirs && theirDraft && (
        <Stale
          before={base.draft}
          theirs={theirDraft}
          mine={editing.draft}
          catalogue={catalogue}
          onMerge={merge}
          onReload={onReload}
        />
      )}
      <Tabs.Root value={tab} onValueChange={(next) => onTab(next as Tab)}>
        <Tabs.List
          aria-label="Partes do cadastro"
          className="sticky -top-1 z-10 -mx-1 mb-4 flex gap-1 border-b border-line bg-card px-1"
        >
          <TabName value="cadastro">Cadastro</TabName>
          <TabName value="documentos">Documentos</TabName>
          {record && <TabName value="contratos">Contratos</TabName>}
        </Tabs.List>
        <Tabs.Content value="cadastro" forceMount hidden={tab !== "cadastro"} className="min-h-[55vh]">
          <fieldset disabled={!mayEdit} className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
            <PersonFields editing={editing} catalogue={catalogue} person={record} />
            <div className="flex flex-col gap-6">
              <Specialties editing={editing} options={options} />
              <Registrations editing={editing} catalogue={catalogue} />
              <ContractFields editing={editing} catalogue={catalogue} options={options} />
            </div>
          </fieldset>
        </Tabs.Content>
        <Tabs.Content value="documentos" forceMount hidden={tab !== "documentos"} className="min-h-[55vh]">
          <DocumentRows editing={editing} catalogue={catalogue} person={record} />
        </Tabs.Content>
        {record && (
          <Tabs.Content value="contratos" className="min-h-[55vh]">
            <Contracts professionalId={record.id} mayEdit={mayEdit} isDirty={dirty} />
          </Tabs.Content>
        )}
      </Tabs.Root>
      <div className="sticky -bottom-6 z-10 -mx-6 -mb-6 flex flex-col gap-2 border-t border-line bg-card px-6 py-3">
        <FormProblem text={refusal} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {mayEdit ? "Cancelar" : "Fechar"}
          </Button>
          {mayEdit && (
            <Button type="submit" busy={busy}>
              {busy ? "Salvando..." : "Salvar"}
            </Button>
          )}
        </div>
      </div>
      <Confirm
        title="Descartar alterações?"
        action="Descartar"
        open={leaving.status === "blocked"}
        onConfirm={() => leaving.proceed?.()}
        onCancel={() => leaving.reset?.()}
      >
        O que você digitou neste cadastro ainda não foi salvo.
      </Confirm>
    </form>
  );
}

const openedIn = (search: unknown) => (search as { aberto?: unknown }).aberto;
