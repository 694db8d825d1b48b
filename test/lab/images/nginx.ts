import { folderFrom, ImageFile, place, SYSTEM_PATH } from './image';

/** Stands in for nginx. */
export const image: ImageFile = {
  repository: 'nginx',
  make: (folder) => {
    place(folder, 'nginx.sh', 'nginx');
    return {
      mounts: [
        { source: folder, target: '/opt/bin', readOnly: true },
        { source: folderFrom('BIGDATA_NGINX'), target: '/opt/nginx', readOnly: true },
      ],
      env: { PATH: `/opt/bin:${SYSTEM_PATH}` },
    };
  },
};
