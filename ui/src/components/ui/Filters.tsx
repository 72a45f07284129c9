import { ListFilter } from "lucide-react";
import { useState } from "react";
import { useShortcuts } from "@/lib/useShortcuts";
import { Button } from "./Button";

/** Whether a page's filters are shown, and turning that over: with the button or the key F. */
export function useFilters() {
  const [shown, setShown] = useState(true);
  const toggle = () => setShown((now) => !now);
  useShortcuts({ f: toggle });
  return { shown, toggle };
}

/** The button that shows and hides a page's filters. */
export function FiltersButton({ shown, toggle }: ReturnType<typeof useFilters>) {
  return (
    <Button
      look="quiet"
      aria-expanded={shown}
      aria-label={shown ? "Recolher filtros" : "Expandir filtros"}
      onClick={toggle}
    >
      <ListFilter aria-hidden className="size-4" />
    </Button>
  );
}
