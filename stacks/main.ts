import * as path from 'node:path';
import { environmentStacks } from './environment-stacks';
import { environments, EnvironmentName } from './environments';
import { synthesize } from './synthesize';

const known = Object.keys(environments) as EnvironmentName[];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name as EnvironmentName));
const tunnel = process.env.EKS_TUNNEL_PORT;

/** The app: `npm run synth` and `cdktf synth` run it; `npm run synth -- prod` writes one environment. */
if (unknown.length > 0) {
  console.error(`there is no environment ${unknown.join(', ')}; there are ${known.join(', ')}`);
  process.exitCode = 1;
} else {
  synthesize({
    terraform: path.resolve(process.env.CDKTF_OUTDIR ?? 'cdktf.out'),
    manifests: path.resolve('manifests'),
    releases: path.resolve('releases'),
    partial: asked.length > 0,
    stacks: (app) => [
      ...new Set(
        (asked.length > 0 ? (asked as EnvironmentName[]) : known).flatMap((name) =>
          environmentStacks(app, name, { tunnelPort: tunnel ? Number(tunnel) : undefined }),
        ),
      ),
    ],
  });
}
