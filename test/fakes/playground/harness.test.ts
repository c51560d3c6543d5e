import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithBrowser } from '../../support/browser.ts'
import { openPlayground, type Playground, prepareFolder } from './playground.ts'
import { type SmallBot, startSmallBot, type Turn } from './small-bot.ts'

/** What the stories in the Playground rely on, shown with a bot that does nothing else. */

let bot: SmallBot
let playground: Playground
let folder: Awaited<ReturnType<typeof prepareFolder>>
let roster: unknown

const attachment = (content: object): object => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: { type: 'AdaptiveCard', version: '1.5', ...content },
})
const words = (text: string): object => ({ type: 'TextBlock', text, wrap: true })
const claimCard = (text: string): object => ({
  body: [words(text)],
  actions: [
    { type: 'Action.Execute', title: 'Claim', verb: 'run', data: { do: 'run' } },
    { type: 'Action.Submit', title: 'Send', data: { do: 'send' } },
  ],
})
const formCard = (note: string, wrong: string): object => ({
  body: [
    ...(wrong ? [words(wrong)] : []),
    {
      type: 'Input.Text',
      id: 'note',
      label: 'Note',
      isRequired: true,
      errorMessage: 'Write it.',
      value: note,
    },
    {
      type: 'Input.ChoiceSet',
      id: 'as',
      label: 'As',
      value: 'p',
      choices: [
        { title: 'Progress', value: 'p' },
        { title: 'Evidence', value: 'e' },
      ],
    },
  ],
  actions: [{ type: 'Action.Submit', title: 'Save', data: { do: 'save' } }],
})
const task = (card: object): object => ({
  task: { type: 'continue', value: { title: 'Add to an action', card: attachment(card) } },
})

async function answer({ activity, send, get }: Turn): Promise<object | undefined> {
  const { type, name, text = '', value, from, conversation } = activity
  if (type === 'installationUpdate') {
    await send({ type: 'message', text: `Installed in a ${conversation.conversationType}` })
  } else if (type === 'message' && value) {
    await send({ type: 'message', text: `Sent ${JSON.stringify(value)}` })
  } else if (/later/.test(text)) {
    const { id } = await send({ type: 'message', attachments: [attachment(claimCard('Posted'))] })
    await send({ type: 'message', id, attachments: [attachment(claimCard('Posted, then changed'))] })
  } else if (/private/.test(text)) {
    await send({ type: 'message', text: 'For you alone', recipient: { ...from, isTargeted: true } })
  } else if (/who/.test(text)) {
    roster = await get(`v3/conversations/${encodeURIComponent(conversation.id)}/members/${from.id}`)
    await send({ type: 'message', text: 'Looked up' })
  } else if (type === 'message') {
    await send({ type: 'message', attachments: [attachment(claimCard(`You said ${text}`))] })
  }
  switch (name) {
    case 'adaptiveCard/action':
      return {
        statusCode: 200,
        type: 'application/vnd.microsoft.card.adaptive',
        value: { type: 'AdaptiveCard', version: '1.5', ...claimCard('Claimed by you') },
      }
    case 'composeExtension/fetchTask': {
      const payload = value?.['messagePayload'] as { body?: { content?: string } } | undefined
      return task(formCard(payload?.body?.content ?? '', ''))
    }
    case 'composeExtension/submitAction': {
      const note = String((value?.['data'] as { note?: string } | undefined)?.note)
      return /tested/.test(note)
        ? { task: { type: 'message', value: `Saved: ${note}` } }
        : task(formCard(note, 'Say who tested it.'))
    }
    default:
      return undefined
  }
}

describeWithBrowser('the Playground', () => {
  beforeAll(async () => {
    bot = await startSmallBot(answer)
    folder = await prepareFolder()
    playground = await openPlayground({ endpoint: bot.endpoint, folder: folder.folder })
  })
  afterAll(async () => {
    await playground?.close()
    await bot?.stop()
    await folder?.remove()
  })

  it('puts the bot into a chat, and shows an answer as a card', async () => {
    const { window } = playground
    await window.openPersonalChat()
    await window.sees(/Installed in a personal/)
    await window.say('hello')
    expect(await window.card(/You said hello/)).toMatch(/Claim/)
  })

  it('puts another card in the place of one that was pressed', async () => {
    const { window } = playground
    await window.press('Claim', /You said hello/)
    await window.card(/Claimed by you/)
    expect((await window.cards()).filter((card) => /You said hello/.test(card))).toEqual([])
    await window.press('Send', /Claimed by you/)
    await window.sees(/Sent {"do":"send"}/)
  })

  it('changes a message where it stands', async () => {
    const { window } = playground
    await window.say('later')
    await window.card(/Posted, then changed/)
    expect((await window.cards()).filter((card) => /Posted$/m.test(card))).toEqual([])
  })

  it('says who somebody is, by the name that their account has in conversations', async () => {
    await playground.window.say('who am I')
    await playground.window.sees(/Looked up/)
    expect(roster).toMatchObject({
      status: 200,
      body: {
        name: 'Priya Nair',
        email: 'priya.nair@hospitals.northmere.example',
        aadObjectId: bot.heard[0]?.from.aadObjectId,
        tenantId: bot.heard[0]?.conversation.tenantId,
        userRole: 'user',
      },
    })
  })

  it('keeps a dialog open until what was typed is right', async () => {
    const { window } = playground
    await window.openMessageExtension('add')
    await window.fill('Note', 'ten records')
    await window.fill('As', 'Evidence')
    await window.submitDialog('Save')
    await window.dialogSays(/Say who tested it/)
    await window.fill('Note', 'ten records, tested by Tom')
    await window.submitDialog('Save')
    await window.dialogSays(/Saved: ten records, tested by Tom/)
    await window.closeDialog()
    const submitted = bot.heard.filter(({ name }) => name === 'composeExtension/submitAction')
    expect(submitted.map(({ value }) => value?.['data'])).toEqual([
      { do: 'save', note: 'ten records', as: 'e' },
      { do: 'save', note: 'ten records, tested by Tom', as: 'p' },
    ])
  })

  // The Playground now and then takes a post and passes it on to nobody: that is its fault, and it is asked again.
  it('tells a channel what was asked there, and takes a message as the start of a dialog', {
    retry: 2,
  }, async () => {
    const { window } = playground
    await window.openChannel('Actions')
    await window.installEvents('add')
    await window.sees(/Installed in a channel/)
    await window.mention('actions mine')
    await window.card(/You said .*actions mine/)
    await window.mention('private')
    await window.sees(/For you alone/)
    const channel = bot.heard.filter(({ conversation }) => conversation.conversationType === 'channel')
    expect(channel.map(({ type }) => type)).toContain('installationUpdate')
    expect(channel.at(-1)?.conversation.id).toMatch(/^19:actions@thread\.tacv2;messageid=\d+$/)
    await window.openGroupChat('Safeguarding leads')
    await window.sees(/Installed in a groupChat/)
    await window.say('Tom tested ten records')
    await window.openMessageExtension('add', /Tom tested ten records/)
    await window.submitDialog('Save')
    await window.dialogSays(/Saved: Tom tested ten records/)
    await window.closeDialog()
    expect(playground.complaints).toEqual([])
  })
})
