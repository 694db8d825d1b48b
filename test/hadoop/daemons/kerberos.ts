import * as path from 'node:path';
import { certificateSecret, LabKdc } from '../../lab/kdc';
import { Scenario } from '../../lab/scenarios';
import { kerberos, store } from '../clusters';
import { scenariosOnHdfs, smallCluster } from './hdfs';
import { LabCluster } from './lab-cluster';

const PASSWORD = 'password-of-the-lab';

/** A cluster whose callers prove who they are to a KDC of the lab's. */
const secureCluster = smallCluster(3, {
  replication: 2,
  security: kerberos,
  backup: { store },
  snapshots: [{ path: '/warehouse', keep: 2 }],
});

/** Scenarios on a cluster with Kerberos and TLS, whose HDFS runs once the first of them is over. */
export function scenariosOnSecureHdfs(): Scenario<LabCluster> {
  return scenariosOnHdfs(secureCluster, ({ lab, rendered }) => {
    lab.secrets['lake-keytabs'] = LabKdc.start(lab, 'LAKE.TEST').keytabs(rendered.principals);
    lab.secrets['lake-tls'] = certificateSecret(path.join(lab.folder, 'tls'), rendered.certificateNames, PASSWORD);
    lab.secrets['lake-tls-keystore'] = { password: PASSWORD };
  });
}
