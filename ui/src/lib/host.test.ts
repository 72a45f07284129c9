import { describe, expect, it, vi } from "vitest";
import { type Bridge, desktopHost, readFrame, type ServerEvent, writeFrame } from "./host";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function window(invoke: (command: string, args: unknown) => unknown) {
  let send: (message: string) => void = () => undefined;
  const bridge = {
    invoke: async (command: string, args: unknown) => invoke(command, args),
    Channel: class {
      constructor(onmessage: (message: string) => void) {
        send = onmessage;
      }
    },
  } as unknown as Bridge;
  return { host: desktopHost(() => Promise.resolve(bridge)), announce: (message: string) => send(message) };
}

it("keeps accents and bytes through a frame", () => {
  const body = new Uint8Array([0, 255, 7]);
  const frame = writeFrame({ path: "/ação ✓" }, body.buffer);
  const read = readFrame<{ path: string }>(frame.buffer as ArrayBuffer);
  expect(read.head.path).toBe("/ação ✓");
  expect([...read.body]).toEqual([0, 255, 7]);
});

describe("the window's bridge", () => {
  it("hands a request over and gives the answer back", async () => {
    const { host } = window((command, args) => {
      expect(command).toBe("plugin:hub|api_request");
      const { head, body } = readFrame<{ method: string; path: string; headers: Record<string, string> }>(
        (args as Uint8Array<ArrayBuffer>).buffer,
      );
      expect(head).toMatchObject({ method: "POST", path: "/api/x?y=1" });
      expect(head.headers["content-type"]).toBe("application/json");
      expect(text(body)).toBe('{"nome":"José"}');
      const answer = new TextEncoder().encode('{"error":"não"}');
      return writeFrame({ status: 401, headers: { "x-a": "b" } }, answer.buffer).buffer;
    });
    const request = new Request("http://localhost/api/x?y=1", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: '{"nome":"José"}',
    });
    const response = await host.fetch(request);
    expect(response.status).toBe(401);
    expect(response.headers.get("x-a")).toBe("b");
    expect(await response.json()).toEqual({ error: "não" });
  });

  it("shows a message of the system and hears of a click", async () => {
    const { host, announce } = window((command, args) => {
      expect(command).toBe("plugin:hub|notify");
      expect(args).toMatchObject({ title: "Certidões", body: "1 certidão vencida" });
      return true;
    });
    const clicked = vi.fn();
    expect(await host.notices?.show({ title: "Certidões", body: "1 certidão vencida" }, clicked)).toBe(true);
    announce("null");
    expect(clicked).toHaveBeenCalledOnce();
  });

  it("accepts an answer without a body", async () => {
    const { host } = window(() => writeFrame({ status: 204, headers: {} }, new ArrayBuffer(0)).buffer);
    expect((await host.fetch(new Request("http://localhost/api/x"))).status).toBe(204);
  });

  it("passes announcements on and survives one it cannot read", async () => {
    const { host, announce } = window(() => undefined);
    const heard: ServerEvent[] = [];
    const live = vi.fn();
    const stop = host.subscribe((event) => heard.push(event), live);
    await vi.waitFor(() => expect(live).toHaveBeenCalledWith(true));
    announce("nonsense");
    announce('{"event":"queue","data":{"queue":"medic"}}');
    stop();
    announce('{"event":"queue","data":{"queue":"medic"}}');
    expect(heard).toEqual([{ event: "queue", data: { queue: "medic" } }]);
  });

  it("counts a stream that ended as down, and subscribes again after 15 s", async () => {
    vi.useFakeTimers();
    const subscribed = vi.fn();
    const { host, announce } = window(subscribed);
    const heard = vi.fn();
    const live = vi.fn();
    const stop = host.subscribe(heard, live);
    await vi.advanceTimersByTimeAsync(0);
    expect(live.mock.calls).toEqual([[true]]);
    announce('{"event":"ended"}');
    expect(live).toHaveBeenLastCalledWith(false);
    expect(heard).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(14_900);
    expect(subscribed).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(subscribed).toHaveBeenCalledTimes(2);
    expect(live).toHaveBeenLastCalledWith(true);
    announce('{"event":"ended"}');
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(subscribed).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });
});
