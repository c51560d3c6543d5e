import type { Stores } from '../features/stores.ts'
import { createActionStore } from './actions.ts'
import { createBoardStore } from './boards.ts'
import { createDeliveryStore } from './deliveries.ts'
import type { PrismaClient } from './generated/client.ts'
import { createPersonStore } from './people.ts'
import { createRecommendationStore } from './recommendations.ts'
import { createReportStore } from './reports.ts'

/** Every store on one client. */
export function createStores(prisma: PrismaClient): Stores {
  return {
    actions: createActionStore(prisma),
    boards: createBoardStore(prisma),
    deliveries: createDeliveryStore(prisma),
    people: createPersonStore(prisma),
    recommendations: createRecommendationStore(prisma),
    reports: createReportStore(prisma),
  }
}
