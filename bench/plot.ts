import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

interface Plot {
  /** What the axes mean. */
  readonly x: string;
  readonly y: string;
  readonly lines: readonly Line[];
}

const WIDTH = 640;
const HEIGHT = 360;
const MARGIN = { top: 40, right: 150, bottom: 50, left: 70 };
/** Colors that differ for the color-blind, too; each line has a dash of its own besides. */
const STYLES = ['stroke="#0f6cbd"', 'stroke="#b4460f" stroke-dasharray="8 4"', 'stroke="#5c2e91" stroke-dasharray="2 4"'];

/** Draws lines over a logarithmic x axis, as SVG on white, which reads in a light and a dark page. */
export function plot({ x, y, lines }: Plot): string {
  const points = lines.flatMap((one) => one.points);
  const xs = points.map(([value]) => value);
  const across = scaleLog([Math.min(...xs), Math.max(...xs)], [MARGIN.left, WIDTH - MARGIN.right]);
  const up = scaleLinear([0, Math.max(...points.map(([, value]) => value))], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice();
  const path = line<readonly [number, number]>(
    ([value]) => across(value),
    ([, value]) => up(value),
  );
  const grid = up
    .ticks(5)
    .map(
      (tick) =>
        `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${up(tick)}" y2="${up(tick)}" stroke="#ddd"/><text x="${MARGIN.left - 8}" y="${up(tick) + 4}" text-anchor="end">${tick}</text>`,
    );
  const below = [...new Set(xs)].map(
    (value) => `<text x="${across(value)}" y="${HEIGHT - MARGIN.bottom + 20}" text-anchor="middle">${value.toLocaleString('en')}</text>`,
  );
  const drawn = lines.map(({ name, points: own }, place) => {
    const dots = own.map(
      ([px, py]) => `<circle cx="${across(px)}" cy="${up(py)}" r="3.5" fill="#222"><title>${name}: ${py.toFixed(0)}</title></circle>`,
    );
    const key = MARGIN.top + 20 * place;
    const left = WIDTH - MARGIN.right + 12;
    return `<path d="${path(own) ?? ''}" fill="none" stroke-width="2" ${STYLES[place]}/>${dots.join('')}
<line x1="${left}" x2="${left + 24}" y1="${key - 4}" y2="${key - 4}" stroke-width="2" ${STYLES[place]}/><text x="${left + 30}" y="${key}">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="${y}, by ${x}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${[...grid, ...below, ...drawn].join('\n')}
<text x="${MARGIN.left}" y="20" font-weight="bold">${y}</text>
<text x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${x}</text>
</svg>
`;
}
