import { FilterX, Inbox, type LucideIcon } from "lucide-react";
import { Button } from "./Button";

interface Props {
  /** What is empty. */
  text: string;
  icon?: LucideIcon;
  /** Given when filters may be the reason: takes them away. */
  onClear?: () => void;
}

/** A block without content says so, and offers a way out. */
export function Empty({ text, icon: Icon = Inbox, onClear }: Props) {
  return (
    <div
      data-state="empty"
      className="flex flex-col items-center gap-2 px-3 py-8 text-center text-sm text-soft"
    >
      <Icon aria-hidden className="size-8 opacity-50" />
      <p>{text}</p>
      {onClear && (
        <Button look="quiet" onClick={onClear}>
          <FilterX aria-hidden className="size-4" />
          Limpar filtros
        </Button>
      )}
    </div>
  );
}
