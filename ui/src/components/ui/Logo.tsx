/** The mark of the product. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 48 48" className={className} aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="23" fill="#229A8A" />
      <path d="M24 14v20M14 24h20" stroke="#fff" strokeWidth="8.5" strokeLinecap="round" />
    </svg>
  );
}

/** Mark and name, for dark (`onNavy`) or light ground. */
export function Logo({ onNavy = false, className }: { onNavy?: boolean; className?: string }) {
  return (
    <span className={`flex items-center gap-2.5 ${className ?? ""}`}>
      <Mark className="size-9 shrink-0" />
      <span className="flex flex-col text-left leading-none">
        <span className={`text-[17px] font-bold tracking-[0.08em] ${onNavy ? "text-white" : "text-navy"}`}>
          CONSULTARE
        </span>
        <span className={`mt-1 text-xs ${onNavy ? "text-slate-300" : "text-soft"}`}>Hub de gestão</span>
      </span>
    </span>
  );
}
