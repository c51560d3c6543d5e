import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Keeps small texts unreadable and unchangeable where they do not belong to us: tokens in the database, commands
 * and form contexts that travel through a chat platform and back.
 */
export type Seal = {
  /** `about` binds the text to its place (a workspace, a person): it opens with the same words only. */
  close(text: string, about: string): string
  /** The text, or null when it was changed, is bound to something else, or its key is not among ours any more. */
  open(sealed: string, about: string): string | null
}

const ivBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM with the first secret; the others still open what they closed, so that a secret can be replaced
 * without losing anything. A sealed text is `keyId.base64url(iv, ciphertext, tag)`; the key's id is bound in too.
 * `purpose` separates keys made from one secret (HKDF-SHA256). Throws when there is no secret.
 */
export function createSeal(secrets: readonly string[], purpose: string): Seal {
  const keys = secrets.map((secret) => keyOf(secret, purpose))
  const [current] = keys
  if (!current) throw new Error('A seal needs a secret.')
  return {
    close(text, about) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', current.key, iv)
      cipher.setAAD(Buffer.from(`${current.id}\n${about}`))
      const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${current.id}.${body.toString('base64url')}`
    },
    open(sealed, about) {
      const [id, encoded = ''] = sealed.split('.', 2)
      const known = keys.find((key) => key.id === id)
      const body = Buffer.from(encoded, 'base64url')
      if (!known || body.length < ivBytes + tagBytes) return null
      const decipher = createDecipheriv('aes-256-gcm', known.key, body.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(`${known.id}\n${about}`))
      decipher.setAuthTag(body.subarray(-tagBytes))
      try {
        return decipher.update(body.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        return null
      }
    },
  }
}

function keyOf(secret: string, purpose: string): { id: string; key: Buffer } {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `followthrough ${purpose}`, 32))
  return { id: createHash('sha256').update(key).digest('base64url').slice(0, 6), key }
}
