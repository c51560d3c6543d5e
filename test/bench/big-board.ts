import type pg from 'pg'
import type { IsoDate } from '../../src/calendar/date.ts'
import { nameKey } from '../../src/core/text.ts'

/** What a board holds: some are open, spread evenly over the years, as stragglers are; the others are finished. */
export type Holdings = {
  actions: number
  /** Of these, 20% are overdue, 15% are the asker's (a third of them as contributor), 5% are unowned. */
  open: number
}

export const board = { slug: 'bench', name: 'Benchmark partnership' }
/** Who asks; the first of the board's people. */
export const asker = 'Kate Slater'
export const askerEmail = 'kate@bench.example'

const people = 40
const organisations = 12
const actionsOfRecommendation = 5
const recommendationsOfReport = 40
const clocks = 3

/** What is written about. Each is as frequent as any other, 'consent' too. */
const topics = [
  'supervision of staff',
  'handover between shifts',
  'attendance at strategy meetings',
  'the quality of referrals',
  'training on neglect',
  'health assessments of looked after children',
  'access to records',
  'consent to share information',
  'follow-up of missed appointments',
  'the pathway to adult services',
  'the voice of the child',
  'the work of the duty desk',
  'support for young carers',
  'the recording of decisions',
  'safer recruitment',
  'the sharing of chronologies',
  'information from general practice',
  'the response to missing episodes',
  'learning from case reviews',
  'the use of interpreters',
]

type Values = { holdings: Holdings; today: IsoDate }

/** A board with its people: what an action hangs on is added by `fillBoard`. */
export async function makeBoard(pool: pg.Pool): Promise<void> {
  await inOneSession(pool, [
    `INSERT INTO "Board" (id, slug, name) VALUES (${id("'board'")}, '${board.slug}', '${board.name}')`,
    `INSERT INTO "Organisation" ("boardId", id, name, "nameKey")
     SELECT ${id("'board'")}, ${id("'organisation' || n")}, 'Organisation ' || n, 'organisation' || n
       FROM generate_series(1, ${organisations}) n`,
    `INSERT INTO "Person" ("boardId", id, "displayName", "nameKey", email, role)
     SELECT ${id("'board'")}, ${id("'person' || n")},
            CASE n WHEN 1 THEN '${asker}' ELSE 'Member Number' || n END,
            CASE n WHEN 1 THEN '${nameKey(asker)}' ELSE 'membernumber' || n END,
            CASE n WHEN 1 THEN '${askerEmail}' END,
            CASE n WHEN 1 THEN 'lead'::"Role" ELSE 'owner' END
       FROM generate_series(1, ${people}) n`,
  ])
}

/** Reports, recommendations and actions with all that hangs on them. */
export async function fillBoard(pool: pg.Pool, values: Values): Promise<void> {
  await inOneSession(pool, [...documents(values), ...actions(values), 'VACUUM (ANALYZE)'])
}

/**
 * Reopens whatever is finished, one in five of it overdue. None of it becomes the asker's: one person's part does not
 * grow with the board.
 */
export async function reopenAll(pool: pg.Pool, today: IsoDate): Promise<void> {
  const n = `('x' || left(id::text, 7))::bit(28)::int`
  await inOneSession(pool, [
    `UPDATE "Action"
        SET status = CASE ${n} % 2 WHEN 0 THEN 'in_progress' ELSE 'not_started' END::"ActionStatus", "completedOn" = NULL,
            "dueOn" = date '${today}' + CASE ${n} % 5 WHEN 0 THEN -1 - ${n} % 300 ELSE 1 + ${n} % 400 END,
            "ownerId" = ${id(`'person' || 2 + ${n} % ${people - 1}`)}
      WHERE status IN ('assured', 'embedded', 'withdrawn')`,
    `DELETE FROM "ActionContributor" c USING "Action" a
      WHERE a."boardId" = c."boardId" AND a.id = c."actionId" AND c."personId" = ${id("'person1'")}
        AND EXISTS (SELECT FROM "ActionName" n WHERE n."actionId" = a.id AND n."personId" IS NOT NULL)`,
    'VACUUM (ANALYZE)',
  ])
}

