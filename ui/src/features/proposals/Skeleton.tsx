const BLOCK = "animate-shimmer rounded-card bg-slate-200/70";

const KPIS = ["qtd", "valor", "won", "conversion", "open", "lost", "ticket"];

/** Where the figures will be, before the first answer. */
export function Skeleton() {
  return (
    <div data-state="loading" className="flex flex-col gap-4">
      <p role="status" className="sr-only">
        Carregando análises...
      </p>
      <div aria-hidden className="grid gap-3 sm:gap-4 @3xl:grid-cols-3">
        {["open", "won", "lost"].map((name) => (
          <div key={name} className={`${BLOCK} h-48`} />
        ))}
      </div>
      <div aria-hidden className="grid grid-cols-2 gap-3 sm:gap-4 @3xl:grid-cols-4 @min-[76rem]:grid-cols-7">
        {KPIS.map((name) => (
          <div key={name} className={`${BLOCK} h-30 last:col-span-2 @min-[76rem]:last:col-span-1`} />
        ))}
      </div>
      <div aria-hidden className="grid gap-4 @min-[76rem]:grid-cols-[22rem_minmax(0,1fr)]">
        <div className={`${BLOCK} h-[400px]`} />
        <div className={`${BLOCK} h-[400px]`} />
      </div>
    </div>
  );
}
