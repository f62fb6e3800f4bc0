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

new EventSource('/events').addEventListener('message', () => {
  looking = Promise.resolve(looking).then(look, look);
});
