import { describe, expect, it } from 'vitest'
import { commands } from '../../src/commands.ts'
import { formsOf } from '../../src/core/dispatch.ts'
import { createRegistry } from '../../src/core/registry.ts'

const registry = createRegistry(commands)

describe('whether a line opens a form', () => {
  it.each<[line: string, may: boolean, expected: boolean]>([
    ['actions mine', false, false],
    ['actions show 4.2', false, false],
    ['actions progress 4.2', true, true],
    ['/actions progress 4.2 All records sampled.', true, false],
    ['actions complete 4.2', true, true],
    ['actions complete 4.2 https://records.example/7', true, false],
    ['actions assign 4.2', true, true],
    ['actions assign 4.2 Kate Slater', true, false],
    ['actions date 4.9', true, true],
    ['actions date 4.9 31 Mar', true, false],
    // It opens one only where a recommendation has no action yet.
    ['actions claim 4.2', true, false],
    ['actions new 4.2', true, true],
    ['actions snooze 4.2', true, true],
    ['actions snooze 4.2 3d', true, false],
    ['actions snooze all', true, false],
    ['actions digest', true, false],
    ['actions digest here mon 9am', true, false],
    ['actions digest settings', true, true],
    ['actions people', true, false],
    ['actions people Kate Slater', true, true],
    ['actions settings', true, true],
    ['recommendations clock', true, false],
    ['recommendations clock 2', true, true],
    // What cannot be read is refused, and opens nothing.
    ['actions progress', true, false],
    ['nothing of the kind', false, false],
  ])('%s', (line, may, expected) => {
    expect(formsOf(registry, line)).toEqual({ may, expected })
  })

  it('is said of every command that has one', () => {
    const withForm = commands
      .filter(({ opensForm }) => opensForm)
      .map(({ group, name }) => `${group} ${name}`)
    expect(withForm.toSorted()).toEqual([
      'actions admit',
      'actions assign',
      'actions claim',
      'actions complete',
      'actions date',
      'actions digest',
      'actions new',
      'actions people',
      'actions progress',
      'actions settings',
      'actions snooze',
      'recommendations clock',
    ])
  })
})
