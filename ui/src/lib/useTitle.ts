import { useEffect } from "react";

/** Names the window or tab after the page. */
export function useTitle(page: string) {
  useEffect(() => {
    document.title = `${page} · Hub Consultare`;
  }, [page]);
}
