// The least that reads one row from a PostgreSQL: one connection, one select. Argument: the address.
import pg from 'pg'

const client = new pg.Client({ connectionString: process.argv[2] })
await client.connect()
const { rows } = await client.query('SELECT "ref" FROM "Action" LIMIT 1')
process.stdout.write(`${rows[0].ref}\n`)
await client.end()
