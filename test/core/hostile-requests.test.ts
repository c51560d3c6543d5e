import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commands } from '../../src/commands.ts'
import type { Reply, Submission } from '../../src/core/command.ts'
import { dispatch, readText } from '../../src/core/dispatch.ts'
import { type Membership, roles } from '../../src/core/permission.ts'
import { createRegistry } from '../../src/core/registry.ts'
import { begin, computedSince } from '../support/cpu-time.ts'
import { fakeLog, member } from './fakes.ts'
import { emptyStores, obligingStores, watched } from './stores.ts'

/** The product's own commands, with whatever anybody may type. */
const registry = createRegistry(commands)
const verbs = registry.commands.flatMap(({ name, aliases }) => [name, ...aliases])

const prototypeNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf']
const nasty = [
  ...prototypeNames,
  "'; DROP TABLE actions; --",
  '" OR 1=1 --',
  '%_\\',
  '*bold* _it_ ~no~ `code` <!channel> <@U1> <https://x.example|y> &amp; &lt;',
  '[a](javascript:alert(1)) <script>alert(1)</script> {{constructor}} %s',
  '\0\u0007\u001b[2J\u009b1m\u007f',
  '\u202e\u2066abc\u200f\u200b\ufeff\u00ad',
  'שלום العالم 4.2',
  '\ud800',
  '\udc00\ud800',
  '👩‍👧‍👦',
  '😀'.repeat(45),
  `a${'😀'.repeat(45)}`,
  'a\u0301\u0302\u0303',
  '“”‘’„"\'`',
  '::::',
  ':',
  '"',
  "'",
  '\n\n',
  '\u2028',
  '٤.٢',
  '-1',
  '1e999',
  'NaN',
  '9'.repeat(400),
]
const long = ['a', ' ', '\n', '"', "'", ':', 'a:', '4.', '😀', '\u202e', '../', "x:'", 'https://', '\ud800']
  .map((part) => part.repeat(Math.ceil(10_000 / part.length)))
  .concat(prototypeNames.join(' ').repeat(200))

const value = fc.oneof(
  fc.constantFrom(...nasty, 'red', 'open', 'me', '7d', 'next month', '31.2.27', '2', '1/1/2027'),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const filter = fc
  .tuple(
    fc.constantFrom('status', 'brag', 'owner', 'org', 'report', 'due', 'page', 'STATUS', 'staus', 'x'),
    fc.constantFrom(':', ':"', ":'", '::', '='),
    value,
    fc.constantFrom('', '"', "'"),
  )
  .map((parts) => parts.join(''))
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('4.2', '4.2.3', 'LEI-6', 'lei-6.', 'me', 'unowned', 'joint', 'by 31 Mar'),
  },
  { weight: 3, arbitrary: filter },
  { weight: 3, arbitrary: value },
  { weight: 1, arbitrary: fc.constantFrom(...long) },
)
const tail = fc
  .array(fc.tuple(fc.constantFrom(' ', '', '\n', '\u00a0', '  '), piece), { maxLength: 5 })
  .map((parts) => parts.flat().join(''))
const command = fc
  .tuple(
    fc.constantFrom(
      '',
      '/',
      ' / ',
      '<@U123|followthrough> ',
      '<at>Bot</at> ',
      '@Followthrough ',
      '<@',
      '<at>',
    ),
    fc.constantFrom(
      'actions ',
      'recommendations ',
      'Actions\u00a0',
      '',
      'acitons ',
      '__proto__ ',
      'constructor ',
    ),
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...verbs) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('help', 'help claim', 'help __proto__', '', ...prototypeNames),
      },
    ),
    tail,
  )
  .map((parts) => parts.join(''))
const text = fc.oneof(
  { weight: 6, arbitrary: command },
  { weight: 1, arbitrary: value },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.constantFrom(...long) },
)

/** Commands that open a form, with a form nobody drew. */
const forms = registry.commands.filter(({ opensForm }) => opensForm)
const fieldName = fc.constantFrom(
  'narrative',
  'status',
  'outlook',
  'blockers',
  'evidence',
  'text',
  'person',
  'owner',
  'lead',
  'due',
  ...prototypeNames,
)
const answered = fc.oneof(value, fc.constantFrom(...long), fc.boolean(), fc.constant(null))
const submission: fc.Arbitrary<Submission> = fc.record({
  values: fc.dictionary(fieldName, answered, { maxKeys: 6 }),
  hidden: fc.dictionary(fc.constantFrom('version', 'id', ...prototypeNames), value, { maxKeys: 3 }),
})

