/** What is on screen as a file of the server: with the filters, for a spreadsheet or for paper. */
import { FileSpreadsheet, FileText } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/Toasts";
import { messageOf } from "@/lib/api/client";
import { download } from "@/lib/download";

const FORMATS = [
  { format: "xlsx", Icon: FileSpreadsheet },
  { format: "pdf", Icon: FileText },
] as const;

type Format = (typeof FORMATS)[number]["format"];

interface Props {
  /** The page's part of the address, `/api/admin/<page>/export`. */
  page: "agendamentos" | "contratos" | "produtividade" | "propostas";
  /** The filters, as the page's answer is asked for. */
  query: { startDate: string; endDate: string } & Record<string, string>;
}

export function ExportButtons({ page, query }: Props) {
  const [exporting, setExporting] = useState<Format | null>(null);
  const run = async (format: Format) => {
    setExporting(format);
    const asked = new URLSearchParams({ ...query, format });
    const fallback = `${page}-${query.startDate}-${query.endDate}.${format}`;
    try {
      toast.done(`Arquivo salvo: ${await download(`/api/admin/${page}/export?${asked}`, fallback)}`);
    } catch (error) {
      toast.problem(messageOf(error));
    } finally {
      setExporting(null);
    }
  };
  return FORMATS.map(({ format, Icon }) => (
    <Button
      key={format}
      look="quiet"
      aria-label={`Exportar ${format.toUpperCase()}`}
      busy={exporting === format}
      disabled={exporting !== null}
      onClick={() => void run(format)}
    >
      {exporting !== format && <Icon aria-hidden className="size-4" />}
      {format.toUpperCase()}
    </Button>
  ));
}
