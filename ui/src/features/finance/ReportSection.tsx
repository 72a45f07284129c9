import { cx } from "@/components/ui/cx";
import { money2, pctS1, UNKNOWN } from "@/lib/format";
import type { GeneralReport } from "./queries";
import { MONTHS, SECTIONS } from "./sections";

type Section = GeneralReport["sections"][number];
type Year = Section["rows"][number];

interface Props {
  section: Section;
  report: GeneralReport;
}

/** One unit's years by month, and how the last one grows. */
export function ReportSection({ section, report }: Props) {
  const label = SECTIONS[section.key];
  const reference = `${MONTHS[report.referenceMonth - 1]}/${report.referenceYear}`;
  const rule = report.accumulationRuleLabel.replace(" ate ", " até ");
  return (
    <section aria-label={label} className="overflow-hidden rounded-card border border-line">
      <h3 className="flex flex-wrap justify-between gap-x-4 bg-navy px-4 py-2.5 text-sm font-bold text-white">
        <span>{label}</span>
        <span className="font-medium">Referência: {reference}</span>
      </h3>
      {section.rows.length === 0 ? (
        <p className="px-4 py-6 text-center text-sm text-soft">Sem dados.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls with the keys
        <section tabIndex={0} aria-label={`${label}: anos por mês`} className="scroll-calm overflow-x-auto">
          <table className="w-full border-separate border-spacing-0 text-xs tabular-nums">
            <thead>
              <tr className="bg-primary text-white">
                {["Ano", ...MONTHS, "Total"].map((header, index) => (
                  <th
                    key={header}
                    scope="col"
                    className={cx("px-2 py-1.5 font-semibold", index === 0 ? "text-left" : "text-right")}
                  >
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {section.rows.map((row) => (
                <YearRow key={row.year} row={row} report={report} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <div className="grid gap-px border-t border-line bg-line sm:grid-cols-2">
        <Growth
          title={`Crescimento vs melhor ano (${rule})`}
          pct={section.growthVsBest}
          reference={section.referenceAccumulated}
          baseName="Melhor histórico"
          base={section.bestHistoricalAccumulated}
        />
        <Growth
          title={`Crescimento vs ano anterior (${rule})`}
          pct={section.growthVsPreviousYear}
          reference={section.referenceAccumulated}
          baseName="Ano anterior"
          base={section.previousYearAccumulated}
        />
      </div>
    </section>
  );
}

function YearRow({ row, report }: { row: Year; report: GeneralReport }) {
  // Months still to come have no revenue, which is not the same as zero.
  const isAhead = (index: number) => row.year === report.referenceYear && index >= report.referenceMonth;
  return (
    <tr className="odd:bg-sunken">
      <th scope="row" className="border-b border-line px-2 py-1.5 text-left font-bold text-navy">
        {row.year}
      </th>
      {row.months.map((amount, index) => (
        <td
          key={MONTHS[index]}
          data-best={row.highlights[index] || undefined}
          className={cx(
            "border-b border-line px-2 py-1.5 text-right whitespace-nowrap",
            row.highlights[index] && "bg-good-wash font-bold text-good-ink",
          )}
        >
          {isAhead(index) && amount === 0 ? UNKNOWN : money2(amount)}
        </td>
      ))}
      <td className="border-b border-line bg-info-wash px-2 py-1.5 text-right font-bold whitespace-nowrap text-navy">
        {money2(row.total)}
      </td>
    </tr>
  );
}

interface GrowthProps {
  title: string;
  pct: number | null;
  reference: number;
  baseName: string;
  base: number;
}

function Growth({ title, pct, reference, baseName, base }: GrowthProps) {
  const looks = pct === null ? "text-soft" : pct >= 0 ? "text-good-ink" : "text-bad-ink";
  return (
    <div className="bg-card px-4 py-2.5 text-sm">
      <p className="text-xs text-soft">{title}</p>
      <p className={cx("text-lg font-bold tabular-nums", looks)}>
        {pct !== null && <span aria-hidden>{pct >= 0 ? "▲ " : "▼ "}</span>}
        {pctS1(pct)}
      </p>
      <p className="text-xs text-soft tabular-nums">
        Ref: {money2(reference)} | {baseName}: {money2(base)}
      </p>
    </div>
  );
}