function documents({ holdings, today }: Values): string[] {
  const recommendations = Math.ceil(holdings.actions / actionsOfRecommendation)
  const reports = Math.ceil(recommendations / recommendationsOfReport)
  return [
    `INSERT INTO "Report" ("boardId", id, title, kind, area, providers, "publishedOn", "sourceName", "sourceSha256",
                           "sourceFormat", flags, unrecognised, "responseDays", "responseDueOn")
     SELECT ${id("'board'")}, ${id("'report' || n")}, 'Review of safeguarding ' || n, 'inspection report',
            'Area ' || n, '{}', date '${today}' - n, 'report.txt', md5('report' || n), 'text', '[]', '[]', 20,
            CASE WHEN n <= ${clocks} THEN date '${today}' + n END
       FROM generate_series(1, ${reports}) n`,
    `INSERT INTO "Finding" ("boardId", id, "reportId", position, number, text, line)
     SELECT ${id("'board'")}, gen_random_uuid(), r.id, n, '1.' || n,
            'Inspectors saw that ' || ${topic('n')} || ' had improved since the last visit, but not on every ward.', n
       FROM "Report" r, generate_series(1, 20) n`,
    `INSERT INTO "Recommendation" ("boardId", id, "reportId", ref, "refSort", position, text, flags)
     SELECT ${id("'board'")}, ${id("'recommendation' || n")}, ${id(`'report' || ${reportOf}`)},
            ${reportOf} || '.' || ${placeOf},
            lpad((${reportOf})::text, 6, '0') || '.' || lpad((${placeOf})::text, 6, '0'), ${placeOf},
            'Ensure that ' || ${topic('n')} || ' is reviewed, and that the board is told what was found.', '[]'
       FROM generate_series(1, ${recommendations}) n`,
    `INSERT INTO "RecommendationOrganisation" ("boardId", "recommendationId", position, "asWritten", "organisationId")
     SELECT "boardId", id, 0, 'Organisation ' || 1 + position % ${organisations},
            ${id(`'organisation' || 1 + position % ${organisations}`)}
       FROM "Recommendation"`,
  ]
}

const reportOf = `(n - 1) / ${recommendationsOfReport} + 1`
const placeOf = `(n - 1) % ${recommendationsOfReport} + 1`

