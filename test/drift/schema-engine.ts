import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'

/**
 * Prisma's schema engine as WebAssembly, on databases in memory: it compares migrations with the schema where the
 * engine's binary cannot be had. It rests on internals of the pinned Prisma version and serves this check alone.
 */
type Instance = { exports: Readonly<Record<string, unknown>> }
type WebAssemblyApi = {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: Readonly<Record<string, unknown>>) => Instance
}
type SchemaEngine = { diff(params: unknown): Promise<{ exitCode: number; stdout: string | null }> }
type EngineModule = {
  __wbg_set_wasm(exports: Instance['exports']): void
  SchemaEngine: { new: (options: unknown, log: () => void, adapter: unknown) => Promise<SchemaEngine> }
}

/** PostgreSQL's internal one-byte "char", which the adapter has no type for and introspection reads. */
const charType = 18
const textType = 25

type Connected = Awaited<ReturnType<PrismaPg['connect']>>

/** The adapter with what the engine's introspection needs and an application never does. */
function tolerant(connected: Connected, run: (sql: string) => Promise<unknown>): Connected {
  const inner = connected as unknown as {
    performIO(query: unknown): Promise<{ fields: { dataTypeID: number }[] }>
    queryRaw(query: unknown): Promise<{ columnTypes: number[] }>
    executeScript(script: string): Promise<void>
  }
  const performIO = inner.performIO.bind(inner)
  const queryRaw = inner.queryRaw.bind(inner)
  let chars: boolean[] = []
  inner.performIO = async (query) => {
    const result = await performIO(query)
    chars = result.fields.map((field) => field.dataTypeID === charType)
    result.fields = result.fields.map((field) =>
      field.dataTypeID === charType ? { ...field, dataTypeID: textType } : field,
    )
    return result
  }
  inner.queryRaw = async (query) => {
    const result = await queryRaw(query)
    result.columnTypes = result.columnTypes.map((type, index) =>
      chars[index] ? ColumnTypeEnum.Character : type,
    )
    return result
  }
  // Not split at semicolons: our migrations hold function bodies.
  inner.executeScript = async (script) => {
    await run(script)
  }
  return connected
}

let loaded: Promise<EngineModule> | undefined

/** Once a process: the module's glue keeps one instance, and a second would pull the memory from under the first. */
async function loadEngine(): Promise<EngineModule> {
  const { WebAssembly: api } = globalThis as unknown as { WebAssembly: WebAssemblyApi }
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const engineModule = (await import(glue)) as EngineModule
  const wasm = new api.Module(readFileSync(path.join(path.dirname(glue), 'schema_engine_bg.wasm')))
  const { exports } = new api.Instance(wasm, { './schema_engine_bg.js': engineModule })
  engineModule.__wbg_set_wasm(exports)
  const start = exports['__wbindgen_start']
  if (typeof start === 'function') start()
  return engineModule
}

export type Shadow = { adapter: PrismaPg; run(sql: string): Promise<unknown> }

/**
 * What would have to change for the migrations to give the schema: '' when nothing, else SQL.
 * @param open gives a new empty database each time it is called
 */
export async function migrationDrift(prismaDir: string, open: () => Promise<Shadow>): Promise<string> {
  loaded ??= loadEngine()
  const engineModule = await loaded
  const connect = async (): Promise<Connected> => {
    const { adapter, run } = await open()
    return tolerant(await adapter.connect(), run)
  }
  const first = await open()
  const factory = {
    provider: first.adapter.provider,
    adapterName: first.adapter.adapterName,
    connect,
    connectToShadowDb: connect,
  }
  const schema = {
    files: [{ path: 'schema.prisma', content: readFileSync(path.join(prismaDir, 'schema.prisma'), 'utf8') }],
  }
  const engine = await engineModule.SchemaEngine.new(
    { datamodels: schema.files.map(({ path: name, content }) => [name, content]) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(
      factory as unknown as Parameters<typeof bindMigrationAwareSqlAdapterFactory>[0],
    ),
  )
  const { stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrationsList(path.join(prismaDir, 'migrations')) },
    to: { tag: 'schemaDatamodel', ...schema },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  })
  return (stdout ?? '').replace(/^-- This is an empty migration\.\s*$/m, '').trim()
}

function migrationsList(baseDir: string): object {
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  return {
    baseDir,
    shadowDbInitScript: '',
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(path.join(baseDir, 'migration_lock.toml'), 'utf8'),
    },
    migrationDirectories: names.sort().map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(path.join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  }
}
