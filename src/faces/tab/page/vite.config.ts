import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * React and Teams' library change seldom and the page often: each release leaves them in the browser's store. What most
 * pages want, and is a few lines each, comes as one file.
 */
const groups = [
  { name: 'often', test: /tab\/page\/(use-asked\.ts|charts\/days\.ts|view\/next\.tsx)$/ },
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'teams', test: /node_modules\/@microsoft\/teams-js\// },
]

export default defineConfig({
  root: import.meta.dirname,
  base: '/tab/',
  plugins: [react()],
  build: {
    outDir: '../../../../dist/tab',
    emptyOutDir: true,
    assetsDir: 'assets',
    sourcemap: false,
    // The polyfill is an inline script, which the page's policy refuses; what Teams runs in needs none.
    modulePreload: { polyfill: false },
    // A picture written into a style sheet as data: is refused too.
    assetsInlineLimit: 0,
    target: 'es2022',
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
})
