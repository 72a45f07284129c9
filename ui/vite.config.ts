/// <reference types="vitest/config" />
import { readFileSync } from "node:fs";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `npm run dev` talks to a server started with `./dev demo`; HUB_API chooses another one.
const server = process.env.HUB_API ?? "http://127.0.0.1:3000";

const pdfjs = new URL("node_modules/pdfjs-dist/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(pdfjs, "utf8")) as { version: string };

/** Files that pdf.js asks for by their names keep them, in a folder that changes with its version. */
const askedByName = /pdfjs-dist\/(standard_fonts|wasm)\//;

export default defineConfig({
  plugins: [react(), tailwind()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  build: {
    target: ["chrome116", "firefox124", "safari17.4"],
    // The page's content policy forbids inline data where a file will do.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        assetFileNames: ({ originalFileNames }) => {
          const folder = originalFileNames.map((name) => askedByName.exec(name)?.[1]).find(Boolean);
          return folder
            ? `assets/pdfjs-${version}/${folder}/[name][extname]`
            : "assets/[name]-[hash][extname]";
        },
      },
    },
  },
  server: { proxy: { "/api": { target: server, changeOrigin: true } } },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    testTimeout: 20_000,
    restoreMocks: true,
  },
});
