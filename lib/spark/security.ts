import { IFileSystem, IObjectStore } from '../core';
import { PodConnections } from '../security';
import { connectToStores } from '../security/internal';
import { ISparkTeam } from './interfaces';
import { SparkLocation } from './spark-location';

/** What connects to pods, or lets them connect. */
type Connections = Pick<PodConnections, 'allowTo'>;

/** The way to where something is kept, with the credentials that it asks for. */
export function connectToLocations(connections: Connections, locations: SparkLocation[]): void {
  connectToStores(
    connections,
    locations.flatMap(({ _store }) => _store ?? []),
  );
  connectToFileSystems(
    connections,
    locations.flatMap(({ _fileSystem }) => _fileSystem ?? []),
  );
}

/** The way to file systems. */
export function connectToFileSystems(connections: Connections, fileSystems: IFileSystem[]): void {
  for (const fileSystem of new Set(fileSystems)) connections.allowTo(fileSystem);
}

/** The stores that a team's applications use. */
export function storesOf({ storeAccess }: ISparkTeam): IObjectStore[] {
  return storeAccess.map(({ store }) => store);
}
