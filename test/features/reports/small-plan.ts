import { isoDate } from '../../../src/calendar/date.ts'
import type { Draft } from '../../../src/features/reports/import/schema.ts'
import { draftOf } from './draft.ts'

const hospitals = 'Northmere Hospitals NHS Trust'
const council = 'Northmere and Dale Council'

/**
 * A small plan with one of everything: recommendations with one action, several and none; joint, not joint and
 * unknown; dated, dated by month, undated; handed over; several owners as the plan writes them.
 * Seen from Mon 23 Nov 2026: 4.1 is 14 days overdue, 4.2.1 three, 4.5 is due in 8 days.
 */
export function smallPlan(): Draft {
  return draftOf({
    report: {
      title: 'Northmere review of health services for children looked after and safeguarding',
      area: 'Northmere',
      marking: 'PRIVATE AND CONFIDENTIAL',
      regulator: 'Care Quality Commission',
      judgements: [{ section: 'Safeguarding', label: 'Overall effectiveness', grade: 'Adequate' }],
      responseClock: {
        workingDays: 20,
        from: isoDate('2026-11-03'),
        dueOn: isoDate('2026-12-01'),
        provisional: true,
        rule: 'within 20 working days of receipt',
        line: 8,
      },
      flags: [{ code: 'response-clock-provisional', message: 'When was the report received?' }],
    },
    recommendations: [
      {
        ref: '4.1',
        text: 'Ensure that consent is recorded before every assessment',
        joint: true,
        jointBasis: "tagged '(Joint)'",
        organisations: [hospitals, council],
        dueOn: isoDate('2026-11-09'),
      },
      {
        ref: '4.2',
        text: 'Audit the records of under-18s who attend the emergency department',
        organisations: [hospitals],
      },
      {
        ref: '4.3',
        text: 'Offer families alternatives when they leave the assessment framework',
        joint: null,
        jointBasis: 'the italics were lost',
        organisations: [council],
        dueOn: isoDate('2026-12-31'),
      },
      { ref: '4.5', text: 'Provide supervision for midwives', organisations: [hospitals] },
      { ref: '4.7', text: 'Agree a referral pathway with the 100% health_visiting service' },
      { ref: '4.8', text: 'Share plans with the commissioners' },
      { ref: '4.9', text: 'Review the training matrix' },
      { ref: '4.10', text: 'Publish the escalation policy' },
    ],
    actions: [
      {
        recommendation: '4.1',
        text: 'Add a mandatory consent field to the assessment template',
        owners: ['K Slater'],
        ownerAsWritten: 'K Slater',
        leadOrganisation: hospitals,
        sharedWith: [council],
        dueOn: isoDate('2026-11-09'),
        dueRaw: '9.11.26',
        duePrecision: 'day',
      },
      {
        recommendation: '4.2',
        number: 1,
        text: 'Design the audit tool',
        owners: ['K Slater', 'E Wilson'],
        ownerAsWritten: 'K Slater /E Wilson',
        leadOrganisation: hospitals,
        dueOn: isoDate('2026-11-20'),
        dueRaw: '20.11.26',
        duePrecision: 'day',
      },
      {
        recommendation: '4.2',
        number: 2,
        text: 'Run the first audit monthly',
        owners: ['E Wilson', 'K Slater'],
        ownerAsWritten: 'E Wilson/ K Slater',
        dueOn: isoDate('2027-01-31'),
        dueRaw: 'January 2027',
        duePrecision: 'month',
      },
      {
        recommendation: '4.5',
        text: 'Appoint a supervisor of midwives',
        owners: ['Head of Midwifery'],
        ownerAsWritten: 'Head of Midwifery',
        leadOrganisation: hospitals,
        dueOn: isoDate('2026-12-01'),
        dueRaw: '1.12.26',
        duePrecision: 'day',
        flags: [{ code: 'owner-unclear', message: 'Is Head of Midwifery a person of the board?' }],
      },
      {
        recommendation: '4.7',
        text: 'Meet the service and draw up the pathway',
        owners: ['Owen Hart'],
        ownerAsWritten: 'Owen Hart',
        dueRaw: 'Meeting planned for 27th September',
        progress: 'A first meeting was held.',
        evidence: 'Minutes of the first meeting',
      },
      {
        recommendation: '4.8',
        text: 'Plans to be shared at the quality meeting',
        leadOrganisation: 'PHT',
        handedOver: true,
        dueOn: isoDate('2026-12-15'),
        duePrecision: 'day',
      },
      { recommendation: '4.9', text: 'Update the matrix', dueOn: isoDate('2026-12-20'), duePrecision: 'day' },
      {
        recommendation: '4.10',
        text: 'Put the policy on the intranet',
        dueOn: isoDate('2026-12-20'),
        duePrecision: 'day',
      },
    ],
    findings: [
      {
        number: '3.1',
        heading: 'Outcome 7',
        outcome: 7,
        text: 'Supervision was delayed in maternity and midwives told us they waited weeks.',
        line: 120,
      },
    ],
  })
}
