/** The wall panel: whole screen, awake, larger type, controls out of sight. */
import { useEffect, useRef, useState } from "react";

const IDLE_MS = 3_000;

/** Fills the screen with the page; a browser that refuses still shows the panel over the shell. */
export const enterFullscreen = () => document.documentElement.requestFullscreen?.().catch(() => undefined);

const leaveFullscreen = () => {
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
};

/** Ends the panel when the browser's own way out of the whole screen is used, or Esc. */
export function usePanel(active: boolean, onLeave: () => void) {
  const leave = useRef(onLeave);
  useEffect(() => {
    leave.current = onLeave;
  });

  useEffect(() => {
    if (!active) return;
    const onChange = () => {
      if (!document.fullscreenElement) leave.current();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) leave.current();
    };
    document.addEventListener("fullscreenchange", onChange);
    window.addEventListener("keydown", onKey);
    // Everything is sized by the root's type: a wall is read from metres away.
    const root = document.documentElement;
    root.style.fontSize = "clamp(16px, 1.05vw, 40px)";
    return () => {
      document.removeEventListener("fullscreenchange", onChange);
      window.removeEventListener("keydown", onKey);
      root.style.fontSize = "";
      leaveFullscreen();
    };
  }, [active]);

  useWakeLock(active);
  return useIdle(active);
}

/** The screen stays on; the browser drops the lock with a hidden tab, so it is taken again. */
function useWakeLock(active: boolean) {
  useEffect(() => {
    if (!active || !("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const take = async () => {
      if (document.visibilityState !== "visible") return;
      lock = await navigator.wakeLock.request("screen").catch(() => undefined);
      if (over) void lock?.release();
    };
    void take();
    document.addEventListener("visibilitychange", take);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", take);
      void lock?.release();
    };
  }, [active]);
}

/** Whether nobody has touched anything for a while. */
function useIdle(active: boolean) {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout>;
    const touched = () => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), IDLE_MS);
    };
    touched();
    const events = ["pointermove", "pointerdown", "keydown"] as const;
    for (const name of events) window.addEventListener(name, touched);
    return () => {
      clearTimeout(timer);
      setIdle(false);
      for (const name of events) window.removeEventListener(name, touched);
    };
  }, [active]);
  return idle;
}
