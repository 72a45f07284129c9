import { useQuery } from "@tanstack/react-query";
import { FileSpreadsheet, FileText, RefreshCw } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { Modal } from "@/components/ui/Modal";
import { Problem } from "@/components/ui/Problem";
import { saveFile } from "@/features/downloads/transfers";
import { messageOf } from "@/lib/api/client";
import { dateTime } from "@/lib/format";
import { financeQueries, type GeneralReport as Report, type ReportUnit } from "./queries";
import { ReportSection } from "./ReportSection";
import { SECTIONS } from "./sections";

type Format = "pdf" | "xlsx";

/** Billing of all years by month, as it goes to the board. */
export function GeneralReport({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [unit, setUnit] = useState<ReportUnit>("all");
  const query = useQuery({ ...financeQueries.generalReport(unit), enabled: open });
  // A failure shows at once, although it is tried again by itself.
  const { data, failureReason: error, isFetching, refetch } = query;
  const [exporting, setExporting] = useState<Format | null>(null);
  const id = useId();
  const run = async (format: Format) => {
    setExporting(format);
    try {
      const path = `/api/admin/financial/general-report?${new URLSearchParams({ unit, format })}`;
      const fallback = `faturamento-geral-${data?.referenceMonthRef ?? ""}-${unit}.${format}`;
      await saveFile(path, fallback);
    } finally {
      setExporting(null);
    }
  };
  return (
    <Modal
      wide
      title="Relatório Geral de Faturamento"
      description={`Base: faturamento_analitico | Gerado em: ${data ? dateTime(data.generatedAt) : "—"}`}
      open={open}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4" aria-busy={isFetching}>
        <div className="flex flex-wrap items-end gap-3">
          <div className="flex flex-col gap-1.5">
            <label htmlFor={id} className="text-sm font-medium">
              Unidade
            </label>
            <select
              id={id}
              value={unit}
              onChange={({ target }) => setUnit(target.value as ReportUnit)}
              className="h-10 rounded-card border border-slate-300 bg-card px-3 text-sm hover:border-slate-400"
            >
              {Object.entries(SECTIONS).map(([key, label]) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
            </select>
          </div>
          <Button look="quiet" busy={isFetching} onClick={() => void refetch()}>
            {!isFetching && <RefreshCw aria-hidden className="size-4" />}
            Atualizar
          </Button>
          <ExportButton format="pdf" exporting={exporting} onRun={run} />
          <ExportButton format="xlsx" exporting={exporting} onRun={run} />
        </div>
        {error && (
          <Problem
            title="O relatório não pôde ser lido."
            text={messageOf(error)}
            onRetry={() => void refetch()}
          />
        )}
        {data ? <Sections report={data} dim={query.isPlaceholderData} /> : !error && <Loading />}
      </div>
    </Modal>
  );
}

interface ExportProps {
  format: Format;
  /** What is being made right now. */
  exporting: Format | null;
  onRun: (format: Format) => void;
}

function ExportButton({ format, exporting, onRun }: ExportProps) {
  const Icon = format === "pdf" ? FileText : FileSpreadsheet;
  return (
    <Button
      look="quiet"
      busy={exporting === format}
      disabled={exporting !== null}
      onClick={() => onRun(format)}
    >
      {exporting !== format && <Icon aria-hidden className="size-4" />}
      {exporting === format ? "Exportando..." : `Exportar ${format.toUpperCase()}`}
    </Button>
  );
}

const Loading = () => (
  <p role="status" className="py-12 text-center text-soft">
    Carregando relatório...
  </p>
);

function Sections({ report, dim }: { report: Report; dim: boolean }) {
  if (report.sections.every(({ rows }) => rows.length === 0)) {
    return <p className="py-12 text-center text-soft">Sem dados para o período selecionado.</p>;
  }
  return (
    <div className={cx("flex flex-col gap-5", dim && "opacity-60")}>
      <p className="flex items-center gap-2 text-xs text-soft">
        <span aria-hidden className="size-3.5 rounded-sm border border-good/40 bg-good-wash" />
        Células verdes: maior faturamento histórico daquele mês.
      </p>
      {report.sections.map((section) => (
        <ReportSection key={section.key} section={section} report={report} />
      ))}
    </div>
  );
}
