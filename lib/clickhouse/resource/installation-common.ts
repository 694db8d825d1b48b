import { k8s } from 'cdk8s-plus-34';

/** What happens to objects of an installation, by kind: `Retain` or `Delete`. */
export interface InstallationObjectsCleanup {
  /** StatefulSets. */
  readonly statefulSet: string;
  /** Volume claims. */
  readonly pvc: string;
  /** ConfigMaps. */
  readonly configMap: string;
  /** Services. */
  readonly service: string;
}

/** Which objects of an installation the operator deletes while the installation stays. */
export interface InstallationCleanup {
  /** Those that are no longer part of it. */
  readonly unknownObjects: InstallationObjectsCleanup;
  /** Those that are part of it and that the operator could not create or change. */
  readonly reconcileFailedObjects: InstallationObjectsCleanup;
}

/** A pod template of an installation. The operator's schema accepts any text in `spec`: these types are what is checked. */
export interface InstallationPodTemplate {
  /** The template's name. */
  readonly name: string;
  /**
   * Labels and annotations.
   * @default - the operator's only
   */
  readonly metadata?: k8s.ObjectMeta;
  /** The pod. */
  readonly spec: k8s.PodSpec;
}

/** A volume claim template of an installation. */
export interface InstallationVolumeClaimTemplate {
  /** The template's name, which is the volume's name in the pod too. */
  readonly name: string;
  /**
   * `Retain` or `Delete`.
   * @default - the operator's default, which is Delete
   */
  readonly reclaimPolicy?: string;
  /** The claim. */
  readonly spec: k8s.PersistentVolumeClaimSpec;
}

/** A Service template of an installation. */
export interface InstallationServiceTemplate {
  /** The template's name. */
  readonly name: string;
  /** The pattern of the Service's name: `clickhouse-{chi}`. */
  readonly generateName: string;
  /**
   * Labels and annotations.
   * @default - the operator's only
   */
  readonly metadata?: k8s.ObjectMeta;
  /** The Service. */
  readonly spec: k8s.ServiceSpec;
}

/** Templates of an installation. */
export interface InstallationTemplates {
  /** Pods. */
  readonly podTemplates: InstallationPodTemplate[];
  /** Volume claims. */
  readonly volumeClaimTemplates: InstallationVolumeClaimTemplate[];
  /**
   * Services.
   * @default - the operator's own
   */
  readonly serviceTemplates?: InstallationServiceTemplate[];
}

/** Which templates an installation uses, by name. */
export interface InstallationTemplateNames {
  /** The pod template. */
  readonly podTemplate: string;
  /** The claim for data. */
  readonly dataVolumeClaimTemplate: string;
  /**
   * The client Service's template.
   * @default - the operator's own
   */
  readonly serviceTemplate?: string;
}

/** Who keeps the volumes, and what becomes of them. */
export interface InstallationStorageManagement {
  /** `Operator`, which can grow volumes, or `StatefulSet`. */
  readonly provisioner: string;
  /** `Retain` or `Delete`. */
  readonly reclaimPolicy: string;
}

/** Defaults of an installation. */
export interface InstallationDefaults {
  /** The templates that its members use. */
  readonly templates: InstallationTemplateNames;
  /** How volumes are kept. */
  readonly storageManagement: InstallationStorageManagement;
}

/** What installations of servers and of Keeper have in common. */
export interface InstallationProps {
  /** The object's name. */
  readonly name: string;
  /**
   * Labels of the object.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Annotations of the object.
   * @default - none
   */
  readonly annotations?: Record<string, string>;
  /**
   * Keep the operator from changing anything: for the time of its own upgrade.
   * @default false
   */
  readonly suspend?: boolean;
  /** The pattern of host names in the namespace: `%s.svc.cluster.local`. */
  readonly namespaceDomainPattern: string;
  /** Which objects the operator deletes. */
  readonly cleanup: InstallationCleanup;
  /** Templates in use, and how volumes are kept. */
  readonly defaults: InstallationDefaults;
  /** Templates. */
  readonly templates: InstallationTemplates;
}