function actions({ holdings, today }: Values): string[] {
  const { actions: all, open } = holdings
  const stride = Math.floor(all / open)
  // w numbers the working set from 0; it is null for what is finished.
  const numbered = `(SELECT n, CASE WHEN n % ${stride} = 0 AND n / ${stride} <= ${open} THEN n / ${stride} - 1 END AS w
                       FROM generate_series(1, ${all}) n) numbered`
  const owner = `CASE WHEN w IS NULL THEN 1 + n % ${people}
                      WHEN w % 20 = 1 THEN NULL
                      WHEN w % 20 IN (0, 7) THEN 1
                      ELSE 2 + w % ${people - 1} END`
  const due = `CASE WHEN w IS NULL THEN date '${today}' - 60 - n % 2500
                    WHEN w % 5 = 0 THEN date '${today}' - 1 - w % 300
                    WHEN w % 50 = 49 THEN NULL
                    ELSE date '${today}' + 1 + w * 7 % 200 END`
  const status = `CASE WHEN w IS NULL THEN CASE n % 10 WHEN 0 THEN 'embedded' WHEN 1 THEN 'withdrawn' ELSE 'assured' END
                       ELSE CASE w % 6 WHEN 0 THEN 'in_progress' WHEN 1 THEN 'blocked' WHEN 2 THEN 'handed_over'
                                       ELSE 'not_started' END END::"ActionStatus"`
  const action = id("'action' || n")
  // What is open has been written about more than once, every second of the others once.
  const notes = 'CASE WHEN w IS NOT NULL THEN 4 ELSE n % 2 END'
  return [
    `INSERT INTO "Action" ("boardId", id, "recommendationId", ref, "refSort", text, status, outlook, "dueOn",
                           "originalDueOn", "duePrecision", "ownerId", "ownerAsWritten", "leadOrganisationId", "lastProgressOn",
                           "completedOn", flags)
     SELECT r."boardId", ${action}, r.id, r.ref || '.' || ${actionPlace}, r."refSort" || '.' || lpad((${actionPlace})::text, 6, '0'),
            'Agree with partners how ' || ${topic('n')} || ' will be checked, and report on it every quarter.',
            ${status}, CASE WHEN w % 9 = 0 THEN 'at_risk' ELSE 'on_track' END::"Outlook", ${due}, ${due}, 'day',
            ${id(`'person' || (${owner})`)}, 'Head of service', ${id(`'organisation' || 1 + n % ${organisations}`)},
            date '${today}' - 20 - n % 90, CASE WHEN w IS NULL THEN date '${today}' - 30 - n % 2500 END, '[]'
       FROM ${numbered}
       JOIN "Recommendation" r ON r.id = ${id(`'recommendation' || (n - 1) / ${actionsOfRecommendation} + 1`)}`,
    `INSERT INTO "ActionName" ("boardId", "actionId", position, "asWritten", "nameKey", "personId")
     SELECT ${id("'board'")}, ${action}, 0,
            CASE WHEN w % 67 = 5 THEN 'K Slater' ELSE 'Member Number' || n % ${people} END,
            CASE WHEN w % 67 = 5 THEN 'kslater' ELSE 'membernumber' || n % ${people} END,
            CASE WHEN w IS NULL THEN ${id(`'person' || 1 + n % ${people}`)} END
       FROM ${numbered}`,
    `INSERT INTO "ActionContributor" ("boardId", "actionId", "personId")
     SELECT ${id("'board'")}, ${action}, ${id(`'person' || CASE WHEN w % 20 = 13 THEN 1 ELSE 1 + n / 4 % ${people} END`)}
       FROM ${numbered} WHERE w % 20 = 13 OR (w IS NULL AND n % 4 = 0)`,
    `INSERT INTO "ProgressUpdate" ("boardId", id, "actionId", "authorId", at, narrative, status, outlook)
     SELECT ${id("'board'")}, gen_random_uuid(), ${action}, ${id(`'person' || 1 + n % ${people}`)},
            timestamptz '${today}' - interval '20 days' * note - interval '1 day' * (n % 90),
            'The audit of ' || ${topic('n')} || ' was done and its results went to the partners.', 'in_progress', 'on_track'
       FROM ${numbered}, generate_series(1, ${notes}) note`,
  ]
}

const actionPlace = `((n - 1) % ${actionsOfRecommendation} + 1)`

/** A uuid that can be said again: of the text that the SQL expression gives. */
function id(expression: string): string {
  return `md5(${expression})::uuid`
}

/** One of the topics, with figures that keep texts apart. */
function topic(n: string): string {
  const list = topics.map((words) => `'${words}'`).join(', ')
  return `(ARRAY[${list}])[1 + (${n}) * 7 % ${topics.length}] || ' in team ' || (${n}) % 997`
}

async function inOneSession(pool: pg.Pool, statements: readonly string[]): Promise<void> {
  const client = await pool.connect()
  try {
    // Filling takes as long as it takes, and need not survive a power cut.
    await client.query('SET statement_timeout = 0; SET synchronous_commit = off')
    // Nor need foreign keys be checked row by row; only a superuser may say so, and it is a third of the time.
    await client.query('SET session_replication_role = replica').catch(() => undefined)
    for (const statement of statements) await client.query(statement)
  } finally {
    // The session's settings go with it.
    client.release(true)
  }
}
