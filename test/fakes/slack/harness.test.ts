import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Stage, startStage } from './echo.ts'
import { at } from './json.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
  const { app } = stage
  app.command('/echo', async ({ ack, body }) => {
    await ack({
      response_type: body.text.startsWith('public') ? 'in_channel' : 'ephemeral',
      text: body.text,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `*${body.text}* &amp; <https://a.example|more>` } },
        {
          type: 'actions',
          block_id: 'b',
          elements: [
            { type: 'button', action_id: 'again', text: { type: 'plain_text', text: 'Again' }, value: 'v' },
            {
              type: 'button',
              action_id: 'open',
              text: { type: 'plain_text', text: 'Open' },
              confirm: {
                title: { type: 'plain_text', text: 'Sure?' },
                text: { type: 'plain_text', text: 'Really?' },
                confirm: { type: 'plain_text', text: 'Yes' },
                deny: { type: 'plain_text', text: 'No' },
              },
            },
          ],
        },
      ],
    })
  })
  app.action('again', async ({ ack, respond, body }) => {
    await ack()
    await respond({ replace_original: true, text: `again for ${body.user.id}`, blocks: [] })
  })
  app.action('open', async ({ ack, client, body }) => {
    await ack()
    const trigger = String(at(body, 'trigger_id'))
    const view = {
      type: 'modal' as const,
      callback_id: 'form',
      title: { type: 'plain_text' as const, text: 'A form' },
      submit: { type: 'plain_text' as const, text: 'Save' },
      blocks: [
        {
          type: 'input' as const,
          block_id: 'words',
          label: { type: 'plain_text' as const, text: 'Words' },
          element: { type: 'plain_text_input' as const, action_id: 'value', max_length: 10 },
        },
      ],
    }
    await client.views.open({ trigger_id: trigger, view }).catch(() => undefined)
  })
  app.view('form', async ({ ack, view }) => {
    const words = at(view, 'state', 'values', 'words', 'value', 'value')
    if (words === 'bad') await ack({ response_action: 'errors', errors: { words: 'Not so.' } })
    else await ack()
  })
})
afterAll(() => stage.close())

describe('the fake Slack', () => {
  it('shows an answer to the asker alone, and a public one to everybody', async () => {
    const { slack } = stage
    await slack.slash('kate', '/echo hello')
    expect(slack.latest('kate')).toBe('#safeguarding (only you can see this)\nhello & more\n[Again] [Open]')
    expect(slack.seen('owen')).toBe('')
    await slack.slash('kate', '/echo public word')
    expect(slack.latest('owen')).toBe('#safeguarding (Followthrough)\npublic word & more\n[Again] [Open]')
  })

  it('replaces what was pressed', async () => {
    const { slack, api } = stage
    await slack.slash('owen', '/echo once')
    await slack.press('owen', 'Again')
    expect(slack.latest('owen')).toBe(`#safeguarding (only you can see this)\nagain for ${api.users.owen}`)
  })

  it('asks before it does, fills in a form, says what is wrong and closes it', async () => {
    const { slack } = stage
    await slack.slash('lead', '/echo form')
    expect((await slack.press('lead', 'Open', { answer: 'no' })).confirm).toMatchObject({
      title: { text: 'Sure?' },
    })
    expect(() => slack.modal('lead')).toThrow(/no modal open/)
    await slack.press('lead', 'Open')
    await expect(slack.submit('lead')).rejects.toThrow(/required field/)
    slack.fill('lead', { Words: 'much too long' })
    await expect(slack.submit('lead')).rejects.toThrow(/3 characters too many/)
    slack.fill('lead', { Words: 'bad' })
    await slack.submit('lead')
    expect(slack.latest('lead')).toBe('A form\nWords: bad\n! Not so.\n[Save]')
    slack.fill('lead', { Words: 'good' })
    await slack.submit('lead')
    expect(slack.latest('lead')).not.toContain('A form')
  })

  it('refuses a signature that is not Slack’s, and a trigger that was used', async () => {
    const { slack, api, proxy } = stage
    expect((await slack.post('payload=%7B%7D', { secret: 'another' })).status).toBe(401)
    expect((await slack.post('payload=%7B%7D', { timestamp: '1700000000' })).status).toBe(401)
    const { payload } = await slack.pressing('lead', 'Open')
    await slack.interact(payload)
    await slack.interact(payload)
    const answers = proxy.calls.filter(({ method }) => method === 'views.open').map(({ answer }) => answer)
    expect(answers.slice(-2)).toMatchObject([{ ok: true }, { ok: false, error: 'exchanged_trigger_id' }])
    expect(slack.surfaces('lead').filter(({ kind }) => kind === 'modal')).toHaveLength(1)
    slack.close('lead')
    const users = await api.call('users.info', { user: api.users.guest }, 'bot')
    expect(users['ok']).toBe(true)
  })

  it('lets calls fail in every way it is told to', async () => {
    const { app, api, proxy, slack } = stage
    const { client } = app
    const post = (text: string) =>
      client.chat.postMessage({ token: api.bot.token, channel: api.channels.safeguarding, text }).then(
        () => 'sent',
        (error: Error) => error.message,
      )
    proxy.fail('chat.postMessage', { kind: 'rate limit', retryAfter: 1 })
    proxy.fail('chat.postMessage', { kind: 'status', status: 500 })
    proxy.fail('chat.postMessage', { kind: 'error', error: 'ratelimited' })
    proxy.fail('chat.postMessage', { kind: 'lost request' })
    proxy.fail('chat.postMessage', { kind: 'lost answer' })
    proxy.fail('chat.postMessage', { kind: 'slow', ms: 20 })
    const heard: string[] = []
    for (const text of ['one', 'two', 'three', 'four', 'five', 'six']) heard.push(await post(text))
    expect(heard).toEqual([
      expect.stringMatching(/rate.?limit/i),
      expect.stringContaining('500'),
      expect.stringContaining('ratelimited'),
      expect.stringMatching(/time|abort/i),
      expect.stringMatching(/time|abort/i),
      'sent',
    ])
    expect(proxy.pending()).toEqual([])
    const seen = slack.seen('viewer')
    for (const [text, there] of [
      ['one', false],
      ['two', false],
      ['three', false],
      ['four', false],
      ['five', true],
      ['six', true],
    ] as const)
      expect(seen.includes(`(Followthrough)\n${text}`)).toBe(there)
  })

  it('is as strict as Slack where the emulator is not', async () => {
    const { app, api } = stage
    const say = (channel: string, token = api.bot.token) =>
      app.client.chat.postMessage({ token, channel, text: 'x' }).then(
        () => 'sent',
        (error: Error) => error.message,
      )
    expect(await say(api.channels.general)).toContain('not_in_channel')
    expect(await say(api.channels['private-board'])).toContain('channel_not_found')
    expect(await say(api.channels.safeguarding, 'xoxb-unknown')).toContain('invalid_auth')
    expect(await say(api.users.kate)).toBe('sent')
    const info = await app.client.users.info({ token: api.bot.token, user: api.users.stranger })
    expect(info.user).toMatchObject({ is_stranger: true, team_id: 'T0ELSEWHERE' })
    expect((await app.client.auth.test({ token: api.bot.token })).team_id).toBe(api.teamId)
  })
})
