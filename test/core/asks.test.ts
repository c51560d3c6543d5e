import { describe, expect, it } from 'vitest'
import { commands } from '../../src/commands.ts'
import { readText } from '../../src/core/dispatch.ts'
import { createRegistry } from '../../src/core/registry.ts'

const registry = createRegistry(commands)
const id = '3f1c5a52-1111-4111-8111-111111111111'

function asks(line: string): boolean {
  const reading = readText(registry, line)
  if (reading.kind !== 'command') throw new Error(`${line} is no command.`)
  return reading.command.asks(reading.line)
}

describe('a line asks for a form', () => {
  it.each([
    'actions progress 4.2',
    'actions complete 4.2',
    'actions assign 4.2',
    'actions date 4.2',
    'actions new 4.2',
    'actions snooze 4.2',
    'actions settings',
    'actions people Kate Slater',
    `actions admit ${id}`,
    `actions digest settings ${id}`,
    'recommendations clock 1',
  ])('when nothing is said of what it would ask: %s', (line) => {
    expect(asks(line)).toBe(true)
  })

  it.each([
    'actions mine',
    'actions progress 4.2 Two were trained',
    'actions complete 4.2 https://records.example/1',
    'actions assign 4.2 Kate Slater',
    'actions date 4.2 31 Mar',
    'actions snooze 4.2 3d',
    `actions snooze all 1d ${id}`,
    'actions people',
    'actions digest preview',
    `actions digest off ${id}`,
    'recommendations clock',
  ])('never when all is said, or there is nothing to ask: %s', (line) => {
    expect(asks(line)).toBe(false)
  })

  it('never to claim: that asks only where there is no action yet', () => {
    expect(asks('actions claim 4.2')).toBe(false)
  })

  it('never when it does not fit the command', () => {
    expect(asks('actions progress')).toBe(false)
  })
})
