/** Contracts of a record: what is in the way of one, what it would say, and every one that was made. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Download, Eye, FileSignature, Hourglass, RotateCcw, TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import { PdfDialog } from "@/components/pdf/PdfDialog";
import { Button } from "@/components/ui/Button";
import { Modal } from "@/components/ui/Modal";
import { Problem } from "@/components/ui/Problem";
import { toast } from "@/components/ui/Toasts";
import { saveFile } from "@/features/downloads/transfers";
import { messageOf } from "@/lib/api/client";
import { clock, date } from "@/lib/format";
import { BAD, GOOD, Pill, WARN } from "./badges";
import { Message } from "./fields";
import {
  type Contract,
  contractPath,
  generateContract,
  professionalKeys,
  professionalQueries,
  reprocessContract,
} from "./queries";

interface Props {
  professionalId: string;
  mayEdit: boolean;
  /** Whether what is on the form is not saved yet: a contract is made of what is. */
  isDirty: boolean;
}

export function Contracts({ professionalId, mayEdit, isDirty }: Props) {
  const contracts = useQuery(professionalQueries.contracts(professionalId));
  const [previewing, setPreviewing] = useState(false);
  if (!contracts.data)
    return contracts.failureReason ? (
      <Problem
        title="Os contratos não puderam ser lidos."
        text={messageOf(contracts.failureReason)}
        onRetry={() => void contracts.refetch()}
      />
    ) : (
      <p role="status" className="py-24 text-center text-soft">
        Carregando...
      </p>
    );
  const { data, reasons, template, pdfUnavailable } = contracts.data;
  return (
    <div className="flex flex-col gap-4">
      <section aria-label="Novo contrato" className="flex flex-col gap-3 rounded-card border border-line p-4">
        <p className="text-sm">
          {template ? (
            <>
              Modelo: <strong>{template.name}</strong> (v{template.version})
            </>
          ) : (
            "Nenhum modelo ativo para este tipo de contrato."
          )}
        </p>
        {reasons.length > 0 && (
          <ul aria-label="Pendências do contrato" className="flex flex-col gap-1 text-sm text-warn-ink">
            {reasons.map((reason) => (
              <li key={reason.code} className="flex gap-2">
                <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                {reason.message}
              </li>
            ))}
          </ul>
        )}
        {mayEdit && (
          <div className="flex flex-wrap items-center gap-3">
            <Button disabled={!template || isDirty} onClick={() => setPreviewing(true)}>
              <FileSignature aria-hidden className="size-4" />
              Conferir e gerar contrato
            </Button>
            {isDirty && <p className="text-sm text-soft">Salve o cadastro antes de gerar o contrato.</p>}
          </div>
        )}
      </section>
      {data.length === 0 ? (
        <p className="py-8 text-center text-sm text-soft">Nenhum contrato gerado ainda.</p>
      ) : (
        <ul aria-label="Contratos gerados" className="flex flex-col gap-2">
          {data.map((contract) => (
            <ContractLine
              key={contract.id}
              contract={contract}
              mayEdit={mayEdit}
              pdfUnavailable={pdfUnavailable}
            />
          ))}
        </ul>
      )}
      {pdfUnavailable && data.length > 0 && <p className="text-xs text-soft">{pdfUnavailable}</p>}
      {previewing && <Preview professionalId={professionalId} onClose={() => setPreviewing(false)} />}
    </div>
  );
}

const STATUS = {
  generated: { icon: Check, looks: GOOD, word: "Gerado" },
  pending: { icon: Hourglass, looks: WARN, word: "Em andamento" },
  failed: { icon: X, looks: BAD, word: "Falhou" },
} as const;

interface LineProps {
  contract: Contract;
  mayEdit: boolean;
  pdfUnavailable: string | null;
}

