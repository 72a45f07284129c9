import { expect, it, vi } from "vitest";
import { readBytes } from "./bytes";

/** A server that answers in pieces. */
function answers(pieces: number[], headers: Record<string, string> = {}) {
  vi.stubGlobal("fetch", async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const length of pieces) controller.enqueue(new Uint8Array(length).fill(length));
        controller.close();
      },
    });
    return new Response(body, { headers });
  });
}

const read = (most: number, onShare?: (share: number) => void) =>
  readBytes("/api/file", most, new AbortController().signal, onShare);

it("puts a file together and tells how much of it is there", async () => {
  answers([1, 3], { "Content-Length": "4" });
  const shares: number[] = [];
  expect(await read(4, (share) => shares.push(share))).toEqual(new Uint8Array([1, 3, 3, 3]));
  expect(shares).toEqual([0.25, 1]);
});

it("reads no more than it was told to, whether the server says the length or not", async () => {
  answers([5], { "Content-Length": "5" });
  await expect(read(4)).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
  answers([3, 2]);
  await expect(read(4)).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
});

it("passes the server's reason on, and names a broken line", async () => {
  vi.stubGlobal("fetch", async () =>
    Response.json({ error: "Arquivo ausente.", code: "FILE_MISSING" }, { status: 404 }),
  );
  await expect(read(4)).rejects.toMatchObject({ status: 404, message: "Arquivo ausente." });
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
  await expect(read(4)).rejects.toMatchObject({ code: "OFFLINE" });
});
