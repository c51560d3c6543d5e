import { fsyncSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type EmscriptenOptions = Parameters<NodeFS['init']>[1]
type OpenFile = { readonly nfd?: number; readonly path?: string }
type NodeFileOperations = { stream_ops: { fsync?: (file: OpenFile) => number } }
type Engine = { NODEFS?: NodeFileOperations; FS?: { filesystems?: { NODEFS?: NodeFileOperations } } }

/** The engine's number for 'input/output error' (WASI); PostgreSQL answers it by refusing to go on. */
const EIO = 29

/** A file system for the engine that can say how often the write-ahead log reached the disk. */
export type CountingFs = NodeFS & { readonly walSyncs: number }

/**
 * PGlite's file system with a working fsync. As shipped, the engine's fsync does nothing, so a commit that has
 * been acknowledged can be lost when the machine loses power.
 */
export class SyncingFs extends NodeFS {
  #walSyncs = 0
  #failed = false
  readonly #fsync: (descriptor: number) => void

  constructor(folder: string, fsync: (descriptor: number) => void = fsyncSync) {
    super(folder)
    this.#fsync = fsync
  }

  /** How many times a file of the write-ahead log has really been synced. */
  get walSyncs(): number {
    return this.#walSyncs
  }

  override async init(engine: PGlite, options: EmscriptenOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(engine, options)
    const preRun = [...(emscriptenOpts.preRun ?? []), (mod: unknown) => this.#install(mod as Engine)]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  }

  /** Not finding the place to install it is no error here: the probe at start-up counts, and refuses. */
  #install(mod: Engine): void {
    const operations = (mod.NODEFS ?? mod.FS?.filesystems?.NODEFS)?.stream_ops
    if (operations) operations.fsync = (file) => this.#sync(file)
  }

  #sync(file: OpenFile): number {
    // Folders are opened without a descriptor of their own; there is nothing to sync for them.
    if (file.nfd === undefined) return 0
    // After one failure the system may have dropped what it could not write, and would call the next attempt a success.
    // A server ends itself then; the engine only fails the statement and goes on. So nothing is acknowledged
    // any more until a restart has read back what is really on the disk.
    if (this.#failed) return EIO
    try {
      this.#fsync(file.nfd)
    } catch {
      this.#failed = true
      // Not thrown: that would leave the engine in the middle of whatever it is doing.
      return EIO
    }
    if (file.path?.includes('/pg_wal/')) this.#walSyncs += 1
    return 0
  }
}
