import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { cx } from "./cx";

interface Props {
  title: string;
  description?: string;
  open: boolean;
  /** Missing: the dialog cannot be put aside. */
  onClose?: () => void;
  /** As wide as the window allows, up to a large table. */
  wide?: boolean;
  /** Room for a form with two columns. */
  roomy?: boolean;
  /** As high as the window allows; what is in it arranges and scrolls itself. */
  filled?: boolean;
  children: ReactNode;
}

/** A dialog: focus stays inside, Esc and the backdrop close it, the opener gets the focus back. */
export function Modal({
  title,
  description,
  open,
  onClose,
  wide = false,
  roomy = false,
  filled = false,
  children,
}: Props) {
  const opener = useRef<Element | null>(null);
  const keepOpen = (event: Event) => {
    if (!onClose) event.preventDefault();
  };
  // A message lies over the dialog: closing it is no wish to leave the dialog. By now it may be gone.
  const isMessage = ({ target }: Event) =>
    target instanceof Element && (!target.isConnected || target.closest("[data-toasts]") !== null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose?.()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/45 backdrop-blur-[2px]" />
        <Dialog.Content
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            // Dialogs here open by state, so the focus goes back to wherever it came from.
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
          onEscapeKeyDown={keepOpen}
          onInteractOutside={(event) =>
            isMessage(event.detail.originalEvent) ? event.preventDefault() : keepOpen(event)
          }
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cx(
            "fixed top-1/2 left-1/2 z-50 flex max-h-[90vh] -translate-1/2 animate-fade flex-col rounded-2xl bg-card text-ink shadow-raised",
            wide
              ? "w-[min(1400px,calc(100vw-2rem))]"
              : roomy
                ? "w-[min(1152px,calc(100vw-1rem))]"
                : "w-[min(28rem,calc(100vw-2rem))]",
            filled && "h-[90vh]",
          )}
        >
          <div className="flex items-start justify-between gap-4 px-6 pt-5 pb-3">
            <div className="min-w-0">
              <Dialog.Title className="text-lg font-bold wrap-anywhere">{title}</Dialog.Title>
              {description && (
                <Dialog.Description className="mt-1 text-sm text-soft">{description}</Dialog.Description>
              )}
            </div>
            {onClose && (
              <Dialog.Close
                aria-label="Fechar"
                className="-mr-2 flex size-10 shrink-0 items-center justify-center rounded-lg text-soft hover:bg-sunken hover:text-ink"
              >
                <X aria-hidden className="size-5" />
              </Dialog.Close>
            )}
          </div>
          <div
            className={filled ? "flex min-h-0 flex-1 flex-col" : "scroll-calm overflow-y-auto px-6 pt-1 pb-6"}
          >
            {children}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
