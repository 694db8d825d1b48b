import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigFiles, EnvValue, Volume, VolumeMount } from '../../kubernetes';
import { catalogEnv } from '../config/catalogs';
import { ISparkTeam } from '../interfaces';
import {
  HADOOP_CONF_DIRECTORY,
  JOB_DIRECTORY,
  LOCAL_DIRECTORY,
  LOCAL_VOLUME,
  RPC_KEY_DIRECTORY,
  WORK_DIRECTORY,
} from '../paths';

/** What every pod of an application reads and writes. */
export interface PodFilesInput {
  readonly team: ISparkTeam;
  /** The volume for shuffle and spill. Default: Spark brings it itself. */
  readonly local?: Volume;
  /** Files that are delivered with the job. Default: none. */
  readonly job?: ConfigFiles;
}

/** Scratch space of each pod besides that for shuffles: the working directory and `/tmp`. */
export const SCRATCH = Size.gibibytes(2);

/** The volumes of a pod, where they appear, and what tells Spark of them. */
export function podFiles(scope: Construct, { team, local, job }: PodFilesInput) {
  const hadoop = team.fileSystems[0]?.clientFilesIn(scope);
  const key = team.rpcSecret;
  const mounts: VolumeMount[] = [
    { volume: Volume.emptyDir('work'), path: WORK_DIRECTORY },
    { volume: Volume.emptyDir('tmp'), path: '/tmp' },
    { volume: Volume.secret('rpc-key', key.secretName, [key.key]), path: RPC_KEY_DIRECTORY, readOnly: true },
    ...(local ? [{ volume: local, path: LOCAL_DIRECTORY }] : []),
    ...(job ? [{ volume: Volume.configFiles('job', job), path: JOB_DIRECTORY, readOnly: true }] : []),
    ...(hadoop ? [{ volume: Volume.configMap('hadoop', hadoop), path: HADOOP_CONF_DIRECTORY, readOnly: true }] : []),
  ];
  const env: Record<string, EnvValue> = {
    ...(hadoop && {
      HADOOP_CONF_DIR: EnvValue.literal(HADOOP_CONF_DIRECTORY),
      HADOOP_USER_NAME: EnvValue.literal(team.teamName),
    }),
    ...catalogEnv(team.catalogs),
  };
  return { mounts, env };
}

/** The node's own disk, as Spark finds it. */
export function nodeDisk(size: Size): Volume {
  return Volume.emptyDir(LOCAL_VOLUME, { sizeLimit: size });
}
