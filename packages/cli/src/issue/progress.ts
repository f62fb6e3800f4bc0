import type { Output } from '../surroundings.ts';

const WIDTH = 30;

/** A bar that is drawn over itself on a terminal, and nothing anywhere else. */
export function progress(output: Output): (share: number, text: string) => void {
  let drawn = '';
  return (share, text) => {
    if (!output.isTTY) return;
    const full = Math.round(Math.min(1, share) * WIDTH);
    const percent = `${Math.floor(Math.min(1, share) * 100)} %`.padStart(5);
    const line = `\r${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${percent}  ${text}`;
    if (line !== drawn) output.write(line);
    drawn = line;
    if (share >= 1) output.write('\n');
  };
}
