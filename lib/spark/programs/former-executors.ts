import { Volume } from '../../kubernetes';

/**
 * Takes away what the pod owns: executors, their volumes and configuration, of a server that ended in it. Spark does so when it ends well, and the API
 * server when the pod goes. Until then claims are paid for, and each new beginning would leave more of them.
 */
export const FORMER_EXECUTORS = `import json
import os
import ssl
import urllib.request

FOLDER = "${Volume.API_ACCESS_PATH}"


def read(name):
    with open(os.path.join(FOLDER, name)) as file:
        return file.read()


host = os.environ["KUBERNETES_SERVICE_HOST"]
address = f"[{host}]" if ":" in host else host
base = f"https://{address}:{os.environ['KUBERNETES_SERVICE_PORT']}/api/v1/namespaces/{read('namespace')}"
headers = {"Authorization": f"Bearer {read('token')}"}
trust = ssl.create_default_context(cafile=os.path.join(FOLDER, "ca.crt"))


def ask(method, path):
    request = urllib.request.Request(f"{base}/{path}", method=method, headers=headers)
    with urllib.request.urlopen(request, context=trust, timeout=10) as answer:
        return json.load(answer)


pod = ask("GET", f"pods/{os.environ['HOSTNAME']}")["metadata"]["uid"]
for kind in ("pods", "persistentvolumeclaims", "configmaps"):
    for each in ask("GET", f"{kind}?labelSelector=spark-app-selector")["items"]:
        metadata = each["metadata"]
        if any(owner["uid"] == pod for owner in metadata.get("ownerReferences", [])):
            ask("DELETE", f"{kind}/{metadata['name']}")
            print(f"took away {kind}/{metadata['name']} of a server before", flush=True)
`;
