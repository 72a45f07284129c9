import { expect, it } from "vitest";
import { larger, scaleOf, smaller } from "./zoom";

it("fits a page to its frame, and blows it up only when told to", () => {
  expect(scaleOf("fit", 800, 400)).toBe(0.5);
  expect(scaleOf("fit", 800, 1600)).toBe(1.25);
  expect(scaleOf("width", 800, 1600)).toBe(2);
  expect(scaleOf("width", 10, 1600)).toBe(4);
  expect(scaleOf(3, 800, 400)).toBe(3);
  expect(scaleOf("fit", 800, 0)).toBe(1);
});

it("goes from any size to the next step", () => {
  expect([larger(0.44), larger(1), larger(4)]).toEqual([0.5, 1.25, null]);
  expect([smaller(0.44), smaller(1), smaller(0.25)]).toEqual([0.25, 0.75, null]);
});
