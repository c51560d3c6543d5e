import type { Response } from 'express'

/** Where Microsoft shows tabs: Teams, Outlook and the Microsoft 365 app, at their old and their new addresses. */
const microsoft = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.teams.microsoft.us',
  'https://*.cloud.microsoft',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office365.com',
  'https://outlook-sdf.office365.com',
] as const

/** What every answer under /tab says, whatever it is. */
export function guard(response: Response): void {
  response.set({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), serial=()',
    'cache-control': 'no-store',
    // What is not the page itself is nothing to be shown by a browser.
    'content-security-policy':
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  })
}

/**
 * The page may load what we serve, speak to us, and be framed by Microsoft and by `hosts`. Styles that the page writes
 * itself carry the nonce: no other style and no script can be put into it.
 */
export function pagePolicy(nonce: string, hosts: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Where the library of Teams looks up, as soon as it is loaded, which addresses are Teams. Without it the library takes
    // the list that it was published with.
    "connect-src 'self' https://res.cdn.office.net",
    "img-src 'self' data:",
    "font-src 'self'",
    `frame-ancestors ${[...microsoft, ...hosts].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}
