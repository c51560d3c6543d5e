import { z } from 'zod'
import type { Reply } from '../../../core/command.ts'
import { flag, rest, word } from '../../../core/grammar.ts'
import { isId } from '../../../core/ids.ts'
import { listOf, nearest, shorten } from '../../../core/text.ts'
import { refusal } from '../../../core/view.ts'
import { type Ctx, command } from '../../context.ts'
import { choiceArgs, mayNotManage, noDigest, subscriptionOf } from '../asking.ts'
import { postNow, preview, settleDelivery, showDelivery, stop } from '../deeds.ts'
import { digestFilters, writtenFiltersOf } from '../filters.ts'
import { defaultSettings } from '../schema.ts'
import { type Said, setUpHere } from '../set-up.ts'
import { saveSettings, settingsForm } from '../settings-form.ts'
import { statusOf, statusOfAll } from '../status-view.ts'
import { readWhen } from '../when.ts'

const deeds = ['here', 'preview', 'now', 'status', 'settings', 'off'] as const

/** `/actions digest`: what a channel hears of its board every week. */
export const digest = command({
  group: 'actions',
  name: 'digest',
  aliases: ['digests', 'weekly'],
  args: {
    what: word('WHAT', z.string().max(60).toLowerCase().optional()),
    when: rest('WHEN', z.string().max(80).optional()),
    ...digestFilters,
    all: flag(z.boolean().default(false), 'all'),
    ...choiceArgs,
  },
  permission: 'read board',
  summary: "A channel's weekly digest: here mon 9am, preview, now, status, settings, off",
  examples: [
    'digest here mon 9am',
    'digest here fri 16:30 org:council ahead:7 quiet:silent',
    'digest preview',
    'digest status',
  ],
  asks: ({ what }) => what === 'settings',
  // Filters alone ask what such a digest would say; without a word it is told how the channel's stands.
  run: ({ what, ...said }, context) =>
    run(what ?? (writtenFiltersOf(said) === '' ? 'status' : 'preview'), said, context),
  submit: ({ what, ...said }, submission, context) =>
    what === 'settings' ? saveSettings(submission, context) : run(what ?? 'status', said, context),
})

async function run(what: string, said: Said, context: Ctx): Promise<Reply> {
  const which = said.when
  switch (what) {
    case 'here':
      return setUpHere(said, context)
    case 'preview':
      return preview(which, said, context)
    case 'now':
      return postNow(which, context)
    case 'off':
    case 'stop':
      return stop(which, context)
    case 'there':
    case 'again':
      return settleDelivery(what === 'there', which, context)
    case 'settings': {
      const there = await subscriptionOf(which, context)
      return (
        mayNotManage(context) ?? (there && there.paused !== 'off' ? settingsForm(there) : noDigest(context))
      )
    }
    case 'status': {
      const there = await subscriptionOf(which, context)
      return there ? statusOf(there, context) : statusOfAll(context)
    }
    default:
      return isId(what) ? showDelivery(what, context) : unknown(what, which)
  }
}

function unknown(what: string, more: string | undefined): Reply {
  const line = [what, more ?? ''].join(' ').trim()
  if (readWhen(line, defaultSettings).ok) {
    const next = `actions digest here ${line}`
    return refusal(`To have one at that time, say where: in its channel type /${next}.`, { next })
  }
  const [near] = nearest(what, deeds)
  const hint = near ? `Did you mean /actions digest ${near}?` : `There are ${listOf(deeds)}.`
  return refusal(`A digest has no '${shorten(what, 30)}'. ${hint}`, { next: 'actions help digest' })
}
