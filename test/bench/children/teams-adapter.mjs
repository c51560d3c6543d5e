// Puts the routes of a teams.apps bot onto a plain express server at a free port of this machine, and says where.
import { createServer } from 'node:http'
import express from 'express'

export function plainAdapter() {
  const web = express()
  return {
    web,
    registerRoute(_method, path, handler) {
      web.post(path, express.json(), async (request, response) => {
        const { status, body } = await handler({ body: request.body, headers: request.headers })
        response.status(status).json(body)
      })
    },
  }
}

export function listen(web) {
  const server = createServer(web).listen(0, '127.0.0.1', () => {
    process.stdout.write(`Listening on http://127.0.0.1:${server.address().port}\n`)
  })
  return server
}
