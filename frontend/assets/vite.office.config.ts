import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

// A style sheet of its own for what only pages at a desk need.
export default defineConfig({
  plugins: [tailwindcss()],
  publicDir: false,
  base: "./",
  build: {
    outDir: "dist",
    emptyOutDir: false,
    rollupOptions: { input: "src/styles/office.css", output: { assetFileNames: "office.css" } },
  },
});
