/** Bodies as Slack sends them, with fields we do not use left in: those must not matter. */

export const commandBody = {
  token: 'verification',
  team_id: 'T1',
  team_domain: 'northmere',
  channel_id: 'C1',
  channel_name: 'safeguarding',
  user_id: 'U1',
  user_name: 'kate',
  command: '/actions',
  text: 'mine',
  api_app_id: 'A1',
  is_enterprise_install: 'false',
  response_url: 'https://hooks.slack.com/commands/T1/1/x',
  trigger_id: '1.2.x',
}

const interactive = {
  user: { id: 'U1', username: 'kate', name: 'kate', team_id: 'T1' },
  api_app_id: 'A1',
  token: 'verification',
  team: { id: 'T1', domain: 'northmere' },
  enterprise: null,
  is_enterprise_install: false,
}

export const pressBody = {
  ...interactive,
  type: 'block_actions',
  container: { type: 'message', message_ts: '1.1', channel_id: 'C1', is_ephemeral: true },
  channel: { id: 'C1', name: 'safeguarding' },
  trigger_id: '1.3.x',
  response_url: 'https://hooks.slack.com/actions/T1/1/x',
  state: { values: {} },
  actions: [
    {
      action_id: 'run:0',
      block_id: '2:actions mine',
      text: { type: 'plain_text', text: 'Claim', emoji: true },
      value: 'actions claim 4.2',
      type: 'button',
      action_ts: '1.4',
    },
  ],
}

export const submissionBody = {
  ...interactive,
  type: 'view_submission',
  trigger_id: '1.5.x',
  response_urls: [],
  view: {
    id: 'V1',
    team_id: 'T1',
    type: 'modal',
    callback_id: 'form',
    private_metadata: 'sealed',
    hash: '1.6',
    state: { values: { 'field:narrative': { text: { type: 'plain_text_input', value: 'Done' } } } },
  },
}

export const homeBody = {
  token: 'verification',
  team_id: 'T1',
  api_app_id: 'A1',
  type: 'event_callback',
  event_id: 'Ev1',
  event_time: 1,
  authorizations: [
    { enterprise_id: null, team_id: 'T1', user_id: 'UB', is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
  event: { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home', event_ts: '1.7' },
}
