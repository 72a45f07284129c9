import { useQueryClient } from "@tanstack/react-query";
import { Upload as UploadIcon, X } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { useStore } from "@/lib/store";
import { Message, TextField } from "./fields";
import type { DocumentChoice } from "./queries";
import {
  acceptOf,
  cancelUpload,
  fileProblem,
  limitsOf,
  sizeText,
  startUpload,
  type Upload,
  uploads,
} from "./uploads";

interface Props {
  document: DocumentChoice;
  professionalId: string;
  /** A file that counts is there already. */
  replaces: boolean;
}

/** Where a file of one paper is dropped or chosen; the limits stand there before anybody chooses. */
export function DropZone({ document, professionalId, replaces }: Props) {
  const { code, label, expires } = document;
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [expiresAt, setExpiresAt] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const going = useStore(uploads).find(
    (one) => one.professionalId === professionalId && one.docType === code,
  );
  const wrong = file ? fileProblem(file, code) : null;
  const noDate = expires && !expiresAt ? "Este tipo de documento exige data de expiração." : undefined;
  const send = (next: File | null) => {
    setTried(true);
    if (!next || noDate || fileProblem(next, code)) return;
    void startUpload(
      { professionalId, docType: code, expiresAt: expiresAt || null, file: next },
      label,
      client,
    );
    setFile(null);
    setTried(false);
    setExpiresAt("");
  };
  const choose = (next: File | undefined) => {
    if (!next) return;
    setFile(next);
    send(next);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  };
  if (going && !going.problem) return <Going upload={going} label={label} />;
  const message = wrong ?? (tried && !file ? "Selecione um arquivo para upload." : going?.problem);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button below does the same
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      data-drop={code}
      className={cx(
        "flex flex-col gap-2 rounded-lg border border-dashed p-3 transition-colors",
        isOver ? "border-info bg-info-wash" : "border-slate-300",
      )}
    >
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        {expires && (
          <TextField
            className="w-44"
            label="Data de expiração"
            required
            type="date"
            value={expiresAt}
            onChange={setExpiresAt}
            error={tried && file ? noDate : undefined}
          />
        )}
        <input
          ref={input}
          type="file"
          accept={acceptOf(code)}
          aria-label={`Arquivo: ${label}`}
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            choose(target.files?.[0]);
            // The same file can be chosen again.
            target.value = "";
          }}
        />
        <Button look="quiet" aria-label={`Escolher arquivo: ${label}`} onClick={() => input.current?.click()}>
          <UploadIcon aria-hidden className="size-4" />
          {replaces ? "Substituir arquivo" : "Escolher arquivo"}
        </Button>
        {expires && (
          <Button aria-label={`Enviar arquivo: ${label}`} onClick={() => send(file)}>
            Enviar arquivo
          </Button>
        )}
        <p className="min-w-0 flex-1 basis-48 self-center text-xs text-soft">
          {file ? (
            <span className="break-all text-ink">{file.name}</span>
          ) : (
            <>ou arraste o arquivo para cá. {limitsOf(code)}.</>
          )}
          {replaces && !file && " O arquivo atual passa para o histórico."}
        </p>
      </div>
      <div role="alert">
        <Message text={message ?? undefined} />
      </div>
    </div>
  );
}

function Going({ upload, label }: { upload: Upload; label: string }) {
  const { id, name, sent, total } = upload;
  const share = total > 0 ? Math.round((100 * sent) / total) : 0;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-info/40 bg-info-wash p-3 text-sm">
      <div className="flex min-w-0 flex-1 basis-48 flex-col gap-1.5">
        <p className="truncate font-medium">
          {share < 100 ? "Enviando..." : "Guardando..."} {name}
        </p>
        <div
          role="progressbar"
          aria-label={`Envio: ${label}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={share}
          className="h-2 overflow-hidden rounded-full bg-slate-200"
        >
          <div className="h-full rounded-full bg-info transition-[width]" style={{ width: `${share}%` }} />
        </div>
        <p className="text-xs text-soft tabular-nums">
          {sizeText(sent)} de {sizeText(total)} ({share}%)
        </p>
      </div>
      <Button look="quiet" aria-label={`Cancelar envio: ${label}`} onClick={() => cancelUpload(id)}>
        <X aria-hidden className="size-4" />
        Cancelar envio
      </Button>
    </div>
  );
}
