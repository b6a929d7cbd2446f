import { defineConfig } from "vite";

export default defineConfig({
  // Relative paths, so that the page works under any prefix that a county's proxy gives it.
  base: "./",
  build: {
    outDir: process.env.GRAPHIQL_OUT ?? "../../service/pages/graphiql",
    emptyOutDir: true,
    target: "es2022",
    license: { fileName: "licenses.md" },
    // The editor is one big chunk by nature, and it comes from the local network.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // A library says "use client" in each file; it has no meaning without a server that renders.
      onLog: (level, log, report) => log.code === "MODULE_LEVEL_DIRECTIVE" || report(level, log),
    },
  },
  worker: { format: "es" },
});
