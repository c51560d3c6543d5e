import { expect, it } from 'vitest'
import { plainText } from '../../../../src/faces/slack/typed-text.ts'

it.each([
  ['assign 4.2 <@U1|kate>', 'assign 4.2 Kate Slater'],
  ['assign 4.2 <@U1>', 'assign 4.2 Kate Slater'],
  ['assign 4.2 <@U9|owen>', 'assign 4.2 @owen'],
  ['assign 4.2 <@U9>', 'assign 4.2 @somebody'],
  ['see <#C1|safeguarding> and <#C2>', 'see #safeguarding and #a channel'],
  ['<!here> <!subteam^S1|@leads> <!subteam^S2>', '@here @leads @subteam'],
  ['<https://a.example/x?y=1&amp;z=2|the minutes>', 'https://a.example/x?y=1&z=2'],
  ['<mailto:kate@northmere.example|kate@northmere.example>', 'kate@northmere.example'],
  ['5 &lt; 6 &amp; 7 &gt; 6, said as &amp;lt;', '5 < 6 & 7 > 6, said as &lt;'],
  ['plain words', 'plain words'],
])('%s is read as %s', (typed, read) => {
  expect(plainText(typed, new Map([['U1', 'Kate Slater']]))).toBe(read)
})
