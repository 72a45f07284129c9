const BONE = "animate-shimmer rounded-lg bg-slate-500/15";

/** The clinics' places before their first answer, in their final size. */
export function UnitSkeleton({ label, panel }: { label: string; panel: boolean }) {
  return (
    <div
      data-state="loading"
      className={`flex flex-col gap-4 rounded-card border border-line bg-card p-4 shadow-card ${panel ? "h-[26rem] lg:h-full" : "h-[32.5rem]"}`}
    >
      <span className="sr-only">Carregando {label}</span>
      <div className={`${BONE} h-6 w-2/3`} />
      <div className={`${BONE} h-20`} />
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className={`${BONE} h-12`} />
      ))}
    </div>
  );
}
