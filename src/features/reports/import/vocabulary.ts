/** Words of the field, never names: what kinds of bodies, teams and verbs reports of this kind are written with. */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** The last word of a body's name. After one of these, 'and' joins two bodies and no longer two halves of a name. */
export const BODY_WORDS = words(`
  trust trusts ccg ccgs pct pcts council councils group groups board boards cluster clusters authority authorities
  hospital hospitals constabulary police consortium commission agency agencies association alliance federation college
  school schools academy surgery practice practices company cic ltd limited llp plc charity hospice icb icbs ics lscb
  lscbs scb scbs scp scps safeguardingpartnership sab sabs sha shas partnership partnerships unit committee england
  cafcass ofsted probation lat lats
`)

/** Words that end the name of a team or a service inside a body. */
export const TEAM_WORDS = words(`
  team teams service services department departments directorate directorates unit units forum panel subgroup
  sub-group camhs hub network steering-group workstream
`)

/** Words for a post; such a subject is somebody responsible, though no organisation. */
export const ROLE_WORDS = words(`
  lead leads nurse nurses doctor doctors director directors manager managers head heads officer officers chair
  executive commissioner commissioners midwife lado coordinator co-ordinator chief gp professional professionals
`)

/** Bodies in general: somebody is meant, but the sentence does not say who. */
export const COLLECTIVE_HEADS = words(`
  partners partner partnership services service agencies agency organisations organisation organizations providers
  provider commissioners trusts bodies boards contractors practices professionals practitioners staff economy community
`)

/** Parts of a name that cannot stand alone: after 'and' they go on with the name before. */
export const NAME_PARTS = words(`
  nhs social care partnership foundation trust trusts health healthcare hospital hospitals community teaching university
  mental children children's young people adult adults services service wellbeing well-being safeguarding group board
  commissioning clinical primary public learning disability disabilities integrated acute county city borough district
  council families family for of
`)

/** Verbs with which a recommendation begins, or that follow its subject. */
export const VERBS = words(`
  accelerate access account achieve act adapt address adhere adopt advise agree align allocate analyse apply appoint
  appraise arrange articulate ascertain assess assist assure attend audit benchmark bring build capture carry challenge
  champion change check clarify collaborate collate collect commission communicate complete comply conduct confirm
  consider consolidate consult continue contribute cooperate co-operate coordinate co-ordinate create deliver demonstrate
  deploy design determine develop devise disseminate document draw drive educate embed enable encourage engage enhance
  ensure equip escalate establish evaluate examine exercise expand expedite explore extend facilitate finalise find focus
  follow formalise formulate fulfil fully further gain give guarantee have help hold identify implement improve include
  increase incorporate influence inform initiate instigate introduce investigate involve issue keep launch lead learn link
  liaise maintain make manage maximise meet minimise monitor negotiate notify obtain offer operate oversee own participate
  perform plan prepare prevent prioritise produce progress promote provide publish pursue put raise re-establish re-launch
  recognise record recruit redesign reduce refresh reinforce remind remove report require resolve respond restore review
  revise roll safeguard scope scrutinise secure seek set share show simplify specify standardise streamline strengthen
  submit supervise supply support sustain tackle take test track train undertake update upload use utilise validate verify
  work adjust alert begin cease circulate compile convene correct decide define delegate employ endorse enforce explain
  flag fund generate hire host inspect integrate invest invite join log map pay pilot pool rectify refer relaunch
  remedy renew repeat replace reshape retain rewrite satisfy screen send sign signpost start stop survey tailor target
  transfer transform treat visit widen write
`)

export const GRADES = [
  'outstanding',
  'good',
  'satisfactory',
  'adequate',
  'inadequate',
  'requires improvement',
  'requires improvement to be good',
] as const

