import { type Noren, type NorenRequestDetail, REQUEST } from '@noren/core';

/** Does what elements request; they never write themselves. */
export function hearRequests(noren: Noren): void {
  addEventListener(REQUEST, (event) => {
    const {
      action,
      purposes = {},
      services = {},
      purpose,
      surface = action === 'show' ? 'preferences' : 'notice',
      yes,
    } = (event as CustomEvent<NorenRequestDetail>).detail;
    if (action === 'accept-all') noren.acceptAll({ surface });
    else if (action === 'reject-all') noren.rejectAll({ surface });
    else if (action === 'save') noren.decide({ purposes, services }, { via: 'save', surface });
    else if (action === 'withdraw') noren.withdraw(purpose, { surface });
    else if (action === 'acknowledge') noren.acknowledge();
    else if (action === 'confirm-link') noren.confirmLink(yes === true);
    else if (action === 'show') noren.show(surface).catch(() => undefined);
    else noren.hide(surface);
  });
}
