import type { Form } from '../../../src/core/form.ts'
import { assertNever, type Block, type View } from '../../../src/core/view.ts'
import type { Asked, FaceParts, Screen, Spot, Who } from './face-parts.ts'
import { missing } from './shown.ts'
import { alone, choicesOf, groupsOf, type Offered, wantedOf, wantedOfForm } from './wanted.ts'

/** What came of an act: what was asked, the neutral reply, and what the person sees of it. */
export type Heard = { act: string; asked: string; reply: View | Form; text: string }

/** A face, as a story drives it. Each act is held to the contract: the face shows what the product replied. */
export type Face = Pick<FaceParts, 'name' | 'board' | 'standing' | 'knock' | 'overheard'> & {
  say(who: Who, line: string, spot?: Spot): Promise<Heard>
  /** Presses what is called so, of those of the row `ref` when there are several. */
  press(who: Who, label: string, ref?: string): Promise<Heard>
  fill(who: Who, values: Readonly<Record<string, string>>): Promise<Heard>
  /** Whether the face keeps the form until something stands where it must. */
  holdsBack(who: Who, values: Readonly<Record<string, string>>): Promise<boolean>
  /** Everything that was heard since the last time this was asked. */
  heard(): Heard[]
}

export function createFace(parts: FaceParts): Face {
  const { name, board, asked } = parts
  const offered = new Map<Who, readonly Offered[]>()
  let heard: Heard[] = []

  const held = async (
    who: Who,
    act: string,
    doIt: () => Promise<Screen | null>,
    aloud = false,
  ): Promise<Heard | null> => {
    const from = asked.length
    const screen = await doIt()
    if (screen === null) return null
    const { personName } = board.people[who]
    const [first, ...rest] = asked.slice(from).filter((one) => one.personName === personName)
    if (!first) throw new Error(`${name}: ${act} asked nothing of the product.`)
    const { reply } = first
    const lacks =
      reply.type === 'form'
        ? lackOfForm(reply, first, screen)
        : lackOfView(who, aloud ? toldOf(reply) : reply, rest, screen)
    if (lacks !== null) throw new Error(`${name}: ${act} does not show ${lacks}, but:\n${screen.text}`)
    const one = { act, asked: first.text, reply, text: screen.text }
    heard.push(one)
    return one
  }

  const lackOfForm = (form: Form, { filled }: Asked, { text }: Screen): string | null => {
    const errors = form.fields.flatMap(({ error }) => (error ? [alone({ text: error, whole: true })] : []))
    const unsaid = errors.map((error) => missing([error], text)).find((lack) => lack !== null)
    // A prompt asks again for what is wrong; it does not say once more what it said when the form opened.
    if (name === 'console' && filled && errors.length > 0) return unsaid ?? null
    return unsaid ?? missing(wantedOfForm(form, name), text)
  }

  /** A change is shown as the whole of what was replied, or above the thing that it changed, which offers what comes next. */
  const lackOfView = (who: Who, view: View, rest: readonly Asked[], screen: Screen): string | null => {
    const lack = lackOf(view, screen)
    if (lack === null) {
      offered.set(who, choicesOf(view, name))
      return null
    }
    const cards = rest.flatMap(({ reply }) =>
      reply.type === 'view' && reply.kind === 'answer' ? [reply] : [],
    )
    const card = view.kind === 'done' ? cards.at(-1) : undefined
    if (!card) return lack
    const said = [alone({ text: view.headline, whole: true }), ...groupsOf(view.blocks.filter(isSaid))]
    const { next: _next, ...below } = card
    offered.set(who, choicesOf(below, name))
    return missing([...said, ...wantedOf(below)], screen.text) ?? lackOf(below, screen)
  }

  const lackOf = (view: View, { text, commands }: Screen): string | null => {
    const wanted = choicesOf(view, name).map(({ command }) => command)
    const unoffered = wanted.find((command) => !commands.includes(command))
    if (unoffered !== undefined) return `the choice '${unoffered}'`
    const known = [...choicesOf(view, 'slack').map(({ command }) => command), ...chosenIn(view), view.next]
    const strange = commands.find((command) => !known.includes(command))
    if (strange !== undefined) return `what was replied alone: '${strange}' can be pressed too`
    return missing(wantedOf(view), text)
  }

  const sure = (one: Heard | null): Heard => {
    if (!one) throw new Error(`${name}: the form was held back`)
    return one
  }

  return {
    name,
    board,
    standing: parts.standing,
    knock: parts.knock,
    overheard: parts.overheard,
    say: async (who, line, spot = 'alone') =>
      sure(
        await held(who, line, () => parts.type(who, line, spot), spot === 'channel' && name !== 'console'),
      ),
    async press(who, label, ref) {
      const choice = (offered.get(who) ?? []).find(
        (one) => one.label === label && (ref === undefined || one.ref === ref),
      )
      if (choice) return sure(await held(who, `[${label}]`, () => parts.press(who, choice)))
      const labels = (offered.get(who) ?? []).map((one) => one.label)
      throw new Error(`${name}: ${who} is not offered '${label}', but: ${labels.join(', ')}`)
    },
    fill: async (who, values) => sure(await held(who, 'fills in a form', () => parts.fill(who, values))),
    holdsBack: async (who, values) =>
      (await held(who, 'leaves a field empty', () => parts.fill(who, values))) === null,
    heard() {
      const all = heard
      heard = []
      return all
    },
  }
}

/** A change as it is said to everybody. */
function toldOf(view: View): View {
  return view.kind === 'done' && view.audience === 'public' && view.told !== undefined
    ? { ...view, headline: view.told }
    : view
}

function chosenIn({ blocks }: View): string[] {
  return blocks.flatMap((block) =>
    block.type === 'menu' ? block.options.filter(({ chosen }) => chosen).map(({ command }) => command) : [],
  )
}

/** What a change says beside its headline, and not what it offers: the changed thing has choices of its own. */
function isSaid(block: Block): boolean {
  switch (block.type) {
    case 'buttons':
    case 'menu':
      return false
    case 'heading':
    case 'text':
    case 'rows':
    case 'fields':
    case 'quote':
    case 'timeline':
    case 'note':
      return true
    default:
      return assertNever(block)
  }
}