/** Short capital words that are services, groups of people, methods or illnesses in these texts, not bodies. */
export const NOT_BODIES = words(`
  a&e ed gp gps lac cla cyp cypp camhs caf cafs ecaf marac mapa cp cpp chin cin sdq sdqs it ict ig rag brag smart dna
  cse fgm send sen senco iro iros lado hv hvs sn fnp cash scr scrs imr imrs crb dbs rat epr ehc ehcp miu tac taf ph nice
  uk eu hr sop sops tna kpi kpis cqc sla slas dv da adhd asd std stis sti bme hmic ofsted mca dols prevent pdr cpd r&d
  adult amh sh s1 mhs id na tbc tbd tba asap rcpch rcph iha rha ihas rhas level
`)

/** The classes of bodies a text can introduce by name and later call 'the CCGs' or 'the trust'. */
export const BODY_CLASSES: readonly { readonly name: string; readonly one: RegExp; readonly many: RegExp }[] =
  [
    {
      name: 'CCG',
      one: /^(?:ccg|clinical commissioning group)$/i,
      many: /^(?:ccgs|clinical commissioning groups)$/i,
    },
    { name: 'PCT', one: /^(?:pct|primary care trust)$/i, many: /^(?:pcts|primary care trusts)$/i },
    { name: 'Council', one: /^(?:council|local authority)$/i, many: /^(?:councils|local authorities)$/i },
    { name: 'ICB', one: /^(?:icb|integrated care board)$/i, many: /^(?:icbs|integrated care boards)$/i },
    {
      name: 'Trust',
      one: /^(?:(?:acute|hospital|community|nhs|mental health|provider) ?)*trust$/i,
      many: /^(?:(?:acute|hospital|community|nhs|mental health|provider) ?)*trusts$/i,
    },
  ]

/** Nouns and adjectives that say what kind of body it is and leave open which one. */
const GENERIC_NOUNS = words(`
  trust trusts council councils board boards authority authorities hospital hospitals partnership partnerships group
  groups agency agencies organisation organisations provider providers commission committee partner partners service
  services cluster practice practices school schools college
`)
const GENERIC_ADJECTIVES = words(`
  nhs the a an our your their its each every any this that both all local relevant acute community foundation mental
  health hospital care primary provider partner lead commissioning county city borough district metropolitan unitary
  executive governing statutory ambulance safeguarding children's multi-agency responsible host
`)

/** 'The Trust', 'the local authority', 'our Foundation Trust': a body in general, unless the document says which. */
export function isGenericBody(text: string): boolean {
  const all = text.toLowerCase().replaceAll('’', "'").split(/\s+/)
  const last = all.at(-1)?.replace(/[^a-z]/g, '') ?? ''
  return GENERIC_NOUNS.has(last) && all.slice(0, -1).every((word) => GENERIC_ADJECTIVES.has(word))
}

/** The class of a full name ('NHS Loamshire CCG' is a CCG), or null. */
export function classOfName(name: string): string | null {
  const bare = withoutAbbreviation(name)
  if (/\b(?:ccg|clinical commissioning group)$/i.test(bare)) return 'CCG'
  if (/\b(?:pct|primary care trust)$/i.test(bare)) return 'PCT'
  if (/\btrust$/i.test(bare)) return 'Trust'
  if (/\b(?:icb|integrated care board)$/i.test(bare)) return 'ICB'
  return /\b(?:council|local authority)$/i.test(bare) || /\bborough of\b/i.test(bare) ? 'Council' : null
}

/** 'Loamshire Partnership NHS Trust (LPT)' without '(LPT)'. */
export function withoutAbbreviation(name: string): string {
  return name.endsWith(')') ? name.slice(0, Math.max(0, name.lastIndexOf('('))).trim() : name
}

/** A name as it is compared: no case, no punctuation, 'and' for '&', no leading article. */
export function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/clinical commissioning group/g, 'ccg')
    .replace(/primary care trust/g, 'pct')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/^the /, '')
}

/** The last word, in lower case and without punctuation. */
export function lastWord(text: string): string {
  const bare = withoutAbbreviation(text.trim())
  return bare
    .slice(bare.lastIndexOf(' ') + 1)
    .toLowerCase()
    .replace(/[^a-z&-]/g, '')
}
