import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Confirm } from "@/components/ui/Confirm";
import { toast } from "@/components/ui/Toasts";
import { Message } from "@/features/professionals/fields";
import { messageOf } from "@/lib/api/client";
import { titleOf } from "./model";
import { archive, changed, deleteTemplate, put, type Template } from "./queries";

interface Props {
  template: Template;
  onClose: () => void;
}

/** Asks before a template is no longer offered. */
export function ArchiveQuestion({ template, onClose }: Props) {
  const client = useQueryClient();
  const archiving = useMutation({
    mutationFn: () => archive(template.id),
    onSuccess: (archived) => {
      put(client, archived);
      toast.done(`${titleOf(template)} foi arquivado`);
      onClose();
      void changed(client);
    },
  });
  return (
    <Confirm
      title={`Arquivar ${titleOf(template)}?`}
      action={archiving.isPending ? "Arquivando..." : "Arquivar"}
      open
      busy={archiving.isPending}
      onConfirm={() => archiving.mutate()}
      onCancel={onClose}
    >
      O modelo deixa de ser oferecido no cadastro de profissionais. Quem já está ligado a ele continua ligado.
      Um modelo arquivado pode ser ativado de novo.
      <Refusal error={archiving.error} />
    </Confirm>
  );
}

/** Asks before a template and its file are gone for good. */
export function DeleteQuestion({ template, onClose }: Props) {
  const client = useQueryClient();
  const deletion = useMutation({
    mutationFn: () => deleteTemplate(template.id),
    onSuccess: () => {
      toast.done(`${titleOf(template)} foi excluído`);
      onClose();
    },
    onSettled: () => changed(client),
  });
  return (
    <Confirm
      title={`Excluir ${titleOf(template)}?`}
      action={deletion.isPending ? "Excluindo..." : "Excluir modelo"}
      open
      busy={deletion.isPending}
      onConfirm={() => deletion.mutate()}
      onCancel={onClose}
    >
      O modelo, o mapeamento e o arquivo <span className="break-all">{template.originalName}</span> são
      apagados para sempre. Um modelo ativo ou já usado não pode ser excluído.
      <Refusal error={deletion.error} />
    </Confirm>
  );
}

function Refusal({ error }: { error: Error | null }) {
  return (
    <div role="alert" className="mt-2">
      <Message text={error ? messageOf(error) : undefined} />
    </div>
  );
}
