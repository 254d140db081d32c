import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vitest/config";

import { leanHtmx } from "./lean_htmx.ts";

// Django's static files give the hashes; the bundle keeps fixed names so templates can name it.
export default defineConfig({
  plugins: [tailwindcss(), leanHtmx()],
  publicDir: false,
  base: "./",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The first browsers that know layers of the cascade: older ones show no style of ours whatever we build for them.
    target: ["chrome99", "edge99", "firefox97", "safari15.4", "ios15.4"],
    modulePreload: false,
    rollupOptions: {
      // app is for every page; moving, people and desk are for the pages that name them. The three scripts share no module.
      input: { app: "src/app.ts", moving: "src/moving.ts", desk: "src/desk.ts", people: "src/people.css" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
  },
});
