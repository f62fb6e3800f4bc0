import type { ShownChannel, ShownTopic } from '@noren/model/mail';
import { html, nothing, type TemplateResult } from 'lit';
import { outsideLink } from '../outside-link.ts';
import { switchControl } from '../switch-control.ts';
import { keyOf } from './mail-choices.ts';
import { type MailView, stateWord, WAITING } from './mail-view.ts';
import { problemBox } from './problem-box.ts';

/** One topic: what it brings, whose it is, its newest issue, and a switch for each way in which it comes. */
export function topicRow(view: MailView, topic: ShownTopic): TemplateResult {
  const { say } = view;
  const { id, title, description, company, reason, lastIssueUrl, channels } = topic;
  const isAlways = topic.class === 'service';
  const [only] = channels;
  // What comes by e-mail alone needs no word about how it comes.
  const plain = !isAlways && channels.length < 2 && only?.channel === 'email' && only;
  return html`<li class="row line" part="row">
    <h4>${plain ? html`<label for=${keyOf(id, 'email')}>${title}</label>` : title}</h4>
    ${isAlways ? html`<span class="pill small" part="always">${say('always')}</span>` : plain ? control(view, topic, plain) : nothing}
    <p id="about-${id}">${description}</p>
    ${reason ? html`<p class="small">${reason}</p>` : nothing}
    <p class="small quiet facts">
      <span>${company}</span>${lastIssueUrl ? outsideLink(view, lastIssueUrl, say('lastIssue', { topic: title })) : nothing}
    </p>
    ${
      plain
        ? under(view, topic, plain)
        : isAlways
          ? nothing
          : channels.map(
              (channel) => html`<div class="channel line" part="channel">
                <label for=${keyOf(id, channel.channel)}>${named(topic)}${say(channel.channel)}</label>
                ${control(view, topic, channel)}${under(view, topic, channel)}
              </div>`,
            )
    }
  </li>`;
}

/** For a reader who hears a control alone. */
const named = ({ title }: ShownTopic): TemplateResult => html`<span class="spoken">${title}: </span>`;

function control({ choices, say, shown }: MailView, topic: ShownTopic, channel: ShownChannel): TemplateResult {
  const { channel: by, frequency } = channel;
  const id = keyOf(topic.id, by);
  const on = choices.isOn(id, channel);
  const state = stateWord(on, channel.state);
  // Neither on nor off, and not this page's to switch: a mail has to be answered.
  if (WAITING.test(state))
    return html`<span class="pill small" part="waiting" id=${id} tabindex="-1">${named(topic)}${say(state)}</span>`;
  return switchControl({
    id,
    on,
    // The link of a mail may end what comes in any way, and begin mail alone.
    disabled: choices.isAsking || (!on && !shown.signedIn && by !== 'email'),
    describedBy: `about-${topic.id} state-${id}`,
    state: say(state),
    onSwitch: (to) => choices.change(id, { topic, channel: by, on: to, frequency }),
  });
}

/** What stands under a switch: what few have, when it was changed, and what went wrong. */
function under(view: MailView, topic: ShownTopic, channel: ShownChannel): TemplateResult {
  const { choices, say, time, shown, more } = view;
  const { channel: by, changedAt } = channel;
  const id = keyOf(topic.id, by);
  const edit = choices.editOf(id);
  const on = choices.isOn(id, channel);
  const frequency = edit?.frequency ?? channel.frequency;
  const change = (on: boolean, often = frequency): void =>
    choices.change(id, { topic, channel: by, on, frequency: often });
  return html`${on ? more?.channelMore(view, { topic, channel, id, name: named(topic), frequency, change }) : nothing}
    <div class="small" id="state-${id}">
      ${shown.signedIn || by === 'email' || on ? nothing : html`<p class="quiet">${say('signIn')}</p>`}
      ${changedAt && !edit ? html`<p class="quiet" part="changed">${say('changed', { time: time(changedAt) })}</p>` : nothing}
    </div>
    ${problemBox(view, id)}`;
}
