/** What this face allows itself. */
export const limits = {
  /** Columns: below the least no table can stand, beyond the most no line is easy to read. */
  width: { least: 24, usual: 100, most: 120 },
  options: {
    /** More than these go side by side. */
    inOneColumn: 8,
    /** More people than these are typed, not picked. */
    people: 24,
  },
  /** Columns of a present value within a prompt. */
  present: 40,
} as const
