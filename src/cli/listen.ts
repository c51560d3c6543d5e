import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PlainError } from '../core/errors.ts'

/** Listens, or throws a PlainError that names the setting to change where the address or the port cannot be had. */
export function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const plain = whyNot(error.code, host, port)
      reject(plain === null ? error : new PlainError(plain))
    })
    server.listen(port, host, () => resolve(server.address() as AddressInfo))
  })
}

function whyNot(code: string | undefined, host: string, port: number): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program. Stop that one, or set PORT to another port, such as PORT=${port < 65535 ? port + 1 : port - 1}.`
    case 'EACCES':
      return `Port ${port} may not be used by this account. Set PORT to a port from 1024 on, such as PORT=3978.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is no address of this machine. Set HOST to one of its addresses: 127.0.0.1 for this machine alone, 0.0.0.0 for all of them.`
    default:
      return null
  }
}
