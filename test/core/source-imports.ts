import { posix } from 'node:path'

/** A file of ours: its path from the root of the repository, and what stands in it. */
export type Source = { path: string; text: string }

/** The code without its comments, which may speak of anything. A URL's slashes follow a colon, so it stays whole. */
export function codeOf({ text }: Source): string {
  return text.replace(/(^|[\s{(,])\/\*[\s\S]*?\*\//g, '$1').replace(/(^|\s)\/\/.*$/gm, '$1')
}

const importForms: readonly RegExp[] = [
  /^\s*import\b(?!\s*[.(])[^'"`;=()]*['"]([^'"]+)['"]/gm,
  /^\s*export\s+(?:type\s+)?(?:\*(?:\s+as\s+[\w$]+)?|\{[^}]*\})\s*from\s*['"]([^'"]+)['"]/gm,
  /\b(?:import|require)\s*\(\s*['"`]([^'"`]+)['"`]/g,
]

/** What a file imports, types included: paths of ours from the root, packages by their name, node:crypto as it is. */
export function importsOf(source: Source): string[] {
  const code = codeOf(source)
  const written = importForms.flatMap((form) => [...code.matchAll(form)].map(([, name = '']) => name))
  return written.map((name) => {
    if (name.startsWith('.')) return posix.join(posix.dirname(source.path), name)
    return name.startsWith('node:') ? name : name.split('/', name.startsWith('@') ? 2 : 1).join('/')
  })
}

/** Whether an import is of a file of ours. */
export function isOurs(target: string): boolean {
  return /^(src|test|prisma)\//.test(target)
}

/** Circles of imports, as 'a → b → a'. Types count: a circle of types is a circle of meaning. */
export function circles(files: readonly Source[]): string[] {
  const graph = new Map(files.map((file) => [file.path, importsOf(file).filter(isOurs)]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    if (done.has(path) || trail.includes(path)) return
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}
