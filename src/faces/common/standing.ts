import type { DoorPolicy } from '../../core/ports.ts'

/** What somebody is to the place the app is installed in: a workspace, a tenant. */
export type Standing = 'member' | 'guest' | 'outsider' | 'nobody'

/** Whether the board's policy opens the door to somebody; without a policy it is shut. */
export function isLetIn(standing: Standing, policy: DoorPolicy | null): boolean {
  switch (standing) {
    case 'member':
      return true
    case 'guest':
      return policy?.guests ?? false
    case 'outsider':
      return policy?.outsiders ?? false
    case 'nobody':
      return false
  }
}
