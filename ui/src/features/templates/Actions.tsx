import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive, ChevronDown, ChevronUp, CircleCheck, Download, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/Toasts";
import { saveFile } from "@/features/downloads/transfers";
import { messageOf } from "@/lib/api/client";
import { titleOf } from "./model";
import { activate, changed, downloadPath, put, type Template } from "./queries";

interface Props {
  template: Template;
  mayEdit: boolean;
  /** Its mapping is shown. */
  isOpen: boolean;
  /** Its mapping has changes that are not saved. */
  isDirty: boolean;
  onToggle: () => void;
  onArchive: () => void;
  onDelete: () => void;
}

/** What can be done with a template. */
export function Actions(props: Props) {
  const { template, mayEdit, isOpen, isDirty, onToggle, onArchive, onDelete } = props;
  const { id, status, originalName } = template;
  const title = titleOf(template);
  const client = useQueryClient();
  const activation = useMutation({
    mutationFn: () => activate(id),
    onSuccess: (active) => {
      put(client, active);
      toast.done(`${title} está ativo`);
      void changed(client);
    },
    onError: (error) => toast.problem(`${title}: ${messageOf(error)}`),
  });
  const begin = () => {
    if (isDirty) toast.problem("Salve o mapeamento antes de ativar o modelo.");
    else activation.mutate();
  };
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  return (
    <span className="flex flex-wrap items-center gap-1">
      <Button
        look="quiet"
        className="px-2.5"
        aria-expanded={isOpen}
        aria-label={`${mayEdit ? "Mapear" : "Ver mapeamento de"} ${title}`}
        onClick={onToggle}
      >
        <Chevron aria-hidden className="size-4" />
        {mayEdit ? "Mapear" : "Ver"}
      </Button>
      {mayEdit && status !== "active" && (
        <Button
          look="quiet"
          className="px-2.5"
          busy={activation.isPending}
          aria-label={`Ativar ${title}`}
          onClick={begin}
        >
          {!activation.isPending && <CircleCheck aria-hidden className="size-4" />}
          Ativar
        </Button>
      )}
      {mayEdit && status !== "archived" && (
        <Button look="quiet" className="px-2.5" aria-label={`Arquivar ${title}`} onClick={onArchive}>
          <Archive aria-hidden className="size-4" />
          Arquivar
        </Button>
      )}
      <Button
        look="ghost"
        className="px-2.5"
        aria-label={`Baixar ${title}`}
        title="Baixar"
        onClick={() => void saveFile(downloadPath(id), originalName || `${title}.docx`)}
      >
        <Download aria-hidden className="size-4" />
      </Button>
      {mayEdit && status !== "active" && (
        <Button
          look="ghost"
          className="px-2.5 text-bad-ink hover:bg-bad-wash hover:text-bad-ink"
          aria-label={`Excluir ${title}`}
          title="Excluir"
          onClick={onDelete}
        >
          <Trash2 aria-hidden className="size-4" />
        </Button>
      )}
    </span>
  );
}
