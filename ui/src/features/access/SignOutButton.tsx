import { LogOut } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { useSignOut } from "./useSignOut";

export function SignOutButton({ className }: { className?: string }) {
  const { busy, leave } = useSignOut();
  return (
    <Button look="quiet" busy={busy} onClick={() => void leave()} className={className}>
      {!busy && <LogOut aria-hidden className="size-4" />}
      Sair
    </Button>
  );
}
