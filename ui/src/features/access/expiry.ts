/** Whether the server has stopped recognising this session while a page was open. */
import { createStore } from "@/lib/store";

export const sessionLost = createStore(false);
