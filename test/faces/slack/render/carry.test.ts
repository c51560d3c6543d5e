import { describe, expect, it } from 'vitest'
import { createSeal } from '../../../../src/core/seal.ts'
import { carry, uncarry } from '../../../../src/faces/common/carry.ts'
import { blockId, originOf } from '../../../../src/faces/slack/origin.ts'

const seal = createSeal(['a secret of the tests'], 'slack')
const about = 'T0WORKSPACE'

describe('a command on its way through Slack', () => {
  it.each([
    'actions mine',
    'actions show 4.2.3',
    'actions claim LEI-6',
    'actions claim 3A.1',
    'actions show ISL-B2',
    'actions list page:2',
    'actions list owner:me page:12',
    'actions due 14d',
    'actions due due:14d',
    'actions admit 0b7a6f2e-5a0e-4c3b-9c51-1d2f3a4b5c6d',
  ])('%s is plain: it holds nothing that somebody wrote', (command) => {
    expect(carry(command, seal, about)).toBe(command)
    expect(uncarry(command, seal, about)).toBe(command)
  })

  it.each([
    'actions alias P Nair',
    'actions list owner:"Kate Slater"',
    'actions list flood damage',
    'recommendations search "neglect" page:2',
    'actions progress 4.2 He was seen twice',
    'actions show 4.2\nactions claim 4.2',
    '',
  ])('%j is sealed', (command) => {
    const value = carry(command, seal, about)
    for (const word of command.split(/\W+/).filter((part) => part.length > 3))
      expect(value).not.toContain(word)
    expect(uncarry(value, seal, about)).toBe(command)
  })

  it('a sealed one opens in its own workspace only, and only unchanged', () => {
    const value = carry('actions alias P Nair', seal, about)
    expect(uncarry(value, seal, 'T0ELSEWHERE')).toBeNull()
    expect(uncarry(`${value.slice(0, -2)}AA`, seal, about)).toBeNull()
    expect(uncarry('actions alias P Nair', seal, about)).toBeNull()
  })
})

describe("a block's id", () => {
  it('says which command makes its message again', () => {
    expect(blockId(3, carry('actions mine', seal, about))).toBe('3:actions mine')
    expect(originOf('3:actions mine', seal, about)).toBe('actions mine')
    const sealed = blockId(0, carry('actions list owner:"Kate Slater"', seal, about))
    expect(originOf(sealed, seal, about)).toBe('actions list owner:"Kate Slater"')
  })

  it('says nothing when there is no such command, or it is too long, or it is not ours', () => {
    expect(originOf(blockId(1, null), seal, about)).toBeNull()
    expect(blockId(1, carry(`actions find ${'x'.repeat(300)}`, seal, about))).toBe('1:')
    for (const id of ['', 'finder', '1:', '1:Something else', 'x:actions mine'])
      expect(originOf(id, seal, about)).toBeNull()
  })
})
