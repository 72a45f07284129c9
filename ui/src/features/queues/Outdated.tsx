import { TriangleAlert } from "lucide-react";
import { cx } from "@/components/ui/cx";

/** Marks figures that nobody has confirmed lately, with the time they are from. */
export function Outdated({ text, className }: { text: string; className?: string }) {
  return (
    <p
      data-outdated
      title="Desatualizado: a fonte falhou ou parou de enviar dados"
      className={cx("flex min-w-0 items-center gap-1 text-xs font-semibold text-warn-ink", className)}
    >
      <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">Desatualizado. </span>
      <span className="truncate tabular-nums">{text}</span>
    </p>
  );
}
