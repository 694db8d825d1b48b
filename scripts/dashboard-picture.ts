/** Draws the layout of each engine's dashboard into its README, from the JSON that Grafana gets. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App } from 'cdk8s';
import { checkout, matching } from '../test/gate/matching';
import { collect } from '../test/helpers/collect';
import { dashboardsOf, GrafanaDashboard, GrafanaPanel } from '../test/helpers/grafana';
import { yamlObjects } from '../test/helpers/synth';

const BEGIN = '<!-- dashboard, drawn by `npm run docs:dashboard` -->';
const END = '<!-- end of dashboard -->';
/** Characters for one of Grafana's 24 columns. */
const SCALE = 4;

/** The READMEs that have a picture, and the dashboards that it shows: those of the engine's own first program. */
function pictured(): [readme: string, dashboards: GrafanaDashboard[]][] {
  const programs = new Map(collect<{ programs: Record<string, () => App> }>('test/*/clusters.ts'));
  return matching('lib/*/README.md')
    .filter((readme) => fs.readFileSync(path.join(checkout, readme), 'utf8').includes(BEGIN))
    .map((readme) => {
      const engine = path.basename(path.dirname(readme));
      const [program] = Object.values(programs.get(engine)?.programs ?? {});
      if (!program) throw new Error(`${readme} has a picture, but test/${engine}/clusters.ts has no program`);
      const all = dashboardsOf(yamlObjects(program()));
      const named = all.filter(({ title }) => title.toLowerCase().startsWith(engine));
      // What several engines share has a name of its own.
      const own = named.length > 0 ? named : all;
      if (own.length === 0)
        throw new Error(`${readme} has a picture, but the first program of ${engine} has no dashboard`);
      return [readme, own];
    });
}

function boxes(line: GrafanaPanel[]): string[] {
  const widths = line.map(({ gridPos }) => gridPos.w * SCALE - 1);
  const edge = `+${widths.map((width) => '-'.repeat(width)).join('+')}+`;
  const fit = (text: string, width: number) => (text.length > width - 2 ? `${text.slice(0, width - 3)}…` : text);
  return [edge, `|${line.map(({ title }, i) => ` ${fit(title, widths[i])}`.padEnd(widths[i])).join('|')}|`, edge];
}

function drawing(all: GrafanaPanel[]): string[] {
  const lines = [...new Set(all.map(({ gridPos }) => gridPos.y))].sort((a, b) => a - b);
  return lines.flatMap((y) => {
    const line = all.filter(({ gridPos }) => gridPos.y === y);
    return line[0].type === 'row' ? [line[0].title] : boxes(line);
  });
}

/** The READMEs with the pictures as the dashboards are now, by path. */
export function readmesWithPictures(): Record<string, string> {
  return Object.fromEntries(
    pictured().map(([readme, dashboards]) => {
      const picture = dashboards.flatMap(({ title, panels }) =>
        // One alone is that of the page.
        dashboards.length > 1 ? [title, '', ...drawing(panels), ''] : drawing(panels),
      );
      const text = fs.readFileSync(path.join(checkout, readme), 'utf8');
      const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
      const drawn = `${BEGIN}\n\n\`\`\`text\n${picture.join('\n').trimEnd()}\n\`\`\`\n\n`;
      return [readme, `${text.slice(0, before)}${drawn}${text.slice(after)}`];
    }),
  );
}

if (require.main === module) {
  for (const [readme, text] of Object.entries(readmesWithPictures()))
    fs.writeFileSync(path.join(checkout, readme), text);
}
