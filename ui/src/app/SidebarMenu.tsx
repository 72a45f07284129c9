import { Link, useRouterState } from "@tanstack/react-router";
import { ChevronDown, Search, X } from "lucide-react";
import { type RefObject, useId, useState } from "react";
import { cx } from "@/components/ui/cx";
import { Tip } from "@/components/ui/Tip";
import { fold } from "@/lib/format";
import { recall, remember } from "@/lib/storage";
import { GROUPS, type Page, pageAt } from "./pages";

const EXPANDED_KEY = "consultare_sidebar_expanded_groups_v1";

interface Props {
  pages: Page[];
  collapsed: boolean;
  /** What is typed into the page search. */
  wanted: string;
  onWanted: (text: string) => void;
  search: RefObject<HTMLInputElement | null>;
}

function readExpanded(): Record<string, boolean> {
  const kept = recall(EXPANDED_KEY);
  return typeof kept === "object" && kept !== null ? (kept as Record<string, boolean>) : {};
}

export function SidebarMenu({ pages, collapsed, wanted, onWanted, search }: Props) {
  const current = pageAt(useRouterState({ select: (state) => state.location.pathname }));
  const [expanded, setExpanded] = useState(readExpanded);
  const isExpanded = (group: string) => current?.group === group || (expanded[group] ?? true);
  const expand = (group: string, open: boolean) => {
    const next = { ...expanded, [group]: open };
    remember(EXPANDED_KEY, next);
    setExpanded(next);
  };

  if (collapsed) {
    return (
      <nav
        aria-label="Páginas"
        className="scroll-calm flex flex-1 flex-col items-center gap-1 overflow-y-auto py-4"
      >
        {GROUPS.flatMap((group) => pages.filter((page) => page.group === group)).map((page) => (
          <Tip key={page.key} text={page.label} side="right">
            <Link
              to={page.path}
              aria-label={page.label}
              aria-current={page === current ? "page" : undefined}
              className={itemLooks(page === current, "size-12 justify-center")}
            >
              <page.icon aria-hidden className={cx("size-[1.125rem]", page === current && "text-accent")} />
            </Link>
          </Tip>
        ))}
      </nav>
    );
  }

  const words = fold(wanted);
  const found = pages.filter((page) => fold(`${page.label} ${page.path} ${page.group}`).includes(words));
  const groups = GROUPS.map((group) => ({
    group,
    items: found.filter((page) => page.group === group),
  })).filter(({ items }) => items.length > 0);
  const choose = (page: Page) => {
    if (!wanted) return;
    onWanted("");
    expand(page.group, true);
  };

  return (
    <div className="scroll-calm flex flex-1 flex-col gap-3 overflow-y-auto p-3">
      <PageSearch inputRef={search} value={wanted} onChange={onWanted} />
      <nav aria-label="Páginas" className="flex flex-col gap-3">
        {groups.map(({ group, items }) => (
          <Group
            key={group}
            name={group}
            items={items}
            current={current}
            expanded={words !== "" || isExpanded(group)}
            onExpand={current?.group === group ? null : (open) => expand(group, open)}
            onChoose={choose}
          />
        ))}
      </nav>
      {groups.length === 0 && (
        <p role="status" className="px-2 text-sm text-slate-300">
          Nenhuma página encontrada.
        </p>
      )}
    </div>
  );
}

const itemLooks = (active: boolean, extra: string) =>
  cx(
    "relative flex items-center rounded-lg text-[0.8125rem] transition-colors",
    active
      ? "bg-primary font-medium text-white shadow-sm before:absolute before:inset-y-1.5 before:left-0 before:w-1 before:rounded-full before:bg-accent"
      : "text-slate-300 hover:bg-white/5 hover:text-white",
    extra,
  );

interface SearchProps {
  inputRef: RefObject<HTMLInputElement | null>;
  value: string;
  onChange: (text: string) => void;
}

function PageSearch({ inputRef, value, onChange }: SearchProps) {
  return (
    <search className="relative">
      <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-slate-300" />
      <input
        ref={inputRef}
        type="text"
        aria-label="Buscar páginas"
        placeholder="Buscar páginas..."
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || value === "") return;
          event.stopPropagation();
          onChange("");
        }}
        className="h-10 w-full rounded-card border border-white/15 bg-white/5 pr-10 pl-9 text-sm text-white placeholder:text-slate-300"
      />
      {value !== "" && (
        <button
          type="button"
          aria-label="Limpar busca"
          onClick={() => {
            onChange("");
            inputRef.current?.focus();
          }}
          className="absolute top-0 right-0 flex size-10 items-center justify-center rounded-lg text-slate-300 hover:text-white"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </search>
  );
}

interface GroupProps {
  name: string;
  items: Page[];
  current: Page | undefined;
  expanded: boolean;
  /** `null`: the group of the current page stays open. */
  onExpand: ((open: boolean) => void) | null;
  onChoose: (page: Page) => void;
}

function Group({ name, items, current, expanded, onExpand, onChoose }: GroupProps) {
  const id = useId();
  const hint = onExpand ? (expanded ? "Recolher grupo" : "Expandir grupo") : "Grupo atual";
  return (
    <section className="rounded-card border border-white/10">
      <h2>
        <button
          type="button"
          aria-expanded={expanded}
          aria-controls={id}
          aria-disabled={onExpand ? undefined : true}
          title={hint}
          onClick={() => onExpand?.(!expanded)}
          className="flex min-h-10 w-full items-center justify-between rounded-card px-3 text-xs font-bold tracking-wider text-slate-300 uppercase hover:text-white"
        >
          {name}
          <ChevronDown
            aria-hidden
            className={cx("size-4 transition-transform duration-300", !expanded && "-rotate-90")}
          />
        </button>
      </h2>
      <div
        id={id}
        inert={!expanded}
        className={cx(
          "grid transition-[grid-template-rows,opacity] duration-300",
          expanded ? "grid-rows-[1fr] opacity-100" : "grid-rows-[0fr] opacity-0",
        )}
      >
        <ul className="min-h-0 overflow-hidden">
          {items.map((page) => (
            <li key={page.key} className="px-1.5 pb-1.5">
              <Link
                to={page.path}
                title={page.label}
                aria-current={page === current ? "page" : undefined}
                onClick={() => onChoose(page)}
                className={itemLooks(page === current, "min-h-10 gap-3 px-3")}
              >
                <page.icon
                  aria-hidden
                  className={cx("size-[1.125rem] shrink-0", page === current && "text-accent")}
                />
                <span className="truncate">{page.label}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
