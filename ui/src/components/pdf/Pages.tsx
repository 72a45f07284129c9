import { ChevronLeft, ChevronRight, MoveHorizontal, ZoomIn, ZoomOut } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Page } from "./Page";
import type { PdfFile } from "./pdfjs";
import { pageAt, usePageKeys, useSamePlace } from "./scrolling";
import { larger, scaleOf, smaller, type Zoom } from "./zoom";

/** Around the pages and between them, in pixels. */
const GAP = 12;

interface Props {
  file: PdfFile;
  /** Another button of the bar. */
  save: ReactNode;
}

/** The pages of a document one below the other, with a bar to turn them and to make them larger. */
export function Pages({ file, save }: Props) {
  const frame = useRef<HTMLElement>(null);
  const [frameWidth, setFrameWidth] = useState(0);
  const [zoom, setZoom] = useState<Zoom>("fit");
  const [current, setCurrent] = useState(1);
  const last = file.sizes.length;
  const widest = Math.max(...file.sizes.map(({ width }) => width));
  const scale = scaleOf(zoom, widest, frameWidth - 2 * GAP);

  const keepPlace = useSamePlace(frame, scale);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      keepPlace();
      setFrameWidth(element.clientWidth);
    };
    measure();
    element.focus({ preventScroll: true });
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [keepPlace]);

  const turnTo = (page: number) => {
    const room = frame.current?.querySelector<HTMLElement>(`[data-pdf-page="${page}"]`);
    // Pages that are all on screen do not scroll, but they can be turned to.
    setCurrent(page);
    if (room) frame.current?.scrollTo({ top: room.offsetTop - GAP });
  };
  const zoomTo = (next: Zoom | null) => {
    if (next === null) return;
    keepPlace();
    setZoom(next);
  };
  usePageKeys(frame, {
    previous: () => turnTo(Math.max(1, current - 1)),
    next: () => turnTo(Math.min(last, current + 1)),
    larger: () => zoomTo(larger(scale)),
    smaller: () => zoomTo(smaller(scale)),
    fit: () => zoomTo("width"),
  });

  const icon = "size-5";
  return (
    <>
      <div className="flex flex-wrap items-center justify-center gap-x-4 gap-y-1 border-y border-line px-3 py-1.5">
        <div className="flex items-center">
          <Tool label="Página anterior" disabled={current <= 1} onClick={() => turnTo(current - 1)}>
            <ChevronLeft aria-hidden className={icon} />
          </Tool>
          <p role="status" className="px-1 text-sm whitespace-nowrap tabular-nums">
            Página {current} de {last}
          </p>
          <Tool label="Próxima página" disabled={current >= last} onClick={() => turnTo(current + 1)}>
            <ChevronRight aria-hidden className={icon} />
          </Tool>
        </div>
        <div className="flex items-center">
          <Tool label="Diminuir" disabled={smaller(scale) === null} onClick={() => zoomTo(smaller(scale))}>
            <ZoomOut aria-hidden className={icon} />
          </Tool>
          <span data-zoom className="w-12 text-center text-sm tabular-nums">
            {Math.round(scale * 100)}%
          </span>
          <Tool label="Aumentar" disabled={larger(scale) === null} onClick={() => zoomTo(larger(scale))}>
            <ZoomIn aria-hidden className={icon} />
          </Tool>
          <Tool label="Ajustar à largura" pressed={zoom === "width"} onClick={() => zoomTo("width")}>
            <MoveHorizontal aria-hidden className={icon} />
          </Tool>
        </div>
        {save}
      </div>
      {/* The pages would cover an outline of what they scroll in. */}
      <div className="relative flex min-h-0 flex-1 flex-col overflow-hidden rounded-b-2xl bg-slate-200 has-focus-visible:after:pointer-events-none has-focus-visible:after:absolute has-focus-visible:after:inset-0 has-focus-visible:after:rounded-b-2xl has-focus-visible:after:border-2 has-focus-visible:after:border-info">
        <section
          ref={frame}
          aria-label="Páginas do documento"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          tabIndex={0}
          onScroll={({ currentTarget }) => setCurrent(pageAt(currentTarget, last))}
          style={{ padding: GAP, gap: GAP }}
          className="scroll-calm relative flex min-h-0 flex-1 flex-col overflow-auto outline-none"
        >
          {file.sizes.map((size, index) => (
            <Page
              // biome-ignore lint/suspicious/noArrayIndexKey: pages are their numbers
              key={index}
              file={file}
              number={index + 1}
              size={size}
              scale={scale}
              frame={frame}
            />
          ))}
        </section>
      </div>
    </>
  );
}

interface ToolProps {
  label: string;
  disabled?: boolean;
  pressed?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, disabled, pressed, onClick, children }: ToolProps) {
  return (
    <Button
      look="ghost"
      className="px-2.5 aria-pressed:bg-info-wash aria-pressed:text-info-ink"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
