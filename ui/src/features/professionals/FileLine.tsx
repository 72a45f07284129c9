import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, Download, Eye, FileText, ImageIcon, Pencil, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { messageOf } from "@/lib/api/client";
import { date } from "@/lib/format";
import { GOOD, Pill, PLAIN } from "./badges";
import { Message } from "./fields";
import { canBeShown } from "./Picture";
import { type ProfessionalDocument, professionalKeys, setExpiry } from "./queries";
import { saveDocument } from "./Shown";
import { sizeText } from "./uploads";

interface Props {
  file: ProfessionalDocument;
  mayEdit: boolean;
  /** Whether its paper must have a day until which it is good. */
  mustExpire: boolean;
  onShow: (file: ProfessionalDocument) => void;
}

/** A stored file: the one that counts, or one that was replaced. */
export function FileLine({ file, mayEdit, mustExpire, onShow }: Props) {
  const Icon = file.mimeType.startsWith("image/") ? ImageIcon : FileText;
  return (
    <div
      data-file={file.id}
      data-active={file.isActive}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-sunken px-3 py-2 text-sm"
    >
      <Icon aria-hidden className="size-5 shrink-0 text-soft" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium" title={file.originalName}>
          {file.originalName}
        </p>
        <p className="text-xs text-soft">
          {sizeText(file.sizeBytes)} · enviado em {date(file.createdAt)}
        </p>
      </div>
      {file.isActive ? (
        <Pill icon={Check} looks={GOOD}>
          Ativo
        </Pill>
      ) : (
        <Pill icon={X} looks={PLAIN}>
          Substituído
        </Pill>
      )}
      <Expiry file={file} mayEdit={mayEdit && file.isActive} mustExpire={mustExpire} />
      <div className="flex gap-1">
        {canBeShown(file) && (
          <Button
            look="ghost"
            className="px-2.5"
            aria-label={`Visualizar ${file.originalName}`}
            onClick={() => onShow(file)}
          >
            <Eye aria-hidden className="size-4" />
            Ver
          </Button>
        )}
        <Button
          look="ghost"
          className="px-2.5"
          aria-label={`Baixar ${file.originalName}`}
          onClick={() => saveDocument(file)}
        >
          <Download aria-hidden className="size-4" />
          Baixar
        </Button>
      </div>
    </div>
  );
}

function Expiry({ file, mayEdit, mustExpire }: Omit<Props, "onShow">) {
  const client = useQueryClient();
  const [typed, setTyped] = useState<string | null>(null);
  const correction = useMutation({
    mutationFn: (day: string) => setExpiry(file.professionalId, file.id, day || null),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: professionalKeys.all });
      setTyped(null);
    },
  });
  if (typed === null)
    return (
      <span className="flex items-center gap-1 text-xs text-soft">
        Expiração: <span className="text-ink tabular-nums">{date(file.expiresAt)}</span>
        {mayEdit && (
          <Button
            look="ghost"
            className="px-2"
            aria-label={`Corrigir expiração de ${file.originalName}`}
            onClick={() => setTyped(file.expiresAt ?? "")}
          >
            <Pencil aria-hidden className="size-4" />
          </Button>
        )}
      </span>
    );
  const refused = correction.error ? messageOf(correction.error) : undefined;
  const missing = mustExpire && typed === "" ? "Este tipo de documento exige data de expiração." : undefined;
  const save = () => {
    if (!missing && !correction.isPending) correction.mutate(typed);
  };
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-1">
        <input
          type="date"
          aria-label={`Expiração de ${file.originalName}`}
          aria-invalid={missing || refused ? true : undefined}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={(event) => {
            // Enter would save the whole record, Esc would close it.
            if (event.key === "Enter") {
              event.preventDefault();
              save();
            }
            if (event.key === "Escape") {
              event.stopPropagation();
              setTyped(null);
            }
          }}
          className="h-10 rounded-lg border border-slate-300 bg-card px-2 text-sm"
        />
        <Button
          look="quiet"
          className="px-2"
          busy={correction.isPending}
          aria-label="Salvar expiração"
          onClick={save}
        >
          {!correction.isPending && <Check aria-hidden className="size-4" />}
        </Button>
        <Button
          look="ghost"
          className="px-2"
          aria-label="Desistir da correção"
          onClick={() => setTyped(null)}
        >
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      <Message text={missing ?? refused} />
    </div>
  );
}
