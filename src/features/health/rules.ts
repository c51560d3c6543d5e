import { compareDates, isIsoDate } from '../../calendar/date.ts'
import { londonClock, londonTimeToInstant, todayInLondon } from '../../calendar/london.ts'
import { addWorkingDays, isWorkingDay } from '../../calendar/working-days.ts'
import { count, listOf } from '../../core/text.ts'
import type { BoardHealth, Finding, HealthFacts } from './schema.ts'

/** Signed requests are refused when they are older than five minutes: long before that, clocks should be put right. */
const clockLook = 5_000
const clockBroken = 120_000
/** A digest that should have gone this long ago was seen by no process, in milliseconds. */
const slotOverdue = 10 * 60_000
/** Reminders are made at nine; by then of the hour they should have been, in minutes after midnight. */
const remindedBy = 9 * 60 + 30

/** What is right, what wants a look and what is broken, in the order an operator reads it. `now` is this machine's clock. */
export function judge(facts: HealthFacts, now: Date): Finding[] {
  return [
    zone(),
    clock(facts, now),
    database(facts),
    ...(facts.boards.length === 0 ? [noBoard] : facts.boards.flatMap((board) => judgeBoard(board, now))),
  ]
}

const noBoard: Finding = {
  level: 'look',
  about: 'Boards',
  says: 'There is none yet.',
  next: "followthrough board add northmere 'Northmere safeguarding partnership'",
}

/** A Node.js built without time zones would put every digest of the summer an hour off. */
function zone(): Finding {
  const summer = londonClock(new Date('2026-07-01T12:00:00Z'))
  const right =
    summer.hours === 13 && londonTimeToInstant(summer.date, 13, 0).toISOString().includes('T12:00')
  return right
    ? { level: 'fine', about: 'Time zone', says: 'Europe/London is known, clock changes included.' }
    : {
        level: 'broken',
        about: 'Time zone',
        says: 'This Node.js does not know when the clocks change in London.',
        next: 'Install a Node.js with full internationalisation data (the ordinary builds have it).',
      }
}

function clock({ database: { now: theirs, kind } }: HealthFacts, now: Date): Finding {
  const apart = Math.abs(theirs.getTime() - now.getTime())
  if (kind === 'embedded' || apart < clockLook)
    return { level: 'fine', about: 'Clock', says: 'This machine and the database agree.' }
  return {
    level: apart < clockBroken ? 'look' : 'broken',
    about: 'Clock',
    says: `This machine and the database are ${Math.round(apart / 1000)} seconds apart.`,
    next: 'Put both clocks right (NTP): chat platforms refuse requests that are five minutes off, and digests go by this clock.',
  }
}

function database({ database: { kind, version, migrations } }: HealthFacts): Finding {
  const what = kind === 'embedded' ? `the embedded database (PostgreSQL ${version})` : `PostgreSQL ${version}`
  return {
    level: 'fine',
    about: 'Database',
    says: `Answers: ${what}, ${count(migrations, 'migration')}, up to date.`,
  }
}

function judgeBoard(board: BoardHealth, now: Date): Finding[] {
  const found = [
    ...people(board),
    ...digests(board, now),
    ...deliveries(board, now),
    ...reminders(board, now),
  ]
  if (found.length > 0)
    return found.map((finding) => ({ ...finding, about: `${board.slug}: ${finding.about}` }))
  return [{ level: 'fine', about: board.slug, says: allIsWell(board) }]
}

function allIsWell({ subscriptions: all }: BoardHealth): string {
  const subscriptions = all.filter(({ paused }) => paused === null)
  if (subscriptions.length === 0) return 'Nothing is wrong. No channel has a digest: /actions digest here'
  return `Nothing is wrong. ${count(subscriptions.length, 'channel has a digest', 'channels have a digest')}.`
}

function people(board: BoardHealth): Finding[] {
  const { administrators, administratorOnChat, unreachableOwners, workspaces, slug } = board
  return [
    ...(administrators === 0
      ? [
          {
            level: 'broken',
            about: 'people',
            says: 'There is no administrator, so nobody can let others in.',
            next: `followthrough person add 'NAME' --role administrator --board ${slug}`,
          } as const,
        ]
      : []),
    ...(administrators > 0 && !administratorOnChat && workspaces.length > 0
      ? [
          {
            level: 'look',
            about: 'people',
            says: 'No administrator can be told in chat of what went wrong there: none has an account.',
            next: askThem('Ask one of them', workspaces),
          } as const,
        ]
      : []),
    ...(unreachableOwners > 0 && workspaces.length > 0
      ? [
          {
            level: 'look',
            about: 'reminders',
            says: `${count(unreachableOwners, 'person owns', 'people own')} open actions and ${unreachableOwners === 1 ? 'is' : 'are'} not on chat, so nobody can remind them.`,
            next: askThem('Give them an e-mail address under /actions people, and ask them', workspaces),
          } as const,
        ]
      : []),
  ]
}

