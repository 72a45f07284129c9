/** The list of downloads, in the desktop window. */
import { CircleAlert, CircleCheck, FileDown, X } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { bytes } from "@/lib/format";
import { host } from "@/lib/host";
import { useStore } from "@/lib/store";
import { again, forget, forgetFinished, isUnderWay, show, type Transfer, transfers } from "./transfers";

export function DownloadTray() {
  const list = useStore(transfers);
  if (list.length === 0) return null;
  const underWay = list.filter(isUnderWay).length;
  return (
    <section
      aria-label="Downloads"
      data-downloads
      className="pointer-events-auto w-full max-w-sm animate-fade overflow-hidden rounded-card border border-line bg-card text-sm shadow-raised"
    >
      <header className="flex items-center justify-between gap-2 border-line border-b py-1 pr-1 pl-4">
        <h2 className="font-semibold">
          {underWay > 0 ? `Baixando ${underWay} de ${list.length}` : "Downloads"}
        </h2>
        <IconButton
          label={underWay > 0 ? "Tirar os concluídos da lista" : "Fechar a lista de downloads"}
          onClick={forgetFinished}
        />
      </header>
      <ul className="scroll-calm max-h-72 divide-y divide-line overflow-y-auto">
        {list.map((one) => (
          <Row key={one.id} transfer={one} />
        ))}
      </ul>
    </section>
  );
}

function IconButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="flex size-9 shrink-0 items-center justify-center rounded-lg text-soft hover:bg-sunken hover:text-ink"
    >
      <X aria-hidden className="size-4" />
    </button>
  );
}

const ICONS = { saved: CircleCheck, failed: CircleAlert } as const;
const TONES = { saved: "text-good-ink", failed: "text-bad-ink" } as const;

function Row({ transfer }: { transfer: Transfer }) {
  const { id, name, state } = transfer;
  const finished = state === "saved" || state === "failed";
  const Icon = finished ? ICONS[state] : FileDown;
  return (
    <li data-download={state} className="grid gap-1.5 py-2.5 pr-1 pl-4">
      <div className="flex items-center gap-2.5">
        <Icon aria-hidden className={`size-4 shrink-0 ${finished ? TONES[state] : "text-soft"}`} />
        <span className="min-w-0 flex-1 truncate font-medium" title={name}>
          {name}
        </span>
        <IconButton
          label={finished ? `Tirar ${name} da lista` : `Cancelar ${name}`}
          onClick={() => (finished ? forget(id) : void host.downloads?.cancel(id))}
        />
      </div>
      <div className="grid gap-2 pr-3 pl-6.5 text-soft text-xs">
        <Status transfer={transfer} />
      </div>
    </li>
  );
}

function Status({ transfer }: { transfer: Transfer }) {
  const { id, name, state, received, total, folder, problem } = transfer;
  switch (state) {
    case "waiting":
      return <p>Preparando o arquivo…</p>;
    case "asking":
      return <p>Escolha onde salvar.</p>;
    case "writing":
      return (
        <>
          <progress
            aria-label={`Baixando ${name}`}
            className="h-1.5 w-full accent-primary"
            {...(total === null ? {} : { value: received, max: Math.max(total, 1) })}
          />
          <p>{total === null ? bytes(received) : `${bytes(received)} de ${bytes(total)}`}</p>
        </>
      );
    case "saved":
      return (
        <>
          <p className="truncate" title={folder ?? undefined}>
            Salvo em {folder}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button look="quiet" onClick={() => void show(id, "file")}>
              Abrir
            </Button>
            <Button look="quiet" onClick={() => void show(id, "folder")}>
              Mostrar na pasta
            </Button>
          </div>
        </>
      );
    case "failed":
      return (
        <>
          <p role="alert" className="text-bad-ink">
            {problem}
          </p>
          <div>
            <Button look="quiet" onClick={() => void again(transfer)}>
              Tentar de novo
            </Button>
          </div>
        </>
      );
  }
}
