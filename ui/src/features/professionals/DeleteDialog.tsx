import { useMutation, useQueryClient } from "@tanstack/react-query";
import { UserX } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { Confirm } from "@/components/ui/Confirm";
import { toast } from "@/components/ui/Toasts";
import { messageOf } from "@/lib/api/client";
import { deactivate, deleteProfessional, type Professional, professionalKeys } from "./queries";

/** Asks before a record is gone for good, and offers to keep it as inactive instead. */
export function DeleteDialog({ person, onClose }: { person: Professional; onClose: () => void }) {
  const client = useQueryClient();
  const done = (text: string) => {
    void client.invalidateQueries({ queryKey: professionalKeys.all });
    toast.done(text);
    onClose();
  };
  const deletion = useMutation({
    mutationFn: () => deleteProfessional(person.id),
    onSuccess: () => done(`${person.name} foi excluído`),
    onError: (error) => toast.problem(messageOf(error)),
  });
  const deactivation = useMutation({
    mutationFn: () => deactivate(person.id),
    onSuccess: () => done(`${person.name} agora está inativo`),
    onError: (error) => toast.problem(messageOf(error)),
  });
  const { requiredDocsDone } = person;
  return (
    <Confirm
      title="Confirmar exclusão"
      action={deletion.isPending ? "Excluindo..." : "Excluir profissional"}
      open
      busy={deletion.isPending}
      onConfirm={() => deletion.mutate()}
      onCancel={onClose}
    >
      <div className="flex flex-col gap-3">
        {person.isActive && (
          <div className="flex flex-col gap-2 rounded-card border border-info/40 bg-info-wash p-3 text-info-ink">
            <p>Inativar mantém o cadastro, os documentos e o histórico, e pode ser desfeito.</p>
            <Button
              look="quiet"
              className="self-start"
              busy={deactivation.isPending}
              onClick={() => deactivation.mutate()}
            >
              {!deactivation.isPending && <UserX aria-hidden className="size-4" />}
              Inativar em vez de excluir
            </Button>
          </div>
        )}
        <p>
          Excluir <strong className="text-ink">{person.name}</strong> apaga para sempre:
        </p>
        <ul className="list-disc pl-5">
          <li>o cadastro e os dados do contrato</li>
          <li>
            {person.registrations.length === 1
              ? "1 registro regional"
              : `${person.registrations.length} registros regionais`}
          </li>
          <li>
            o checklist ({requiredDocsDone} de {person.requiredDocsTotal} documentos marcados ou enviados)
          </li>
          <li>todos os arquivos enviados, também os do histórico</li>
        </ul>
      </div>
    </Confirm>
  );
}
