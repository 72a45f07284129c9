const BLOCK = "animate-shimmer rounded-card bg-slate-200/70";

const ROWS = ["1", "2", "3", "4", "5", "6", "7", "8"];

/** Where the list will be, before the first answer. */
export function Skeleton() {
  return (
    <div data-state="loading" className="rounded-card border border-line bg-card p-4">
      <p role="status" className="sr-only">
        Carregando...
      </p>
      <div aria-hidden className="flex flex-col gap-2">
        {ROWS.map((name) => (
          <div key={name} className={`${BLOCK} h-12`} />
        ))}
      </div>
    </div>
  );
}
