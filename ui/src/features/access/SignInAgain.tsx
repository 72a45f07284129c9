import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { Modal } from "@/components/ui/Modal";
import { useStore } from "@/lib/store";
import { sessionLost } from "./expiry";
import { LoginForm } from "./LoginForm";
import { accessQueries } from "./queries";
import { useUser } from "./user";

/** Over the page, when its session has ended: signing in again keeps everything as it was. */
export function SignInAgain() {
  const client = useQueryClient();
  const router = useRouter();
  const user = useUser();
  const { data: session } = useQuery(accessQueries.session());
  const lost = useStore(sessionLost);

  // The session is read on focus; a person who was signed in and no longer is has lost it.
  useEffect(() => {
    if (session === null && user) sessionLost.set(true);
  }, [session, user]);

  const onDone = () => {
    void client.invalidateQueries();
    void router.invalidate();
  };

  return (
    <Modal
      title="Sua sessão terminou"
      description="Entre novamente para continuar de onde parou."
      open={lost && user !== null}
    >
      <LoginForm email={user?.email} onDone={onDone} />
    </Modal>
  );
}
