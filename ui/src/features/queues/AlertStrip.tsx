import { BellRing, Check, CircleCheck } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import { initials, type LatePatient } from "./model";

interface Props {
  late: LatePatient[];
  threshold: number;
  anonymous: boolean;
  /** `null` where nobody can press anything. */
  onSeen: ((id: string) => void) | null;
}

const SHOWN = 3;

/** Says what the sound says, for everybody who does not hear it. Always there, so nothing jumps. */
export function AlertStrip({ late, threshold, anonymous, onSeen }: Props) {
  const shown = late.slice(0, SHOWN);
  const more = late.length - shown.length;
  const quiet = late.length === 0;
  const naming = (patient: LatePatient) => (anonymous ? initials(patient.name) : patient.name);
  return (
    <div
      data-alert={quiet ? "off" : "on"}
      className={cx(
        "flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1.5 rounded-card border px-4 py-1.5 text-sm transition-colors",
        quiet ? "border-line bg-card text-soft" : "border-bad/40 bg-bad-wash text-bad-ink",
      )}
    >
      {quiet ? (
        <>
          <CircleCheck aria-hidden className="size-[1.125rem] shrink-0 text-good-ink" />
          <span>Nenhum paciente esperando há mais de {threshold} min</span>
        </>
      ) : (
        <>
          <BellRing aria-hidden className="size-[1.125rem] shrink-0" />
          <strong className="font-bold">
            {late.length} {late.length === 1 ? "paciente" : "pacientes"} acima de {threshold} min
          </strong>
          <ul className="flex min-w-0 flex-wrap items-center gap-2">
            {shown.map((patient) => (
              <li
                key={patient.id}
                className="flex max-w-full items-center gap-2 rounded-lg border border-bad/25 bg-card pl-2.5 text-xs text-ink"
              >
                <span className={cx("truncate py-1.5", !onSeen && "pr-2.5")}>
                  <span className="font-semibold">{naming(patient)}</span> · {patient.unit} ·{" "}
                  <span className="font-bold text-bad-ink tabular-nums">{patient.minutes} min</span>
                </span>
                {onSeen && (
                  <button
                    type="button"
                    aria-label={`Ciente: ${naming(patient)}`}
                    onClick={() => onSeen(patient.id)}
                    className="flex min-h-8 shrink-0 items-center gap-1 rounded-r-lg border-l border-bad/25 px-2.5 font-medium text-bad-ink hover:bg-bad-wash max-sm:min-h-10"
                  >
                    <Check aria-hidden className="size-3.5" />
                    Ciente
                  </button>
                )}
              </li>
            ))}
          </ul>
          {more > 0 && <span className="text-xs font-medium">e mais {more}</span>}
        </>
      )}
      <Announcement late={late} threshold={threshold} naming={naming} />
    </div>
  );
}

/** Reads out who is new in the list; minutes that pass are no news. */
function Announcement({
  late,
  threshold,
  naming,
}: {
  late: LatePatient[];
  threshold: number;
  naming: (patient: LatePatient) => string;
}) {
  const known = useRef(new Set<string>());
  const [text, setText] = useState("");
  useEffect(() => {
    const fresh = late.filter((patient) => !known.current.has(patient.id));
    known.current = new Set(late.map((patient) => patient.id));
    if (fresh.length === 0) return;
    const names = fresh.map((patient) => `${naming(patient)}, ${patient.unit}`).join("; ");
    setText(`Espera acima de ${threshold} minutos: ${names}.`);
  }, [late, threshold, naming]);
  return (
    <span role="status" className="sr-only">
      {text}
    </span>
  );
}
