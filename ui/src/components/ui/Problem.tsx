import { CircleAlert } from "lucide-react";
import { Button } from "./Button";

/** A block that could not be loaded: what happened, and another try. */
export function Problem({ title, text, onRetry }: { title: string; text: string; onRetry: () => void }) {
  return (
    <div
      role="alert"
      data-state="error"
      className="flex flex-wrap items-center gap-3 rounded-card border border-bad/40 bg-bad-wash px-4 py-3 text-sm text-bad-ink"
    >
      <CircleAlert aria-hidden className="size-5 shrink-0" />
      <p className="min-w-0 flex-1">
        <strong>{title}</strong> {text}
      </p>
      <Button look="quiet" onClick={onRetry}>
        Tentar novamente
      </Button>
    </div>
  );
}
