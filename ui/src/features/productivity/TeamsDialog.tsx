import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { Modal } from "@/components/ui/Modal";
import { Problem } from "@/components/ui/Problem";
import { messageOf } from "@/lib/api/client";
import { askAgain } from "@/lib/askAgain";
import { Members } from "./Members";
import { productivityKeys, productivityQueries } from "./queries";
import { TeamList } from "./TeamList";

interface Props {
  open: boolean;
  onClose: () => void;
  mayEdit: boolean;
  /** A team is no more. */
  onDeleted: (name: string) => void;
}

/** Which teams there are and who belongs to them; every change is kept at once. */
export function TeamsDialog({ open, onClose, mayEdit, onDeleted }: Props) {
  const query = useQuery({ ...productivityQueries.teams(), enabled: open });
  const client = useQueryClient();
  const { data, failureReason: error } = query;
  return (
    <Modal
      wide
      title="Gerenciar Equipes"
      description="Atribua colaboradores a múltiplas equipes."
      open={open}
      onClose={onClose}
    >
      <div
        className="flex flex-col gap-4"
        aria-busy={query.isFetching}
        data-state={data ? "ready" : error ? "error" : "loading"}
      >
        {!mayEdit && (
          <p className="flex items-center gap-2 rounded-card border border-warn/50 bg-warn-wash px-4 py-3 text-sm text-warn-ink">
            <Eye aria-hidden className="size-4 shrink-0" />
            Somente leitura: você pode consultar, mas não alterar esta página.
          </p>
        )}
        {error && (
          <Problem
            title="As equipes não puderam ser lidas."
            text={messageOf(error)}
            onRetry={() => void askAgain(client, productivityKeys.teams)}
          />
        )}
        {data ? (
          <>
            <TeamList list={data} mayEdit={mayEdit} onDeleted={onDeleted} />
            <Members list={data} mayEdit={mayEdit} />
          </>
        ) : (
          !error && (
            <p role="status" className="py-12 text-center text-soft">
              Carregando dados...
            </p>
          )
        )}
      </div>
    </Modal>
  );
}
