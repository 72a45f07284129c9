/** Everything a page may rely on: data cache, routes, toasts, announcements of the server. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Toasts } from "@/components/ui/Toasts";
import { DownloadTray } from "@/features/downloads/DownloadTray";
import { queryClient } from "./queryClient";
import { makeRouter } from "./router";

const router = makeRouter();

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toasts>
        <DownloadTray />
      </Toasts>
    </QueryClientProvider>
  );
}
