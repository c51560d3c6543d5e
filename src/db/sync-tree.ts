import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

const atOnce = 16

/** Makes sure every file and folder below `root` is on the disk, names and contents. */
export async function syncTree(root: string): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
  await each(files, (file) => sync(file, 'r+'))
  await each([...folders, root], syncFolder)
}

/** Makes sure that what has been created in a folder and removed from it stays so. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot sync a folder, and keeps names safe by itself.
  if (process.platform !== 'win32') await sync(folder, 'r')
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items.values()
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
