import type { Log } from '../../core/errors.ts'
import type { Membership } from '../../core/permission.ts'
import type { PageOffice } from '../../core/ports.ts'

export type TabOptions = {
  office: PageOffice
  log: Log
  /** The tenants that are let in, by id. */
  tenants: readonly string[]
  /** The app's id in Microsoft Entra. */
  clientId: string
  /** Where people reach the server. */
  publicUrl: string
  /** Another address for Microsoft Entra; null for the public cloud's. */
  loginUrl: string | null
  /** The first seals sessions; the others still open what they sealed. */
  secrets: readonly [string, ...string[]]
  /** Other pages than Microsoft's that may show the tab. */
  hosts: readonly string[]
  /** The folder of the built page. */
  pages: string
  /** A demonstration: everybody is this person. For a server of this machine alone. */
  demo?: { actor(): Promise<Membership> }
}
