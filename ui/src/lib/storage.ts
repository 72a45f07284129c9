/** Small things this browser remembers. Nothing here is secret, and losing it is harmless. */

/** Reads a remembered value; `null` when there is none or it cannot be read. */
export function recall(key: string): unknown {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden storage only means that the choice is not kept.
  }
}
