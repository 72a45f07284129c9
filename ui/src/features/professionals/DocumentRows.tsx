import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, FolderDown, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { Problem } from "@/components/ui/Problem";
import { saveFile } from "@/features/downloads/transfers";
import { messageOf } from "@/lib/api/client";
import { GOOD, Pill, PLAIN, WARN } from "./badges";
import { CheckControls } from "./Checklist";
import { DropZone } from "./DropZone";
import { FileLine } from "./FileLine";
import { Photo } from "./Picture";
import {
  archivePath,
  type Catalogue,
  type DocumentChoice,
  type Professional,
  type ProfessionalDocument,
  professionalQueries,
} from "./queries";
import { Shown } from "./Shown";
import type { Editing } from "./useDraft";

interface Props {
  editing: Editing;
  catalogue: Catalogue;
  /** `null`: not saved yet. */
  person: Professional | null;
}

/** The nine papers: what has been seen of each, and the files that there are. */
export function DocumentRows({ editing, catalogue, person }: Props) {
  const files = useQuery({ ...professionalQueries.documents(person?.id ?? ""), enabled: person !== null });
  const [shown, setShown] = useState<ProfessionalDocument | null>(null);
  const hasFiles = (files.data ?? []).length > 0;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm text-soft">
          {person
            ? "Um documento vale com um arquivo enviado ou com a marca de que alguém o viu."
            : "Salve o cadastro primeiro: depois você pode enviar os arquivos aqui."}
        </p>
        {person && (
          <Button
            look="quiet"
            disabled={!hasFiles}
            onClick={() => void saveFile(archivePath(person.id), `documentos-${person.id}.zip`)}
          >
            <FolderDown aria-hidden className="size-4" />
            Baixar todos
          </Button>
        )}
      </div>
      {files.failureReason && (
        <Problem
          title="Os arquivos não puderam ser lidos."
          text={messageOf(files.failureReason)}
          onRetry={() => void files.refetch()}
        />
      )}
      {person && files.isPending && !files.failureReason && (
        <p role="status" className="text-sm text-soft">
          Carregando arquivos...
        </p>
      )}
      <ul className="flex flex-col gap-3">
        {catalogue.documentTypes.map((document) => (
          <Row
            key={document.code}
            document={document}
            editing={editing}
            person={person}
            files={files.data?.filter(({ docType }) => docType === document.code)}
            onShow={setShown}
          />
        ))}
      </ul>
      {shown && <Shown file={shown} onClose={() => setShown(null)} />}
    </div>
  );
}

interface RowProps {
  document: DocumentChoice;
  editing: Editing;
  person: Professional | null;
  /** Missing until they have been read. */
  files: readonly ProfessionalDocument[] | undefined;
  onShow: (file: ProfessionalDocument) => void;
}

function Row({ document, editing, person, files = [], onShow }: RowProps) {
  const active = files.find(({ isActive }) => isActive);
  const history = files.filter((file) => file !== active);
  const check = editing.draft.checklist.find(({ docType }) => docType === document.code);
  const isSeen = check?.hasPhysicalCopy || check?.hasDigitalCopy;
  const mayEdit = !editing.readOnly;
  const line = { mayEdit, mustExpire: document.expires, onShow };
  return (
    <li data-document={document.code} className="flex gap-4 rounded-card border border-line p-4">
      {document.code === "FOTO" && person && <Photo person={person} className="hidden w-36 sm:block" />}
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <p className="font-semibold">{document.label}</p>
          {active ? (
            <Pill icon={CircleCheck} looks={GOOD}>
              Arquivo enviado
            </Pill>
          ) : isSeen ? (
            <Pill icon={CircleCheck} looks={GOOD}>
              Marcado
            </Pill>
          ) : document.required ? (
            <Pill icon={TriangleAlert} looks={WARN}>
              Obrigatório, falta
            </Pill>
          ) : (
            <Pill icon={CircleDashed} looks={PLAIN}>
              Opcional
            </Pill>
          )}
        </div>
        {active && <FileLine file={active} {...line} />}
        {person && mayEdit && (
          <DropZone document={document} professionalId={person.id} replaces={active !== undefined} />
        )}
        {person && !active && !mayEdit && <p className="text-sm text-soft">Nenhum arquivo enviado.</p>}
        {history.length > 0 && (
          <details className="text-sm">
            <summary className="min-h-8 cursor-pointer text-soft hover:text-ink">
              Histórico ({history.length})
            </summary>
            <div className="mt-2 flex flex-col gap-2">
              {history.map((file) => (
                <FileLine key={file.id} file={file} {...line} />
              ))}
            </div>
          </details>
        )}
        <fieldset disabled={!mayEdit}>
          <legend className="sr-only">Checklist: {document.label}</legend>
          <CheckControls editing={editing} document={document} />
        </fieldset>
      </div>
    </li>
  );
}
