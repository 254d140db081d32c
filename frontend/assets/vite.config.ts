import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vitest/config";

// Django's static files give the hashes; the bundle keeps fixed names so templates can name it.
export default defineConfig({
  plugins: [tailwindcss()],
  publicDir: false,
  base: "./",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2020",
    modulePreload: false,
    cssCodeSplit: false,
    rollupOptions: {
      input: "src/app.ts",
      output: {
        entryFileNames: "app.js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith(".css")) ? "app.css" : "[name][extname]"),
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
  },
});
