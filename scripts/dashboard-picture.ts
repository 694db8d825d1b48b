/** Draws the layout of ClickHouse's dashboard into the engine's README, from the JSON that Grafana gets. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Size } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { clickhouse, Cpu, kubernetes, render } from '../lib';

const README = path.join(__dirname, '..', 'lib', 'clickhouse', 'README.md');
const BEGIN = '<!-- dashboard, drawn by `npm run docs:dashboard` -->';
const END = '<!-- end of dashboard -->';
/** Characters for one of Grafana's 24 columns. */
const SCALE = 4;

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly y: number; readonly w: number };
}

/** The panels of the dashboard of a cluster. */
function panels(): Panel[] {
  const app = new App();
  new clickhouse.ClickHouseCluster(new kubernetes.NamespaceChart(app, 'olap'), 'events', {
    shards: 1,
    replicas: 2,
    size: { cpu: Cpu.units(4), memory: Size.gibibytes(16) },
    storage: Size.gibibytes(100),
  });
  const objects = Object.values(render.ManifestYaml.render(app)).flatMap((text) =>
    parseAllDocuments(text).map((document) => document.toJS() as { data?: Record<string, string> }),
  );
  const [json] = objects.flatMap(({ data = {} }) => Object.entries(data)).filter(([name]) => name.endsWith('.json'));
  return (JSON.parse(json[1]) as { panels: Panel[] }).panels;
}

function boxes(line: Panel[]): string[] {
  const widths = line.map(({ gridPos }) => gridPos.w * SCALE - 1);
  const edge = `+${widths.map((width) => '-'.repeat(width)).join('+')}+`;
  const fit = (text: string, width: number) => (text.length > width - 2 ? `${text.slice(0, width - 3)}…` : text);
  return [edge, `|${line.map(({ title }, i) => ` ${fit(title, widths[i])}`.padEnd(widths[i])).join('|')}|`, edge];
}

/** The README with the picture as the dashboard is now. */
export function readmeWithPicture(): string {
  const all = panels();
  const lines = [...new Set(all.map(({ gridPos }) => gridPos.y))].sort((a, b) => a - b);
  const picture = lines.flatMap((y) => {
    const line = all.filter(({ gridPos }) => gridPos.y === y);
    return line[0].type === 'row' ? [line[0].title] : boxes(line);
  });
  const readme = fs.readFileSync(README, 'utf8');
  const [before, after] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  return `${readme.slice(0, before)}${BEGIN}\n\n\`\`\`text\n${picture.join('\n')}\n\`\`\`\n\n${readme.slice(after)}`;
}

if (require.main === module) fs.writeFileSync(README, readmeWithPicture());
