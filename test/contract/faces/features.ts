/** A test that shows a feature on a face: where it stands, and a part of its name. */
export type Proof = { file: string; test: string }

export const faces = ['Console', 'Slack', 'Teams', 'Tab'] as const
export type FaceTitle = (typeof faces)[number]

/** What a face does, and how it is known. A face without a proof has no tick. */
export type Feature = { feature: string; proofs: Partial<Record<FaceTitle, Proof>> }

const contract = 'test/contract/faces/contract.test.ts'
const work = 'test/contract/faces/stories/work.ts'
const board = 'test/contract/faces/stories/board.ts'
const slack = (file: string, test: string): Proof => ({ file: `test/stories/slack/${file}.test.ts`, test })
const teams = (file: string, test: string): Proof => ({ file: `test/stories/teams/${file}.test.ts`, test })
const page = (file: string, test: string): Proof => ({ file: `test/faces/tab-page/${file}.ts`, test })
const tab = (file: string, test: string): Proof => ({ file: `test/faces/tab/${file}.test.ts`, test })

/** The same test for the three faces of the contract, or for those in chat. */
const everywhere = (file: string, test: string): Feature['proofs'] => ({
  Console: { file, test },
  ...inChat(file, test),
})
const inChat = (file: string, test: string): Feature['proofs'] => ({
  Slack: { file, test },
  Teams: { file, test },
})

/** What is in README's table, in its order. */
export const features: readonly Feature[] = [
  {
    feature: 'Every command, typed',
    proofs: everywhere(contract, 'every command was given on every face, and did what it is for'),
  },
  {
    feature: 'Buttons; each press is permitted anew',
    proofs: {
      Console: {
        file: 'test/faces/console-session.test.ts',
        test: 'press a button; one that others would feel is asked about first',
      },
      Slack: slack('day', 'refuses what a viewer may not do, typed or pressed'),
      Teams: teams('channels', 'a button is asked again of whoever presses it'),
      Tab: page('working', 'asks before an action is released, gives the focus back'),
    },
  },
  {
    feature: 'Forms: errors at their fields, what was typed is kept',
    proofs: {
      ...everywhere(work, 'progress is asked for in a form, which keeps what was typed until it is right'),
      Tab: page('working', 'with the keyboard alone: claims an action and posts progress, a mistake first'),
    },
  },
  {
    feature: 'A slip of the finger is put right by a button',
    proofs: everywhere(
      'test/contract/faces/stories/reading.ts',
      'a mistyped command is offered as it was meant, and does it when pressed',
    ),
  },
  {
    feature: 'Answers in a channel are for the asker alone',
    proofs: {
      Slack: { file: work, test: 'a change is told to the channel it was made in' },
      Teams: teams('channels', 'a question is answered to the asker alone, in the thread it was asked in'),
    },
  },
  {
    feature: 'Changes are told to the channel, unless others read along',
    proofs: {
      Slack: slack('day', 'tells nothing where another organisation reads along, nor where it cannot look'),
      Teams: teams('channels', 'nothing that was done is told, and the person is told why'),
    },
  },
  {
    feature: "A channel's card is kept current in its place",
    proofs: {
      Slack: slack('day', 'draws the channel’s card for everybody, whoever pressed last'),
      Teams: teams('channels', 'a press in a card that all read changes it for all'),
    },
  },
  {
    feature: 'Members are known by their e-mail address at first',
    proofs: {
      Slack: slack('day', 'tells Kate what is hers, once she has said which name of the plan is hers'),
      Teams: teams('people', 'a member of the tenant, by the address their directory has'),
    },
  },
  {
    feature: 'Newcomers are turned to an administrator, who lets them in',
    proofs: {
      ...inChat(board, 'somebody the board does not know is shown to an administrator, who lets them in'),
      Tab: page('opening', 'by somebody the board does not know: they read whom to ask'),
    },
  },
  {
    feature: 'Guests and outsiders as the board decides',
    proofs: {
      Slack: slack('people', 'may open the board to guests, each let in by name, and shut it again'),
      Teams: teams(
        'people',
        'guests and outsiders where the board takes such people, each by name and never by an address',
      ),
      Tab: tab('sign-on', 'is let in only where the board lets guests in'),
    },
  },
  {
    feature: 'An action from anywhere (shortcut, message extension)',
    proofs: {
      Slack: slack('home-and-shortcuts', 'offers what fits while somebody types'),
      Teams: teams('forms', 'adds to an action from anywhere: an error first, then success'),
    },
  },
  {
    feature: 'It is found by its words while they are typed',
    proofs: {
      Slack: slack('home-and-shortcuts', 'offers what fits while somebody types'),
      Teams: teams('forms', 'offers what the typed words are found in, whoever owns it'),
    },
  },
  {
    feature: 'A message becomes progress, its link evidence',
    proofs: {
      Slack: slack('home-and-shortcuts', 'makes progress of a message, with its link as evidence'),
      Teams: teams('forms', 'brings a message and its link into the form, and saves nothing by itself'),
    },
  },
  {
    feature: "A page of one's own",
    proofs: {
      Slack: slack('home-and-shortcuts', 'shows what is somebody’s, most urgent first'),
      // In Teams it is the tab: two of them stand in the app, the board and one's own.
      Teams: page('opening', 'where Teams asks for one action'),
      Tab: page('working', 'narrows a list, follows it into an action, and comes back the way they came'),
    },
  },
  {
    feature: "A channel's weekly digest, set up where it is heard",
    proofs: inChat(board, 'a digest is set up in its channel, changed in a form, and stopped'),
  },
  {
    feature: 'The digest is kept current when somebody acts from it',
    proofs: {
      Slack: slack('digest', 'is brought up to date in place when somebody acts from it'),
      Teams: teams('unasked', 'is brought up to date in its place when somebody acts from it'),
    },
  },
  {
    feature: 'Reminders, one message a day at the most',
    proofs: {
      Slack: slack('reminders', 'reaches its reader alone, with what is theirs'),
      Teams: teams('unasked', 'reaches its reader alone, and leaves progress as it stands now'),
    },
  },
  {
    feature: 'Signed requests only',
    proofs: {
      Slack: slack('hostile-requests', 'are refused when the body was changed under a good signature'),
      Teams: teams('signed', 'that Microsoft has signed for it, for now and for where it comes from'),
      Tab: tab('sign-on', 'of %s is not taken'),
    },
  },
  {
    feature: 'What is sent twice is done once',
    proofs: {
      Slack: slack('hostile-requests', 'write once: both at the same moment, signed anew'),
      Teams: teams('forms', 'that Teams sends twice is saved once, and answered the same both times'),
      Tab: tab('api', 'that is sent again with its key is saved once, and answered the same'),
    },
  },
  {
    feature: 'Many organisations on one server, none sees another',
    proofs: {
      Slack: slack('install', 'does not lend its board to another'),
      Teams: teams('people', 'of one tenant never reaches the board of another'),
      Tab: tab('api', 'reaches no other board, by reference or by id'),
    },
  },
]
