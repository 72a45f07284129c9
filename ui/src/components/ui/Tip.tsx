import { Tooltip } from "radix-ui";
import type { ReactNode } from "react";

interface Props {
  /** What is said on hover and focus. */
  text: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  /** One focusable element. */
  children: ReactNode;
}

/** A short explanation in a layer above everything, for pointer and keyboard alike. */
export function Tip({ text, side = "bottom", children }: Props) {
  return (
    <Tooltip.Provider delayDuration={250}>
      <Tooltip.Root>
        <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content
            side={side}
            sideOffset={8}
            collisionPadding={8}
            className="z-50 max-w-72 animate-fade rounded-lg bg-slate-900 px-2.5 py-1.5 text-xs text-white shadow-raised"
          >
            {text}
            <Tooltip.Arrow className="fill-slate-900" />
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
