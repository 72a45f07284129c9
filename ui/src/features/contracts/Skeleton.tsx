const BLOCK = "animate-shimmer rounded-card bg-slate-200/70";

/** Where the figures will be, before the first answer. */
export function Skeleton() {
  return (
    <div data-state="loading" className="flex flex-col gap-4">
      <p role="status" className="sr-only">
        Carregando indicadores...
      </p>
      <div aria-hidden className="grid gap-3 sm:gap-4 @3xl:grid-cols-3">
        {["base", "billing", "sales"].map((name) => (
          <div key={name} className={`${BLOCK} h-36`} />
        ))}
      </div>
      <div aria-hidden className="grid gap-4 @4xl:grid-cols-3">
        <div className={`${BLOCK} h-[450px] @4xl:col-span-2`} />
        <div className={`${BLOCK} h-[450px]`} />
      </div>
    </div>
  );
}
