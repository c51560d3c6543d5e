import type { ActionStore } from './actions/store.ts'
import type { BoardStore } from './boards/store.ts'
import type { DeliveryStore } from './deliveries/store.ts'
import type { DigestStore } from './digests/store.ts'
import type { GlanceStore } from './glance/store.ts'
import type { PersonStore } from './people/store.ts'
import type { RecommendationStore } from './recommendations/store.ts'
import type { ReminderStore } from './reminders/store.ts'
import type { ReportStore } from './reports/store.ts'

/** Everything the commands may ask of the database. Implemented in src/db, handed in by main.ts. */
export type Stores = {
  actions: ActionStore
  boards: BoardStore
  deliveries: DeliveryStore
  digests: DigestStore
  glance: GlanceStore
  people: PersonStore
  recommendations: RecommendationStore
  reminders: ReminderStore
  reports: ReportStore
}