function ContractLine({ contract, mayEdit, pdfUnavailable }: LineProps) {
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => reprocessContract(contract.id),
    onSuccess: () => toast.done("Contrato gerado"),
    onSettled: () => client.invalidateQueries({ queryKey: professionalKeys.all }),
  });
  const status = STATUS[contract.status];
  const when = contract.generatedAt ?? contract.createdAt;
  const [isShown, setShown] = useState(false);
  const pdfName = contract.fileName.replace(/\.docx$/, ".pdf");
  const savePdf = () => void saveFile(contractPath(contract.id, "pdf"), pdfName);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-sunken px-3 py-2 text-sm">
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium">
          {contract.templateName || contract.templateKey} ({contract.templateVersion})
        </p>
        <p className="text-xs text-soft">
          {date(when)} às {clock(when)}
          {contract.registration && ` · ${contract.registration}`}
        </p>
        <Message text={again.error ? messageOf(again.error) : (contract.errorMessage ?? undefined)} />
      </div>
      <Pill icon={status.icon} looks={status.looks}>
        {status.word}
      </Pill>
      {contract.status === "generated" ? (
        <div className="flex flex-wrap gap-1">
          <Button
            look="ghost"
            className="px-2.5"
            disabled={pdfUnavailable !== null}
            title={pdfUnavailable ?? undefined}
            onClick={() => setShown(true)}
          >
            <Eye aria-hidden className="size-4" />
            Visualizar
          </Button>
          <Button
            look="ghost"
            className="px-2.5"
            onClick={() => void saveFile(contractPath(contract.id, "docx"), contract.fileName)}
          >
            <Download aria-hidden className="size-4" />
            DOCX
          </Button>
          <Button
            look="ghost"
            className="px-2.5"
            disabled={pdfUnavailable !== null}
            title={pdfUnavailable ?? undefined}
            onClick={savePdf}
          >
            <Download aria-hidden className="size-4" />
            PDF
          </Button>
        </div>
      ) : (
        mayEdit && (
          <Button look="quiet" busy={again.isPending} onClick={() => again.mutate()}>
            {!again.isPending && <RotateCcw aria-hidden className="size-4" />}
            Gerar de novo
          </Button>
        )
      )}
      {isShown && (
        <PdfDialog
          title={pdfName}
          path={contractPath(contract.id, "pdf", true)}
          onSave={savePdf}
          onClose={() => setShown(false)}
        />
      )}
    </li>
  );
}

/** What the contract would say, before it is made. */
function Preview({ professionalId, onClose }: { professionalId: string; onClose: () => void }) {
  const client = useQueryClient();
  const preview = useQuery(professionalQueries.contractPreview(professionalId));
  const making = useMutation({
    mutationFn: () => generateContract(professionalId),
    onSuccess: () => {
      toast.done("Contrato gerado");
      onClose();
    },
    // One that failed is in the list, too.
    onSettled: () => client.invalidateQueries({ queryKey: professionalKeys.all }),
  });
  const blocked = (preview.data?.reasons.length ?? 0) > 0;
  return (
    <Modal title="Conferir contrato" description={preview.data?.template?.name} open onClose={onClose}>
      {preview.data ? (
        <div className="flex flex-col gap-4">
          {preview.data.reasons.map((reason) => (
            <Message key={reason.code} text={reason.message} />
          ))}
          <div className="max-h-[50vh] overflow-auto">
            <table className="w-full text-left text-sm">
              <thead className="text-xs text-soft">
                <tr>
                  <th className="py-1 pr-4 font-medium">No modelo</th>
                  <th className="py-1 font-medium">No contrato</th>
                </tr>
              </thead>
              <tbody>
                {preview.data.values.map((filling) => (
                  <tr key={filling.placeholder} className="border-t border-line align-top">
                    <td className="py-1.5 pr-4">
                      <code className="break-all">{`{{${filling.placeholder}}}`}</code>
                    </td>
                    <td className="py-1.5 whitespace-pre-line">
                      {filling.value || <span className="text-soft">em branco</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Message text={making.error ? messageOf(making.error) : undefined} />
          <div className="flex justify-end gap-2">
            <Button look="quiet" onClick={onClose}>
              Cancelar
            </Button>
            <Button disabled={blocked} busy={making.isPending} onClick={() => making.mutate()}>
              {making.isPending ? "Gerando..." : "Gerar contrato"}
            </Button>
          </div>
        </div>
      ) : preview.failureReason ? (
        <Problem
          title="O contrato não pôde ser preparado."
          text={messageOf(preview.failureReason)}
          onRetry={() => void preview.refetch()}
        />
      ) : (
        <p role="status" className="py-12 text-center text-soft">
          Carregando...
        </p>
      )}
    </Modal>
  );
}
