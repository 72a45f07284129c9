import { AlertDialog } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { Button } from "./Button";

interface Props {
  /** The question, with the name of what it is about. */
  title: string;
  /** What happens after a yes. */
  children: ReactNode;
  /** The yes, as a verb. */
  action: string;
  open: boolean;
  /** The yes is being carried out. */
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before something is gone for good. The focus starts on "Cancelar", and Esc means it. */
export function Confirm({ title, children, action, open, busy = false, onConfirm, onCancel }: Props) {
  const opener = useRef<Element | null>(null);
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-[60] animate-fade bg-black/45" />
        <AlertDialog.Content
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
          className="fixed top-1/2 left-1/2 z-[70] flex max-h-[90vh] w-[min(28rem,calc(100vw-2rem))] -translate-1/2 animate-fade flex-col gap-4 overflow-y-auto rounded-2xl bg-card p-6 text-ink shadow-raised"
        >
          <AlertDialog.Title className="text-lg font-bold break-words">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="text-sm text-soft">{children}</div>
          </AlertDialog.Description>
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button look="quiet">Cancelar</Button>
            </AlertDialog.Cancel>
            <Button look="danger" busy={busy} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
