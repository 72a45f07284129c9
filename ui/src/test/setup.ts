import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// The first test of a file waits for a page's code.
configure({ asyncUtilTimeout: 5_000 });

// What jsdom lacks and the dashboard asks for.
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: query === "(min-width: 1024px)",
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);
window.scrollTo = () => undefined;

afterEach(() => {
  cleanup();
  localStorage.clear();
});
