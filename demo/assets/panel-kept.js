/**
 * What this page can see of what the browser keeps: `{ service, names: { cookie, local, session } }` for each service
 * that declares a name, and one without service for the names that nobody declares.
 */
export function readKept(facts) {
  const groups = new Map();
  for (const { name, kind, service } of found(facts)) {
    if (!groups.has(service)) groups.set(service, { service, names: { cookie: [], local: [], session: [] } });
    groups.get(service).names[kind].push(name);
  }
  return [...groups.values()];
}

function found(facts) {
  return [
    ...cookieNames().map((name) => ({ name, kind: 'cookie', service: owner(facts, 'cookies', name) })),
    ...keys('localStorage').map((name) => ({ name, kind: 'local', service: owner(facts, 'storage', name) })),
    ...keys('sessionStorage').map((name) => ({ name, kind: 'session', service: owner(facts, 'storage', name) })),
  ];
}

function cookieNames() {
  return document.cookie
    .split('; ')
    .map((pair) => pair.split('=')[0])
    .filter(Boolean);
}

// Reading storage throws where the browser blocks it: then nothing is kept.
function keys(area) {
  try {
    return Object.keys(window[area]);
  } catch {
    return [];
  }
}

// Services that really run here come before the examples, which share some names.
function owner({ services }, list, name) {
  const fits = ({ [list]: patterns }) => patterns.some((pattern) => matches(name, pattern));
  return services.find((service) => service.paths.length && fits(service)) ?? services.find(fits);
}

function matches(name, pattern) {
  const [head, ...rest] = pattern.split('*');
  return rest.length ? name.startsWith(head) && name.endsWith(rest.at(-1)) : name === pattern;
}
