import { defineConfig } from "vite";

// The service worker is one file without imports: old phones know no modules there.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2020",
    rollupOptions: {
      input: "src/offline/worker.ts",
      output: { format: "iife", entryFileNames: "worker.js" },
    },
  },
});
