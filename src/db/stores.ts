import type { Stores } from '../features/stores.ts'
import { createActionStore } from './actions.ts'
import { createBoardStore } from './boards.ts'
import { createDeliveryStore } from './deliveries.ts'
import { createDigestStore } from './digests.ts'
import type { PrismaClient } from './generated/client.ts'
import { createGlanceStore } from './glance.ts'
import { createPersonStore } from './people.ts'
import { createRecommendationStore } from './recommendations.ts'
import { createReminderStore } from './reminders.ts'
import { createReportStore } from './reports.ts'

/** Every store on one client. */
export function createStores(prisma: PrismaClient): Stores {
  return {
    actions: createActionStore(prisma),
    boards: createBoardStore(prisma),
    deliveries: createDeliveryStore(prisma),
    digests: createDigestStore(prisma),
    glance: createGlanceStore(prisma),
    people: createPersonStore(prisma),
    recommendations: createRecommendationStore(prisma),
    reminders: createReminderStore(prisma),
    reports: createReportStore(prisma),
  }
}
