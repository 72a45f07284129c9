import { defineConfig } from "vitest/config";

// One browser, one server, one file after the other: the tests share the demonstration's day.
export default defineConfig({
  test: {
    include: ["**/*.e2e.ts", "**/*.shots.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
