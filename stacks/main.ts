import * as path from 'node:path';
import { EnginesStack } from './engines-stack';
import { environments, EnvironmentName } from './environments';
import { synthesize } from './synthesize';

/** The app: `npm run synth` and `cdktf synth` run it. */
synthesize({
  terraform: path.resolve(process.env.CDKTF_OUTDIR ?? 'cdktf.out'),
  manifests: path.resolve('manifests'),
  stacks: (app) =>
    (Object.keys(environments) as EnvironmentName[]).map(
      (environmentName) =>
        new EnginesStack(app, `${environmentName}-engines`, {
          environmentName,
          environment: environments[environmentName],
        }),
    ),
});
