// As much of the Kubernetes API as pods of the lab ask: what StatefulSets are to have. A process of its own, since the lab's network is
// reached from inside alone. Arguments: a folder with key, cert and sets.json, which is read at every request.
const fs = require('node:fs');
const https = require('node:https');
const path = require('node:path');

const [, , folder, address, port] = process.argv;
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');

https
  .createServer({ key: read('key'), cert: read('cert') }, (request, response) => {
    const { sets } = JSON.parse(read('sets.json'));
    const [, namespace, name, scale] =
      /^\/apis\/apps\/v1\/namespaces\/([^/]+)\/statefulsets\/([^/?]+)(\/scale)?/.exec(request.url) ?? [];
    const send = (status, body) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${read('token')}`) return send(401, { kind: 'Status', code: 401 });
    if (!(name in sets)) return send(404, { kind: 'Status', code: 404 });
    const metadata = { name, namespace, uid: name, resourceVersion: '1' };
    if (scale) {
      return send(200, {
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        metadata,
        spec: sets[name] === 0 ? {} : { replicas: sets[name] },
        status: { replicas: 9, selector: 'a=b' },
      });
    }
    return send(200, { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata });
  })
  .listen(Number(port), address);
