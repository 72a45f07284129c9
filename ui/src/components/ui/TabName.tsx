import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";

/** The name of one part of a page or a dialog, inside a `Tabs.List`. */
export function TabName({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Tabs.Trigger
      value={value}
      className={cx(
        "-mb-px min-h-10 border-b-2 border-transparent px-3 text-sm font-medium text-soft hover:text-ink",
        "data-[state=active]:border-primary data-[state=active]:text-primary",
      )}
    >
      {children}
    </Tabs.Trigger>
  );
}
