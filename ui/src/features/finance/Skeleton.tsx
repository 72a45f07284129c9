const BLOCK = "animate-shimmer rounded-card bg-slate-200/70";

/** Where the figures will be, before the first answer. */
export function Skeleton() {
  return (
    <div aria-hidden data-state="loading" className="flex flex-col gap-4">
      <div className="grid gap-4 md:grid-cols-3">
        {["total", "ticket", "qtd"].map((name) => (
          <div key={name} className={`${BLOCK} h-28`} />
        ))}
      </div>
      <div className="grid gap-4 lg:grid-cols-2 2xl:grid-cols-3">
        {["groups", "chart", "table"].map((name) => (
          <div key={name} className={`${BLOCK} h-[400px]`} />
        ))}
      </div>
    </div>
  );
}
