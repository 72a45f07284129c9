import { type CSSProperties, type RefObject, useEffect, useRef, useState } from "react";
import type { PageSize, PdfFile } from "./pdfjs";

interface Props {
  file: PdfFile;
  /** Counted from 1. */
  number: number;
  size: PageSize;
  scale: number;
  /** What the pages scroll in. */
  frame: RefObject<HTMLElement | null>;
}

/** The room of a page, filled while it is on screen or close to it. */
export function Page({ file, number, size, scale, frame }: Props) {
  const room = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!room.current) return;
    const watch = new IntersectionObserver(
      (entries) => setNear(entries.at(-1)?.isIntersecting ?? false),
      // One window's height above and below: scrolling seldom meets an empty page.
      { root: frame.current, rootMargin: "100% 0px" },
    );
    watch.observe(room.current);
    return () => watch.disconnect();
  }, [frame]);
  const style = {
    width: Math.round(size.width * scale),
    height: Math.round(size.height * scale),
    // pdf.js counts in units of the document.
    "--total-scale-factor": (scale * 96) / 72,
  } as CSSProperties;
  return (
    <div
      ref={room}
      data-pdf-page={number}
      style={style}
      className="relative mx-auto shrink-0 overflow-hidden bg-white text-black shadow-card"
    >
      {isNear && <Drawn file={file} number={number} scale={scale} />}
    </div>
  );
}

function Drawn({ file, number, scale }: Pick<Props, "file" | "number" | "scale">) {
  const picture = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const draw = async () => {
      try {
        const canvas = await file.draw(number, scale, stop.signal);
        if (stop.signal.aborted) return;
        canvas.className = "block size-full";
        canvas.setAttribute("role", "img");
        canvas.setAttribute("aria-label", `Página ${number} de ${file.sizes.length}`);
        // Only now: until then the former drawing is stretched.
        picture.current?.replaceChildren(canvas);
        setBroken(false);
      } catch {
        if (!stop.signal.aborted) setBroken(true);
      }
    };
    void draw();
    return () => stop.abort();
  }, [file, number, scale]);
  useEffect(() => {
    const stop = new AbortController();
    // A page without words can still be looked at.
    if (words.current) file.layText(number, words.current, stop.signal).catch(() => undefined);
    return () => {
      stop.abort();
      words.current?.replaceChildren();
    };
  }, [file, number]);
  return (
    <>
      <div ref={picture} className="size-full" />
      <div ref={words} className="pdf-text" />
      {isBroken && (
        <p role="alert" className="absolute inset-0 flex items-center justify-center p-6 text-center text-sm">
          A página {number} não pôde ser mostrada.
        </p>
      )}
    </>
  );
}
