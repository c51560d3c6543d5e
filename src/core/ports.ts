import type { Reply, Submission } from './command.ts'
import type { Glanced, GlanceWish } from './glance.ts'
import type { Id } from './ids.ts'
import type { Membership } from './permission.ts'
import type { Place } from './place.ts'

/** Somebody as a chat platform names them: its own ids, never a name. */
export type ChatAddress = {
  platform: 'slack' | 'teams'
  /** What the app is installed in: a workspace, an organisation of workspaces, a tenant. */
  workspaceId: string
  userId: string
}

/** Somebody at the door, as the platform describes them now. A name is for showing: it lets nobody in. */
export type Arrival = ChatAddress & { displayName: string; email: string | null }

export type Welcome =
  | { kind: 'member'; actor: Membership }
  /**
   * Nobody this board knows. `ask` are its administrators, by name; the visit is noted for them. `concerns` are those
   * whose pages show it from now on.
   */
  | {
      kind: 'stranger'
      board: { slug: string; name: string }
      ask: readonly string[]
      concerns: readonly Id[]
    }
  /** The workspace is connected to no board. */
  | { kind: 'no board' }

/** Whom a workspace lets in beside its own full members. All refused unless the board's administrator says otherwise. */
export type DoorPolicy = { guests: boolean; outsiders: boolean }

/** A workspace's place: the one board it is connected to. */
export type Workspace = { platform: ChatAddress['platform']; workspaceId: string; name: string }

export type Connected =
  | { ok: true; board: { slug: string; name: string } }
  /** The invitation is unknown, used or too old, or the workspace is connected to another board already. */
  | { ok: false; reason: 'invitation' | 'other board' }

/**
 * The door between a chat platform and a board. A face has authenticated the platform's request; who that is on
 * which board is decided here, and nowhere else. Everything fails closed: an error lets nobody in.
 */
export type Door = {
  /** The member behind an address that has been here before, as they stand now; null for anybody else. */
  member(address: ChatAddress): Promise<Membership | null>
  /** First meeting: known by e-mail address, else noted and turned to the administrators. */
  welcome(arrival: Arrival): Promise<Welcome>
  policy(workspace: Pick<Workspace, 'platform' | 'workspaceId'>): Promise<DoorPolicy | null>
  /** Connects a workspace to the board of an invitation, and makes the installer its administrator. */
  connect(workspace: Workspace, invitation: string, installer: Arrival | null): Promise<Connected>
  /** Connects a workspace to a board the operator has chosen in the settings. */
  connectAs(workspace: Workspace, boardSlug: string): Promise<Connected>
  /** The workspace has thrown the app out: its tokens are forgotten; people and what they did stay. */
  disconnect(workspace: Pick<Workspace, 'platform' | 'workspaceId'>): Promise<void>
  /** Who of these people is whom in a workspace: for pickers and for pages that must be kept current. */
  addresses(
    workspace: Pick<Workspace, 'platform' | 'workspaceId'>,
    people: readonly Id[],
  ): Promise<Map<Id, string>>
}

/** Where a workspace's sealed tokens lie. The shelf sees no plain text. */
export type TokenShelf = {
  put(workspace: Pick<Workspace, 'platform' | 'workspaceId'>, sealed: string): Promise<void>
  get(workspace: Pick<Workspace, 'platform' | 'workspaceId'>): Promise<string | null>
  remove(workspace: Pick<Workspace, 'platform' | 'workspaceId'>): Promise<void>
}

/** Remembers what has come in, so that the same thing sent twice is done once, whichever process it reaches. */
export type Receipts = {
  /** True the first time a key is seen, false for at least ten minutes after. */
  first(key: string): Promise<boolean>
  /** Lets a key be used again: what it stood for was not done. */
  forget(key: string): Promise<void>
}

/** Personal pages that are kept current: who has one open, and what it shows. */
export type Pages = {
  opened(address: ChatAddress, command: string): Promise<void>
  /** The pages of these people in a workspace, of those opened lately, the latest first. */
  of(
    workspace: Pick<Workspace, 'platform' | 'workspaceId'>,
    people: readonly Id[],
  ): Promise<readonly { userId: string; command: string }[]>
}

/** A conversation that the app is in, and how to speak there unasked. Ids and an address of the platform's: no words. */
export type Conversation = Pick<Workspace, 'platform' | 'workspaceId'> & {
  /** The platform's id of it, without a message's. */
  conversationId: string
  kind: 'personal' | 'group' | 'channel'
  /** The team a channel is in, by the platform's id. */
  teamId: string | null
  /** Whom a personal one is with, and the platform's name for their account in conversations. */
  userId: string | null
  accountId: string | null
  /** The app's own account there. */
  botId: string
  /** Where the platform takes what is said there. */
  serviceUrl: string
}

/** The conversations the app is in, for platforms where nothing can be said without knowing them. */
export type Conversations = {
  /** Keeps one, or what has become of it. Of a workspace that is connected to no board nothing is kept. */
  remember(conversation: Conversation): Promise<void>
  at(
    workspace: Pick<Workspace, 'platform' | 'workspaceId'>,
    conversationId: string,
  ): Promise<Conversation | null>
  /** Somebody's own conversation with the app. */
  withPerson(address: ChatAddress): Promise<Conversation | null>
  /** Any one: what they have in common is known from it. The latest that was heard of. */
  latest(workspace: Pick<Workspace, 'platform' | 'workspaceId'>): Promise<Conversation | null>
  forget(workspace: Pick<Workspace, 'platform' | 'workspaceId'>, conversationId: string): Promise<void>
}

/** What a chat face is given: everything it needs of the product, and nothing of its inside. */
export type Office = {
  /** `place` is the channel it was asked in, when there is one. */
  answer(actor: Membership, text: string, submission?: Submission, place?: Place): Promise<Reply>
  /** The same for everybody to read: it offers what some of them may do, not what the actor may. */
  answerAll(actor: Membership, text: string): Promise<Reply>
  /** What somebody nobody knows may read: help, and whom to ask. */
  help(text: string): Reply
  door: Door
  shelf: TokenShelf
  receipts: Receipts
  pages: Pages
  conversations: Conversations
}

/** What a page of the board's own is given: who may come in, the same answers as in chat, and the board in figures. */
export type PageOffice = {
  door: Pick<Door, 'member' | 'welcome' | 'policy'>
  /** As in chat: the command decides who may, and what is said. */
  answer(actor: Membership, text: string, submission?: Submission): Promise<Reply>
  glance(actor: Membership, wish: GlanceWish): Promise<Glanced>
  receipts: Receipts
}
