import { describe, expect, it } from 'vitest'
import {
  findMove,
  isOpen,
  lifecycle,
  moves,
  openStatuses,
  progressStatuses,
} from '../../../src/features/actions/lifecycle.ts'
import { actionStatuses } from '../../../src/features/actions/schema.ts'

/** States no move leads to yet, and why: a state is either reachable or stands here. */
const unreached = {
  not_started: 'where an action begins',
  handed_over: 'where an action begins that the plan says another body must lead',
  assured: 'needs sign-off',
  embedded: 'needs a re-test in practice',
  withdrawn: 'needs a decision of the board',
}

describe('the life of an action', () => {
  it('has a word for every state, none used twice', () => {
    expect(Object.keys(lifecycle).sort()).toEqual([...actionStatuses].sort())
    const words = Object.values(lifecycle).map(({ word }) => word)
    expect(new Set(words).size).toBe(words.length)
  })

  it('reaches every state, or says why not', () => {
    const reached = new Set(moves.map(({ to }) => to))
    const missing = actionStatuses.filter((status) => !reached.has(status))
    expect([...missing].sort()).toEqual(Object.keys(unreached).sort())
  })

  it('has no move twice, and none that leads nowhere', () => {
    const pairs = moves.map(({ from, to }) => `${from} > ${to}`)
    expect(new Set(pairs).size).toBe(pairs.length)
    expect(moves.filter(({ from, to }) => from === to)).toEqual([])
  })

  it('lets every open action be worked on, and every one but a handed-over one be completed', () => {
    for (const status of openStatuses) {
      expect(progressStatuses(status), status).not.toEqual([])
      if (status !== 'handed_over')
        expect(findMove(status, 'complete')?.requires, status).toEqual(['evidence'])
    }
  })

  it('wants evidence for completing and for nothing else, and for blocking what is in the way', () => {
    for (const move of moves) {
      expect(move.requires.includes('evidence'), `${move.from} > ${move.to}`).toBe(move.to === 'complete')
      expect(move.requires.includes('blockers'), `${move.from} > ${move.to}`).toBe(move.to === 'blocked')
    }
  })

  it('leaves completing and reopening to the accountable owner, and taking back to a lead', () => {
    const by = (called: string): Set<string> =>
      new Set(moves.filter((move) => move.called === called).map((move) => move.by))
    expect(by('completed')).toEqual(new Set(['owner']))
    expect(by('reopened')).toEqual(new Set(['owner']))
    expect(by('taken back')).toEqual(new Set(['lead']))
    expect(by('blocked')).toEqual(new Set(['involved']))
  })

  it('names a move for what it is', () => {
    for (const { from, to, called } of moves) {
      if (called === 'completed') expect(to).toBe('complete')
      if (called === 'blocked') expect(to).toBe('blocked')
      if (called === 'unblocked') expect(from).toBe('blocked')
      if (called === 'reopened') expect([isOpen(from), isOpen(to)]).toEqual([false, true])
      if (called === 'taken back') expect(from).toBe('handed_over')
    }
  })

  it('offers in a form exactly the states a note may leave an action in, the likely one first', () => {
    expect(Object.fromEntries(actionStatuses.map((status) => [status, progressStatuses(status)]))).toEqual({
      not_started: ['in_progress', 'blocked'],
      in_progress: ['in_progress', 'blocked'],
      blocked: ['blocked', 'in_progress'],
      handed_over: ['handed_over', 'in_progress'],
      complete: ['in_progress'],
      assured: [],
      embedded: [],
      withdrawn: [],
    })
  })
})
