import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
export function Shell() {
  return (
    <main>
      <Suspense>
        <Outlet />
      </Suspense>
    </main>
  );
}
