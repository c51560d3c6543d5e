import { describe, expect, it } from 'vitest'
import {
  addressOf,
  listAddress,
  listCommand,
  pageAt,
  startAddress,
} from '../../../src/faces/tab/page/routes.ts'

const at = (address: string) => {
  const url = new URL(address, 'http://page.invalid')
  return pageAt(url.pathname, url.search)
}

describe('an address of the tab', () => {
  it.each([
    ['/tab', { name: 'board', filters: {} }],
    ['/tab/', { name: 'board', filters: {} }],
    [
      '/tab/board?org=ICB&report=Northmere+plan&x=1',
      { name: 'board', filters: { org: 'ICB', report: 'Northmere plan' } },
    ],
    ['/tab/mine', { name: 'mine' }],
    ['/tab/list?due=overdue&unowned=', { name: 'list', filters: { due: 'overdue', unowned: 'yes' } }],
    ['/tab/actions/4.2.1', { name: 'action', ref: '4.2.1' }],
    ['/tab/actions/NOR-1', { name: 'action', ref: 'NOR-1' }],
    ['/tab/recommendations?unplanned=yes', { name: 'recommendations', filters: { unplanned: 'yes' } }],
    ['/tab/recommendations/4.2', { name: 'recommendation', ref: '4.2' }],
    ['/tab/configure', { name: 'configure' }],
    ['/tab/settings', { name: 'unknown' }],
    ['/tab/actions/4.2/more', { name: 'unknown' }],
    ['/other', { name: 'unknown' }],
  ])('%s is read', (address, page) => {
    expect(at(address)).toEqual(page)
  })

  it.each([
    '/tab/actions/4.2%20release',
    '/tab/actions/4.2%0Aactions%20release%204.2',
    '/tab/actions/%',
    '/tab/actions/-',
  ])('%s names no action: it adds nothing to a command', (address) => {
    expect(at(address)).toEqual({ name: 'unknown' })
  })
})

describe('a list', () => {
  it.each([
    [{ org: 'Northmere Borough Council' }, 'actions list org:"Northmere Borough Council"'],
    [{ org: "St Anne's" }, 'actions list org:"St Anne\'s"'],
    [{ org: 'A" unowned "B' }, 'actions list org:"A unowned B"'],
    [{ org: 'The \u201CFamily First\u201D Hub' }, 'actions list org:"The Family First Hub"'],
    [{ org: 'Anne\u2019s' }, 'actions list org:"Anne\'s"'],
    [{ due: 'overdue', brag: 'red' }, 'actions list brag:red due:overdue'],
    [{ org: `${'Long '.repeat(20)}Board` }, `actions list org:"${'Long '.repeat(16).trim()}"`],
    [{ unowned: 'yes', q: 'consent' }, 'actions list unowned consent'],
  ])('%o is asked for as %s', (filters, command) => {
    expect(listCommand('list', filters)).toBe(command)
  })

  it.each([
    '/tab/list',
    '/tab/list?status=in-progress&brag=red%2Camber&org=Northmere+Borough+Council&page=2',
    '/tab/list?due=2026-12-01&undated=yes&q=consent+audit',
  ])('%s leads to itself through its command', (address) => {
    const page = at(address)
    expect(page.name).toBe('list')
    if (page.name === 'list') expect(addressOf(listCommand('list', page.filters))).toBe(address)
  })

  it('leaves out what is empty, and what it does not know', () => {
    expect(listAddress('list', { org: ' ', due: 'overdue', colour: 'red' })).toBe('/tab/list?due=overdue')
  })
})

describe('a command', () => {
  it.each([
    ['actions', '/tab/mine'],
    ['actions mine', '/tab/mine'],
    ['/actions board', '/tab/board'],
    ['actions overdue', '/tab/list?due=overdue'],
    ['actions list unowned', '/tab/list?unowned=yes'],
    ['actions list rag:red organisation:"The ICB"', '/tab/list?brag=red&org=The+ICB'],
    ['actions show 4.2.1', '/tab/actions/4.2.1'],
    ['actions history NOR-1', '/tab/actions/NOR-1#history'],
    ['recommendations list joint', '/tab/recommendations?joint=yes'],
    ['recommendations show 4.2', '/tab/recommendations/4.2'],
  ])('%s has the page %s', (command, address) => {
    expect(addressOf(command)).toBe(address)
  })

  it.each([
    'actions claim 4.2.1',
    'actions progress 4.2.1',
    'actions mine later',
    'actions list colour:red',
    'actions list org:a org:b',
    'recommendations report 2',
    'actions show 4.2 4.3',
    '',
  ])('%s has none: it is run', (command) => {
    expect(addressOf(command)).toBeNull()
  })
})

describe('where Teams begins', () => {
  it.each([
    ['actions/4.2.1', '/tab/actions/4.2.1'],
    ['/tab/list?due=overdue', '/tab/list?due=overdue'],
    ['', null],
    [undefined, null],
    ['nowhere', null],
    ['//elsewhere.example/tab/mine', null],
    ['../../elsewhere', null],
  ])('%s is %s', (subPage, address) => {
    expect(startAddress(subPage)).toBe(address)
  })
})
