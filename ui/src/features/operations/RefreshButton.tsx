import { RefreshCw } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { Tip } from "@/components/ui/Tip";
import { useShortcuts } from "@/lib/useShortcuts";
import type { Refresh } from "./useRefresh";

interface Props {
  refresh: Refresh;
  idle?: string;
  busy?: string;
}

/** Runs the page's service; waits with it. Alt+R does the same. */
export function RefreshButton({ refresh, idle = "Atualizar", busy = "Sincronizando..." }: Props) {
  useShortcuts({ "alt+r": () => !refresh.busy && refresh.ask() });
  return (
    <Tip text="Buscar os dados na origem agora (Alt+R)">
      <Button look="quiet" busy={refresh.busy} onClick={refresh.ask}>
        {!refresh.busy && <RefreshCw aria-hidden className="size-4" />}
        {refresh.busy ? busy : idle}
      </Button>
    </Tip>
  );
}
