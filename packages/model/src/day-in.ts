/** The day of an instant in a time zone, as `2026-06-03`: days that are written so are in order as texts. */
export function dayIn(instant: Date | number, timeZone: string): string {
  return dayFormat(timeZone).format(instant);
}

const HOUR = 3_600_000;
/** A day begins up to fourteen hours before UTC's and up to twelve after it. */
const FURTHEST = 15 * HOUR;

/** When a day (`2026-06-03`) begins in a time zone, in milliseconds since 1970. */
export function startOfDay(day: string, timeZone: string): number {
  const format = dayFormat(timeZone);
  let [before, at] = [Date.parse(day) - FURTHEST, Date.parse(day) + FURTHEST];
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (format.format(middle) < day) before = middle;
    else at = middle;
  }
  return at;
}

// Sweden writes days as ISO 8601 does.
function dayFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone });
}
