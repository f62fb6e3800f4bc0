// Reads the page anew whenever the sending system says that something has changed, and puts in the parts that live.
// One look at a time: what changes meanwhile is in the next one.
let looking;

async function look() {
  const response = await fetch('/', { cache: 'no-store' });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id);
    if (next && next.innerHTML !== part.innerHTML) part.replaceChildren(...next.childNodes);
  }
}

// Also when it begins to hear, for the first time or again: nobody has told what changed before.
const events = new EventSource('/events');
for (const type of ['open', 'message']) {
  events.addEventListener(type, () => {
    looking = Promise.resolve(looking).then(look, look);
  });
}
