/** The sound of the monitor: a short tone, repeated while somebody waits too long. */
import { useCallback, useEffect, useState } from "react";

const TONE_HZ = 800;
const LOUDEST = 0.25;
const SOFTEST = 0.01;
const LENGTH_SECS = 0.5;

let context: AudioContext | null = null;

function audio(): AudioContext | null {
  if (typeof AudioContext === "undefined") return null;
  context ??= new AudioContext();
  return context;
}

function beep() {
  const output = audio();
  if (output?.state !== "running") return;
  const tone = output.createOscillator();
  const volume = output.createGain();
  tone.type = "sine";
  tone.frequency.value = TONE_HZ;
  volume.gain.setValueAtTime(LOUDEST, output.currentTime);
  volume.gain.exponentialRampToValueAtTime(SOFTEST, output.currentTime + LENGTH_SECS);
  tone.connect(volume).connect(output.destination);
  tone.start();
  tone.stop(output.currentTime + LENGTH_SECS);
}

/** Plays at once and then every `intervalSecs` while `ringing`. `play` exists for tests. */
export function useRepeating(ringing: boolean, intervalSecs: number, play: () => void) {
  useEffect(() => {
    if (!ringing) return;
    play();
    const timer = setInterval(play, intervalSecs * 1000);
    return () => clearInterval(timer);
  }, [ringing, intervalSecs, play]);
}

/**
 * Rings while `ringing`. Browsers keep sound locked until somebody touches the page: `unlocked` says whether
 * it may be heard, `unlock` asks from inside a click.
 */
export function useAlarm(ringing: boolean, intervalSecs: number) {
  const [unlocked, setUnlocked] = useState(false);

  const unlock = useCallback(async () => {
    const output = audio();
    await output?.resume().catch(() => undefined);
    setUnlocked(output?.state === "running");
  }, []);

  useEffect(() => {
    if (unlocked) return;
    // Any touch of the page is enough, so most people never meet the lock.
    const onTouch = () => void unlock();
    window.addEventListener("pointerdown", onTouch, { once: true });
    window.addEventListener("keydown", onTouch, { once: true });
    return () => {
      window.removeEventListener("pointerdown", onTouch);
      window.removeEventListener("keydown", onTouch);
    };
  }, [unlocked, unlock]);

  useRepeating(ringing && unlocked, intervalSecs, beep);
  return { unlocked, unlock };
}
