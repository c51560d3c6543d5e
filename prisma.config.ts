import { defineConfig } from 'prisma/config'

// Generating, validating and formatting never run the schema engine, but the CLI insists on finding its file.
// Pointing it at any existing file lets `npm ci` work where the engine's download host cannot be reached;
// the commands that really need the engine (migrate, db) are left alone and fail loudly without it.
if (['generate', 'validate', 'format'].some((command) => process.argv.includes(command))) {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= new URL('./package.json', import.meta.url).pathname
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env['DATABASE_URL'] ? { datasource: { url: process.env['DATABASE_URL'] } } : {}),
})
