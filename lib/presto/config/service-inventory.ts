import { createHash } from 'node:crypto';
import { Member } from '../../kubernetes/internal';
import { PORTS } from '../ports';

/** The file in which resource managers find one another. */
export const SERVICE_INVENTORY = 'service-inventory.json';

/**
 * The file: with it each tells the others which nodes it was told of. None is called running, since a node takes such a one at random to announce itself at,
 * whether it answers or not; they are found by their Service, which leads to those that do.
 *
 * @param environment what nodes of one cluster have in common
 * @see https://github.com/prestodb/airlift/tree/master/discovery-server/src/main/java/com/facebook/airlift/discovery/store
 */
export function serviceInventory(environment: string, members: Member[]): string {
  const services = members.map(({ id, host }) => ({
    id: uuidOf(id),
    nodeId: id,
    type: 'discovery',
    pool: 'general',
    location: `/${id}`,
    state: 'STOPPED',
    properties: { http: `http://${host}:${PORTS.http.port}` },
  }));
  return `${JSON.stringify({ environment, services }, undefined, 2)}\n`;
}

/** The same for the same name: a file that changed by itself would restart whoever reads it. */
function uuidOf(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}
