import react from '@vitejs/plugin-react';
import mantine from 'postcss-preset-mantine';
import { defineConfig } from 'vite';

const server = process.env.GUILDHALL_SERVER ?? 'http://localhost:3000';

export default defineConfig({
  root: 'client',
  plugins: [react()],
  css: { postcss: { plugins: [mantine()] } },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
  },
  server: {
    port: 5173,
    fs: { allow: ['..'] },
    // Not '/api': that is also where this client's own modules about it live.
    proxy: { '/api/v1': server, '/socket.io': { target: server, ws: true } },
  },
});
