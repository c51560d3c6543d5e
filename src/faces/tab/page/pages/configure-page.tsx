import { useEffect, useMemo, useState } from 'react'
import { useDesk } from '../desk.ts'
import { listAddress } from '../routes.ts'
import { useAsked } from '../use-asked.ts'
import { Chooser } from '../view/chooser.tsx'
import { Title } from '../view/title.tsx'
import { Loading } from './loading.tsx'

const board = { value: '/tab/board', label: 'The whole board at a glance' }
const overdue = { value: '/tab/list?due=overdue', label: 'What is overdue' }

/** What Teams shows when the tab is added to a channel: which page it is to be. */
export function ConfigurePage() {
  const { api, host } = useDesk()
  const [address, setAddress] = useState(board.value)
  const asked = useAsked(
    async (signal) => (await api.glance({ organisation: null, report: null }, signal)).choices,
    'choices',
  )
  const choices = useMemo(() => {
    const names = asked.state === 'here' ? asked.value.organisations : []
    return [
      board,
      overdue,
      ...names.map((org) => ({ value: listAddress('board', { org }), label: `The board for ${org}` })),
    ]
  }, [asked])
  useEffect(() => {
    const { configure } = host
    configure?.offer({ address, name: nameOf(address) })
    configure?.ready()
  }, [host, address])
  if (asked.state === 'asking') return <Loading />
  return (
    <div className="configure">
      <Title text="What this tab shows" />
      {asked.state === 'failed' && <p role="alert">{asked.words}</p>}
      <Chooser label="Page" value={address} set={setAddress} choices={choices} />
      <p className="muted">
        Everybody in the channel sees the tab. Each is let in by themselves, and sees what they may see of{' '}
        {api.session.board.name}.
      </p>
      {!host.configure && (
        <p>A tab is added in Teams: choose + at the top of a channel, then Followthrough.</p>
      )}
    </div>
  )
}

function nameOf(address: string): string {
  if (address === overdue.value) return 'Overdue actions'
  const org = new URL(address, location.origin).searchParams.get('org')
  return org ? `Followthrough: ${org}`.slice(0, 60) : 'Followthrough'
}
