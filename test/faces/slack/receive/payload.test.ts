import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPayload } from '../../../../src/faces/slack/payload.ts'
import { commandBody, homeBody, pressBody, submissionBody } from './bodies.ts'

const workspace = { key: 'T1', teamId: 'T1', enterpriseId: null, wholeOrganisation: false }
const sender = { userId: 'U1', teamId: 'T1' }

describe('what Slack sends is read as', () => {
  it('a command', () => {
    expect(readPayload(commandBody)).toEqual({
      kind: 'command',
      tenant: workspace,
      sender,
      group: 'actions',
      text: 'mine',
      channel: { id: 'C1', name: 'safeguarding' },
      trigger: '1.2.x',
      url: 'https://hooks.slack.com/commands/T1/1/x',
    })
  })

  it('a press on a message only one person sees, which comes without its blocks', () => {
    expect(readPayload(pressBody)).toEqual({
      kind: 'press',
      tenant: workspace,
      sender,
      actionId: 'run:0',
      blockId: '2:actions mine',
      value: 'actions claim 4.2',
      surface: { kind: 'message', channel: 'C1', ts: '1.1', thread: null, ephemeral: true },
      trigger: '1.3.x',
      url: 'https://hooks.slack.com/actions/T1/1/x',
    })
  })

  it('a choice from a menu, on a page and in a window', () => {
    const chosen = {
      ...pressBody,
      actions: [{ action_id: 'pick:1', selected_option: { value: 'actions home' } }],
    }
    expect(readPayload({ ...chosen, view: { id: 'V1', type: 'home' } })).toMatchObject({
      value: 'actions home',
      blockId: '',
      surface: { kind: 'home' },
    })
    const modal = { id: 'V1', type: 'modal', hash: 'h', callback_id: 'shown', private_metadata: 'm' }
    expect(readPayload({ ...chosen, view: modal })).toMatchObject({
      surface: { kind: 'modal', viewId: 'V1', hash: 'h', callback: 'shown', metadata: 'm' },
    })
  })

  it('a form, with response_urls or without', () => {
    const form = { kind: 'submission', tenant: workspace, sender, callback: 'form', viewId: 'V1' }
    expect(readPayload(submissionBody)).toMatchObject({ ...form, metadata: 'sealed' })
    const { response_urls: _none, ...without } = submissionBody
    expect(readPayload(without)).toMatchObject(form)
    const some = [{ block_id: 'b', action_id: 'a', channel_id: 'C1', response_url: 'https://x.example' }]
    expect(readPayload({ ...submissionBody, response_urls: some })).toMatchObject(form)
  })

  it('a page that is opened, and nothing when it is the other tab', () => {
    expect(readPayload(homeBody)).toMatchObject({
      kind: 'home opened',
      eventId: 'Ev1',
      sender: { userId: 'U1' },
    })
    const event = { ...homeBody.event, tab: 'messages' }
    expect(readPayload({ ...homeBody, event })).toMatchObject({ kind: 'other' })
  })

  it('being thrown out, by its name or by the bot’s own token', () => {
    const read = (event: object) => readPayload({ ...homeBody, event })?.kind
    expect(read({ type: 'app_uninstalled' })).toBe('thrown out')
    expect(read({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: ['UB'] } })).toBe('thrown out')
    expect(read({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } })).toBe('other')
    expect(read({ type: 'message', user: { id: 'U1' } })).toBe('other')
  })
})

describe('where the app is installed', () => {
  const tenantOf = (body: object) => readPayload(body)?.tenant

  it('is the organisation for an installation of the whole of it, with `team` or without', () => {
    const whole = { is_enterprise_install: true, enterprise: { id: 'E1', name: 'Dale' } }
    const key = { key: 'E1', enterpriseId: 'E1', wholeOrganisation: true }
    expect(tenantOf({ ...pressBody, ...whole, team: null })).toEqual({ ...key, teamId: 'T1' })
    expect(tenantOf({ ...pressBody, ...whole })).toEqual({ ...key, teamId: 'T1' })
    expect(tenantOf({ ...commandBody, is_enterprise_install: 'true', enterprise_id: 'E1' })).toMatchObject(
      key,
    )
    const authorizations = [{ enterprise_id: 'E1', team_id: null, is_enterprise_install: true }]
    expect(tenantOf({ ...homeBody, authorizations })).toEqual({ ...key, teamId: 'T1' })
  })

  it('is not the workspace of somebody who comes from another', () => {
    const user = { id: 'U9', team_id: 'T9' }
    expect(readPayload({ ...pressBody, user })).toMatchObject({
      tenant: workspace,
      sender: { userId: 'U9', teamId: 'T9' },
    })
    const view = { ...submissionBody.view, app_installed_team_id: 'T1' }
    expect(tenantOf({ ...submissionBody, user, team: { id: 'T9' }, view })).toEqual(workspace)
  })

  it('is nowhere when an organisation is claimed and not named', () => {
    expect(readPayload({ ...commandBody, is_enterprise_install: 'true' })).toBeNull()
    expect(readPayload({ ...pressBody, team: null, user: { id: 'U1' } })).toBeNull()
  })
})

describe('anything else', () => {
  it.each([
    ['nothing', null],
    ['words', 'payload'],
    ['a list', []],
    ['a command without a person', { ...commandBody, user_id: undefined }],
    ['a command said twice', { ...commandBody, text: ['mine', 'mine'] }],
    ['a press of nothing', { ...pressBody, actions: [] }],
    ['an answer to be sent to a file', { ...pressBody, response_url: 'file:///etc/passwd' }],
    ['a form without answers', { ...submissionBody, view: { id: 'V1' } }],
    ['an event that is none', { ...homeBody, event: undefined }],
  ])('%s is not read', (_what, body) => {
    expect(readPayload(body)).toBeNull()
  })

  it('never throws, whatever is put where', () => {
    const bodies = [commandBody, pressBody, submissionBody, homeBody]
    const changed = fc
      .tuple(
        fc.constantFrom(...bodies),
        fc.dictionary(fc.constantFrom(...bodies.flatMap(Object.keys)), fc.anything()),
      )
      .map(([body, change]) => ({ ...body, ...change }))
    fc.assert(
      fc.property(changed, (body) => {
        const read = readPayload(body)
        expect(read === null || read.tenant.key.length > 0).toBe(true)
      }),
    )
  })
})
