import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Upload, X } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { toast } from "@/components/ui/Toasts";
import { AreaField, ChoiceField, labelLooks, Message, TextField } from "@/features/professionals/fields";
import { sizeText } from "@/features/professionals/uploads";
import { type Draft, EMPTY, NAME_LENGTH, type Problems, problemsOf, refusalOf, titleOf } from "./model";
import { type ContractType, changed, type NewTemplate, sendTemplate } from "./queries";

/** Sends a new template; it begins as a draft. */
export function UploadBox({ types }: { types: readonly ContractType[] }) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [problems, setProblems] = useState<Problems>({});
  const [sent, setSent] = useState(0);
  const [focusWanted, setFocusWanted] = useState(0);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => {
    if (focusWanted > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [focusWanted]);
  const tell = (wrong: Problems) => {
    setProblems(wrong);
    setFocusWanted((times) => times + 1);
  };
  const sending = useMutation({
    mutationFn: (fresh: NewTemplate) => {
      stop.current = new AbortController();
      return sendTemplate(fresh, stop.current.signal);
    },
    onSuccess: (template) => {
      setDraft(EMPTY);
      setSent((times) => times + 1);
      toast.done(`${titleOf(template)} enviado. Revise os placeholders e ative o modelo.`);
    },
    onError: (error) => {
      if (!stop.current?.signal.aborted) tell(refusalOf(error));
    },
    // One that was cancelled may have arrived.
    onSettled: () => changed(client),
  });
  const change = (news: Partial<Draft>) => {
    setDraft({ ...draft, ...news });
    const rest = Object.entries(problems).filter(([field]) => field !== "form" && !(field in news));
    setProblems(Object.fromEntries(rest));
  };
  const contractType = draft.contractType || (types[0]?.code ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { file } = draft;
    const wrong = problemsOf(draft);
    if (!file || Object.keys(wrong).length > 0) return tell(wrong);
    setProblems({});
    sending.mutate({ ...draft, contractType, name: draft.name.trim(), notes: draft.notes.trim(), file });
  };
  return (
    <Card title="Upload de modelo (.docx)">
      <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <fieldset disabled={sending.isPending} className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Nome do modelo"
            required
            placeholder="Ex.: Contrato Odontologia PJ"
            maxLength={NAME_LENGTH}
            value={draft.name}
            onChange={(name) => change({ name })}
            error={problems.name}
          />
          <ChoiceField
            label="Tipo de contrato"
            required
            value={contractType}
            options={types.map(({ code, label }) => ({ value: code, label }))}
            onChange={(code) => change({ contractType: code })}
            error={problems.contractType}
          />
          <AreaField
            label="Observações (opcional)"
            rows={2}
            value={draft.notes}
            onChange={(notes) => change({ notes })}
            error={problems.notes}
          />
          <FileField
            // Emptied after sending: a new one takes its place.
            key={sent}
            file={draft.file}
            error={problems.file}
            onChange={(file) => change({ file })}
          />
        </fieldset>
        <div role="alert">
          <Message text={problems.form} />
        </div>
        {sending.isPending && draft.file && (
          <Sending file={draft.file} onCancel={() => stop.current?.abort()} />
        )}
        <Button type="submit" busy={sending.isPending} className="self-start">
          {!sending.isPending && <Upload aria-hidden className="size-4" />}
          {sending.isPending ? "Enviando..." : "Enviar modelo"}
        </Button>
      </form>
    </Card>
  );
}

interface FileProps {
  file: File | null;
  error: string | undefined;
  onChange: (file: File | null) => void;
}

function FileField({ file, error, onChange }: FileProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor="template-file" className={labelLooks(true)}>
        Arquivo .docx
      </label>
      <input
        id="template-file"
        type="file"
        accept=".docx"
        required
        aria-invalid={error ? true : undefined}
        aria-describedby="template-file-hint template-file-error"
        onChange={({ target }) => onChange(target.files?.[0] ?? null)}
        className={FILE_INPUT}
      />
      <p id="template-file-hint" className="text-xs text-soft">
        Documento do Word com {"{{placeholders}}"}, até 10 MB.{file && ` Escolhido: ${sizeText(file.size)}.`}
      </p>
      <Message id="template-file-error" text={error} />
    </div>
  );
}

const FILE_INPUT =
  "h-11 w-full min-w-0 rounded-card border border-slate-300 bg-card p-1.5 text-sm aria-invalid:border-bad file:mr-3 file:h-full file:rounded-md file:border-0 file:bg-sunken file:px-3 file:font-medium";

/** The window's bridge tells nothing on the way: the bar says that it goes on, not how far. */
function Sending({ file, onCancel }: { file: File; onCancel: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-info/40 bg-info-wash p-3 text-sm">
      <div className="flex min-w-0 flex-1 basis-48 flex-col gap-1.5">
        <p className="truncate font-medium">
          Enviando... {file.name} ({sizeText(file.size)})
        </p>
        <div
          role="progressbar"
          aria-label="Envio do modelo"
          className="h-2 overflow-hidden rounded-full bg-slate-200"
        >
          <div className="h-full w-full animate-shimmer rounded-full bg-info" />
        </div>
      </div>
      <Button look="quiet" onClick={onCancel}>
        <X aria-hidden className="size-4" />
        Cancelar envio
      </Button>
    </div>
  );
}
