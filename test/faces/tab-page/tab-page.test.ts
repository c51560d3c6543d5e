import { describeWithBrowser } from '../../support/browser.ts'
import { tellAccess } from './accessible.ts'
import { tellForms } from './forms.ts'
import { tellGlances } from './glancing.ts'
import { useTabOffice } from './opened.ts'
import { tellOpening } from './opening.ts'
import { tellTrouble } from './trouble.ts'
import { tellWork } from './working.ts'

// One file, so that the page is built once, and one browser and one board serve all of it.
describeWithBrowser('the page of the tab', () => {
  const { office } = useTabOffice()
  tellOpening(office)
  tellAccess(office)
  tellGlances(office)
  tellForms(office)
  tellTrouble(office)
  tellWork(office)
})