const actor: fc.Arbitrary<Membership> = fc
  .record({ role: fc.constantFrom(...roles, 'lead' as const), active: fc.integer({ max: 9, min: 0 }) })
  .map(({ role, active }) => member({ role, active: active > 0 }))

/** Asks, and holds the answer to what every answer must be. */
async function ask(who: Membership, said: string, filled?: Submission): Promise<void> {
  for (const board of [emptyStores(who), obligingStores(who)]) {
    const log = fakeLog()
    const stores = watched(board, (method, given) => expect(given, method).toBe(who.boardId))
    const started = begin()
    const reply = await dispatch(
      registry,
      {
        text: said,
        actor: who,
        face: 'slack',
        now: new Date('2026-11-23T10:00:00Z'),
        ...(filled ? { submission: filled } : {}),
      },
      stores,
      log,
    )
    // Told apart here, or the message of a failure would be as long as the text.
    if (log.errors.length > 0) expect.fail(`'${said.slice(0, 80)}': ${log.errors[0]?.error}`)
    holds(reply)
    // Far above what an answer takes even on a busy machine, far below what a runaway pattern would.
    expect(computedSince(started)).toBeLessThan(2_000)
  }
}

function holds(reply: Reply): void {
  if (reply.type === 'form') {
    expect(reply.title).not.toBe('')
    expect(reply.fields.length).toBeGreaterThan(0)
  } else {
    expect(['answer', 'done', 'refusal']).toContain(reply.kind)
    expect(reply.headline.trim()).not.toBe('')
  }
  // Half a surrogate pair is what a cut at a number of code units leaves of an emoji.
  for (const shown of textsOf({ ...reply, hidden: null }))
    if (!shown.isWellFormed()) expect.fail(`cut through a character: ${shown}`)
}

/** Every text in it. What a form carries unseen is left out above: it goes back as it came. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

describe('any text at all', () => {
  it('is read as a command, a call for help or something unknown', () => {
    fc.assert(
      fc.property(text, (said) => {
        const reading = readText(registry, said)
        expect(['command', 'help', 'unknown command', 'unknown group']).toContain(reading.kind)
      }),
      { numRuns: 1_000 },
    )
  })

  it('gets an answer or a refusal, and reaches no board but the asker’s', async () => {
    await fc.assert(
      fc.asyncProperty(actor, text, (who, said) => ask(who, said)),
      { numRuns: 1_000 },
    )
  })
})

describe('every command', () => {
  const everyone = member({ role: 'administrator' })

  it.each(registry.commands.map(({ usage, group, name }) => [usage, `/${group} ${name}`]))(
    '%s takes the worst in every place',
    async (usage, start) => {
      const keys = [...usage.matchAll(/\[([a-z]+):/g)].map(([, key]) => key)
      for (const worst of [...nasty, ...long]) {
        for (const key of keys) await ask(everyone, `${start} ${key}:"${worst}"`)
        for (const key of keys) await ask(everyone, `${start} ${key}:${worst}`)
        await ask(everyone, `${start} ${worst}`)
        await ask(everyone, `${start} 4.2.3 ${worst}`)
      }
    },
  )
})

describe('any form at all', () => {
  it('gets an answer, a refusal or the form again, and reaches no board but the asker’s', async () => {
    const opened = fc
      .tuple(fc.constantFrom(...forms), fc.constantFrom('4.2.3', 'LEI-6', ...nasty))
      .map(([{ group, name }, about]) => `${group} ${name} ${about}`)
    await fc.assert(
      fc.asyncProperty(actor, opened, submission, (who, said, filled) => ask(who, said, filled)),
      { numRuns: 500 },
    )
  })
})

describe('the watch over the stores', () => {
  it('sees a call with another board', async () => {
    const boards: unknown[] = []
    const stores = watched(emptyStores(member()), (method, board) => boards.push([method, board]))
    await stores.actions.byRef('another' as never, '4.2')
    expect(boards).toEqual([['actions.byRef', 'another']])
  })
})