/** What somebody does once so that the app knows them, wherever that is. */
function askThem(ask: string, workspaces: BoardHealth['workspaces']): string {
  const ways = [
    ...(workspaces.some(({ platform }) => platform === 'slack') ? ['type /actions in Slack'] : []),
    ...(workspaces.some(({ platform }) => platform === 'teams') ? ['write mine to the app in Teams'] : []),
  ]
  return `${ask} to ${listOf(ways, 'or')} once.`
}

function digests({ subscriptions }: BoardHealth, now: Date): Finding[] {
  // 'off' is somebody's wish, and no trouble.
  const paused = subscriptions.filter((each) => each.paused !== null && each.paused !== 'off')
  const unseen = subscriptions.filter(
    ({ nextAt }) => nextAt !== null && now.getTime() - nextAt.getTime() > slotOverdue,
  )
  const lost = subscriptions.filter(({ paused: why, reachable }) => why === null && !reachable)
  const named = (some: typeof subscriptions): string =>
    listOf(some.map(({ channelName }) => `#${channelName}`))
  return [
    ...(paused.length > 0
      ? [
          {
            level: 'look',
            about: 'digests',
            says: `Paused for ${named(paused)} (${[...new Set(paused.map((each) => each.paused))].join(', ')}).`,
            next: 'Mend the reason, then /actions digest here in that channel.',
          } as const,
        ]
      : []),
    ...(lost.length > 0
      ? [
          {
            level: 'broken',
            about: 'digests',
            says: `Nothing can be said in ${named(lost)}: the app is not there, as far as it was told.`,
            next: 'Add the app to that team again, or mention it in the channel; it then knows the way.',
          } as const,
        ]
      : []),
    ...(unseen.length > 0
      ? [
          {
            level: 'broken',
            about: 'digests',
            says: `The digest for ${named(unseen)} should have gone, and no process has seen to it.`,
            next: 'Is followthrough serve running, with a chat platform configured?',
          } as const,
        ]
      : []),
  ]
}

function deliveries({ deliveries: found }: BoardHealth, now: Date): Finding[] {
  const troubles = [
    ...(found.failed > 0 ? [`${found.failed} failed`] : []),
    ...(found.missed > 0 ? [`${found.missed} missed`] : []),
  ]
  const minutes = found.oldestLate ? Math.round((now.getTime() - found.oldestLate.getTime()) / 60_000) : 0
  return [
    ...(found.stuck > 0
      ? [
          {
            level: 'look',
            about: 'deliveries',
            says: `${count(found.stuck, 'message was', 'messages were')} being sent when a process stopped.`,
            next: 'They are looked for when followthrough serve runs; nothing is sent twice.',
          } as const,
        ]
      : []),
    ...(found.late > 0
      ? [
          {
            level: 'broken',
            about: 'deliveries',
            says: `${count(found.late, 'message is', 'messages are')} late, the oldest by ${count(minutes, 'minute')}.`,
            next: 'Is followthrough serve running? Its log says what the platform answers.',
          } as const,
        ]
      : []),
    ...(found.uncertain > 0
      ? [
          {
            level: 'look',
            about: 'deliveries',
            says: `${count(found.uncertain, 'digest')} may or may not have arrived.`,
            next: 'Look in the channel, then say which: /actions digest status',
          } as const,
        ]
      : []),
    ...(troubles.length > 0
      ? [
          {
            level: 'look',
            about: 'deliveries',
            says: `In the last 14 days: ${listOf(troubles)}.`,
            next: '/actions digest status says why.',
          } as const,
        ]
      : []),
  ]
}

/** A board that has never had a round of reminders is not behind: it may have no chat yet. */
function reminders({ remindedThrough, workspaces }: BoardHealth, now: Date): Finding[] {
  if (remindedThrough === null || !isIsoDate(remindedThrough) || workspaces.length === 0) return []
  const today = todayInLondon(now)
  const { hours, minutes } = londonClock(now)
  const due = isWorkingDay(today) && hours * 60 + minutes >= remindedBy ? today : addWorkingDays(today, -1)
  if (compareDates(remindedThrough, due) >= 0) return []
  return [
    {
      level: 'broken',
      about: 'reminders',
      says: `None have been made since ${remindedThrough}.`,
      next: 'Is followthrough serve running? What was passed over is told once when it does.',
    },
  ]
}
