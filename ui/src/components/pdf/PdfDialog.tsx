import { CircleAlert, Download } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { Modal } from "@/components/ui/Modal";
import { Pages } from "./Pages";
import { usePdf } from "./usePdf";

interface Props {
  title: string;
  /** Where the server has it. */
  path: string;
  onSave: () => void;
  onClose: () => void;
}

/** A PDF as its pages, drawn here: neither every browser nor the desktop window would show the file itself. */
export function PdfDialog({ title, path, onSave, onClose }: Props) {
  const { pdf, retry } = usePdf(path);
  const save = (
    <Button look="quiet" aria-label={`Baixar ${title}`} onClick={onSave}>
      <Download aria-hidden className="size-4" />
      <span className="max-sm:sr-only">Baixar</span>
    </Button>
  );
  return (
    <Modal wide filled title={title} open onClose={onClose}>
      {pdf.step === "shown" ? (
        <Pages file={pdf.file} save={save} />
      ) : pdf.step === "loading" ? (
        <Loading share={pdf.share} />
      ) : (
        <div className="m-auto flex max-w-md flex-col items-center gap-4 p-6 text-center">
          <CircleAlert aria-hidden className="size-10 text-bad" />
          <p role="alert">{pdf.text}</p>
          <div className="flex flex-wrap justify-center gap-2">
            {pdf.mayTryAgain && <Button onClick={retry}>Tentar novamente</Button>}
            <Button look="quiet" onClick={onSave}>
              <Download aria-hidden className="size-4" />
              Baixar
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

function Loading({ share }: { share: number | null }) {
  const percent = share === null ? null : Math.round(share * 100);
  return (
    <div className="m-auto flex w-64 max-w-full flex-col gap-3 p-6 text-center text-sm text-soft">
      <p role="status">{percent === 100 ? "Abrindo documento..." : "Carregando documento..."}</p>
      <div
        role="progressbar"
        aria-label="Carregamento do documento"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        className="h-2 overflow-hidden rounded-full bg-slate-200"
      >
        <div
          className={
            percent === null ? "h-full w-full animate-shimmer bg-info/60" : "h-full rounded-full bg-info"
          }
          style={percent === null ? undefined : { width: `${percent}%` }}
        />
      </div>
    </div>
  );
}
