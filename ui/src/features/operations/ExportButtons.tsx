/** What is on screen as a file of the server: with the filters, for a spreadsheet or for paper. */
import { FileSpreadsheet, FileText, Table } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { saveFile } from "@/features/downloads/transfers";

const ICONS = { csv: Table, xlsx: FileSpreadsheet, pdf: FileText } as const;

type Format = keyof typeof ICONS;

interface Props {
  /** The page's part of the address, `/api/admin/<page>/export`. */
  page: "agendamentos" | "contratos" | "produtividade" | "profissionais/pendencias" | "propostas";
  /** The filters, as the page's answer is asked for. */
  query: Record<string, string>;
  formats?: readonly Format[];
  /** What the file is about, where the page alone does not tell. */
  of?: string;
}

export function ExportButtons({ page, query, formats = ["xlsx", "pdf"], of }: Props) {
  const [exporting, setExporting] = useState<Format | null>(null);
  const run = async (format: Format) => {
    setExporting(format);
    const asked = new URLSearchParams({ ...query, format });
    const named = [page.replace("/", "-"), query.startDate, query.endDate].filter(Boolean).join("-");
    await saveFile(`/api/admin/${page}/export?${asked}`, `${named}.${format}`);
    setExporting(null);
  };
  return formats.map((format) => {
    const Icon = ICONS[format];
    const name = format.toUpperCase();
    return (
      <Button
        key={format}
        look="quiet"
        aria-label={of ? `Exportar ${of} em ${name}` : `Exportar ${name}`}
        busy={exporting === format}
        disabled={exporting !== null}
        onClick={() => void run(format)}
      >
        {exporting !== format && <Icon aria-hidden className="size-4" />}
        {name}
      </Button>
    );
  });
}
