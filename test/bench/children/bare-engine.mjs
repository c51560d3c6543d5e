// The least that reads one row from an embedded database: plain PGlite, one select. Argument: the folder.
import { PGlite } from '@electric-sql/pglite'

const engine = await PGlite.create(process.argv[2])
const { rows } = await engine.query('SELECT "ref" FROM "Action" LIMIT 1')
process.stdout.write(`${rows[0].ref}\n`)
await engine.close()
