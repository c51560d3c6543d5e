import type { Form, FormValues } from './form.ts'
import { type Args, type ArgsOf, briefOf, parseArgs, usageOf } from './grammar.ts'
import type { BoardId } from './ids.ts'
import type { Membership, Permission } from './permission.ts'
import type { Place } from './place.ts'
import type { View } from './view.ts'

export type Reply = View | Form

/** Where a request came in. Written into the audit trail with every change. */
export type FaceName = 'console' | 'slack' | 'teams' | 'tab' | 'cli'

/** What a handler is given besides its arguments. `S` is the set of stores the features ask for. */
export type Context<S> = {
  actor: Membership
  /** Proof that the actor was let into the board; every store call wants it. */
  board: BoardId
  now: Date
  face: FaceName
  /** Who reads the answer: 'public' where everybody does, so that what it offers must be for any of them. */
  audience: View['audience']
  /** The channel it was typed or pressed in; null at a prompt, in a conversation of one's own, on a page. */
  place: Place | null
  stores: S
}

/** What came back from a form that a command had opened. */
export type Submission = { values: FormValues; hidden: Readonly<Record<string, string>> }

/** 'You can claim it if nobody owns it.', and the command that does so. */
export type Instead = { command: string; says: string }

/** One declaration; help, usage, suggestions and the platforms' manifests are derived from it. */
export type Declaration<S, A extends Args> = {
  group: string
  name: string
  aliases?: readonly string[]
  /** The command a bare group stands for: `/actions` is `/actions mine`. */
  bare?: boolean
  /** The command that a lone reference stands for: `/actions 4.2` is `/actions show 4.2`. */
  takesReference?: boolean
  args: A
  permission: Permission
  /** What somebody without the permission may do about it instead: another command of the group, on the same reference. */
  instead?: Instead
  /** One line, as help shows it, without a full stop. */
  summary: string
  /** What to type, without the slash and the group: 'claim 4.2.3'. The first is the one suggested. */
  examples: readonly [string, ...string[]]
  run(args: ArgsOf<A>, context: Context<S>): Promise<Reply>
  /** Present when the command opens a form: takes what was filled in. */
  submit?(args: ArgsOf<A>, submission: Submission, context: Context<S>): Promise<Reply>
  /** Whether a form is what these arguments ask for, where only some of them do. */
  asks?(args: ArgsOf<A>): boolean
}

/** A command as the registry holds it: the argument types live inside `read`. */
export type Command<S> = {
  group: string
  name: string
  aliases: readonly string[]
  bare: boolean
  takesReference: boolean
  permission: Permission
  instead: Instead | null
  summary: string
  /** '/actions progress REF [text]' */
  usage: string
  /** 'progress REF [text]': how a list of commands shows it. */
  brief: string
  examples: readonly [string, ...string[]]
  /** Whether it may answer with a form, whatever its arguments. */
  opensForm: boolean
  /** Whether a form is what a line asks for: for faces that must know before they press. */
  asks(line: string): boolean
  read(line: string): { ok: true; call: Call<S> } | { ok: false; problem: string }
}

/** A command with its arguments read, ready to run. */
export type Call<S> = (context: Context<S>, submission: Submission | null) => Promise<Reply>

/** Declares a command. The handler's argument types are inferred from `args`. */
export function defineCommand<S, A extends Args>(declaration: Declaration<S, A>): Command<S> {
  const { group, name, args } = declaration
  return {
    group,
    name,
    aliases: declaration.aliases ?? [],
    bare: declaration.bare ?? false,
    takesReference: declaration.takesReference ?? false,
    permission: declaration.permission,
    instead: declaration.instead ?? null,
    summary: declaration.summary,
    usage: `/${group} ${name} ${usageOf(args)}`.trim(),
    brief: `${name} ${briefOf(args)}`.trim(),
    examples: declaration.examples,
    opensForm: declaration.submit !== undefined,
    asks(line) {
      const parsed = declaration.submit ? parseArgs(args, line) : null
      return parsed?.ok === true && (declaration.asks?.(parsed.value) ?? true)
    },
    read(line) {
      const parsed = parseArgs(args, line)
      if (!parsed.ok) return parsed
      return {
        ok: true,
        call: (context, submission) =>
          submission && declaration.submit
            ? declaration.submit(parsed.value, submission, context)
            : declaration.run(parsed.value, context),
      }
    },
  }
}
