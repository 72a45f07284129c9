import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { signOut } from "./session";

/** Leaves, whatever happens: without an answer the sign-in page is loaded from scratch. */
export function useSignOut() {
  const client = useQueryClient();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    try {
      await signOut(client);
      await router.navigate({ to: "/login" });
    } catch {
      window.location.assign("/login");
    } finally {
      setBusy(false);
    }
  };
  return { busy, leave };
}
