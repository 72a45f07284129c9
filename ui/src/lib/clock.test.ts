import { afterEach, describe, expect, it } from "vitest";
import { heardServerTime, serverNow } from "./clock";

const HOUR = 3_600_000;
const hear = (aheadMs: number) => heardServerTime(new Date(Date.now() + aheadMs).toISOString());
/** How far the server is ahead of this machine, in seconds. */
const ahead = () => Math.round((serverNow() - Date.now()) / 1_000);

afterEach(() => hear(0));

describe("the server's time", () => {
  it("is followed forwards and backwards", () => {
    hear(5 * HOUR);
    expect(ahead()).toBe(18_000);
    hear(-HOUR);
    expect(ahead()).toBe(-3_600);
  });

  it("does not tremble with every answer's way through the network", () => {
    hear(HOUR);
    hear(HOUR - 1_500);
    expect(ahead()).toBe(3_600);
  });

  it("stays when an answer does not tell it", () => {
    hear(HOUR);
    heardServerTime(null);
    heardServerTime("soon");
    expect(ahead()).toBe(3_600);
  });
});
