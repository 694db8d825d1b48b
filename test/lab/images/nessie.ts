import { installedNessie } from '../../helpers/authorities';
import { ImageFile, SYSTEM_PATH } from './image';
import { QUICK } from './java';

/** Stands in for projectnessie/nessie. */
export const image: ImageFile = {
  repository: 'nessie',
  make: () => {
    const nessie = installedNessie();
    if (!nessie) throw new Error('no Nessie is installed, or no Java for it');
    return {
      entrypoint: [`${nessie.java}/bin/java`, '-Xmx300m', '-jar', '/opt/nessie.jar'],
      mounts: [{ source: nessie.jar, target: '/opt/nessie.jar', readOnly: true }],
      env: { JAVA_HOME: nessie.java, JDK_JAVA_OPTIONS: QUICK, PATH: SYSTEM_PATH },
    };
  },
};
