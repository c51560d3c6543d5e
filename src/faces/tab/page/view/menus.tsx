import {
  Button as FluentButton,
  Menu,
  MenuButton,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { useRef } from 'react'
import type { Button, MenuOption } from '../../../../core/view.ts'
import { cleanText } from '../../../common/letters.ts'
import { useDesk } from '../desk.ts'

const asButton = (option: MenuOption): Button => ({ ...option, emphasis: 'plain' })

/** What may be done with one row. */
export function RowMenu({ about, buttons }: { about: string; buttons: readonly Button[] }) {
  const { press } = useDesk()
  const opener = useRef<HTMLElement>(null)
  return (
    <Menu
      positioning="below-end"
      onOpenChange={(_, { open }) => {
        const { activeElement } = document
        if (open && activeElement instanceof HTMLElement) opener.current = activeElement
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <FluentButton
          appearance="subtle"
          className="more"
          aria-label={`What to do with ${about}`}
          icon={<Dots />}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {buttons.map((button) => (
            <MenuItem key={button.command} onClick={() => press(button, opener.current)}>
              {cleanText(button.label)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

/** One of several commands, of which one is chosen. Choosing runs it, so it is a menu and not a box of a form. */
export function ChoiceMenu({ label, options }: { label: string; options: readonly MenuOption[] }) {
  const { press } = useDesk()
  const chosen = options.find((option) => option.chosen)
  return (
    <Menu checkedValues={{ chosen: chosen ? [chosen.command] : [] }}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton>
          {cleanText(label)}
          {chosen && `: ${cleanText(chosen.label)}`}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {options.map((option) => (
            <MenuItemRadio
              key={option.command}
              name="chosen"
              value={option.command}
              onClick={() => press(asButton(option))}
            >
              {cleanText(option.label)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

function Dots() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" fill="currentColor">
      <circle cx="4.5" cy="10" r="1.6" />
      <circle cx="10" cy="10" r="1.6" />
      <circle cx="15.5" cy="10" r="1.6" />
    </svg>
  )
}
