import { GuardedField } from './guarded-field';
import { GuardedRule } from './guarded-rule';

const RELEASE = 'bigdata-constructs.io/release';
const statedBy = (component?: string) => (component ? `${RELEASE}-${component}` : RELEASE);

/** A release that changes on purpose alone: its first two numbers. */
export interface GuardedReleaseProps {
  /** The image's field in CEL, from the object's root. */
  readonly image: string;
  /**
   * Which of several images of the object it is, as its tag begins too: `fe` of `fe-4.0.7`.
   * @default - there is one
   */
  readonly component?: string;
  /** The prop that says which release it is: `version`. */
  readonly prop: string;
  /** The class of its values: `ClickHouseVersion`. */
  readonly versions: string;
  /** What it is where the prop is not given: `that of the servers`. */
  readonly fallback: string;
  /** What to do before the release changes, as a sentence. */
  readonly advice: string;
}

/** Which release a part runs. Members that hold data go to one of other first two numbers on purpose alone. */
export interface PartRelease extends Omit<GuardedReleaseProps, 'image' | 'component'> {
  /** In full: `3.4.3`. */
  readonly text: string;
  /** The first two numbers that may come: `3.5`. Default: those that are there. */
  readonly acknowledged?: string;
}

/** For messages: what a release is that nobody gave. */
export function libraryDefault(release: string): string {
  return `the default of bigdata-constructs, ${release} in the release of it that wrote this guard`;
}

/** The annotation that says which release an image holds: a tag need not tell it, and a digest cannot. It is about no other image. */
export function statedRelease(release: string, image: string, component?: string): Record<string, string> {
  return { [statedBy(component)]: `${release} ${image}` };
}

/**
 * The first two numbers of an image's release, by what is stated of that image, else by its tag. Where neither tells, a change to it has
 * to be acknowledged, and one from it passes.
 */
export function guardedRelease(props: GuardedReleaseProps): GuardedField {
  const { image, component } = props;
  const names = namesOf(component);
  const { lineNow, lineBefore } = names;
  return GuardedField._of({
    ...refusal(component ? `release-${component}` : 'release', props, names),
    variables: variablesOf(image, component),
    allowed: `${lineBefore} == "" || ${lineNow} == ${lineBefore} || (${lineNow} == "" && ${names.imageNow} == ${names.imageBefore})`,
  });
}

/** The same of a release that stands in full in a ConfigMap, under the name of its prop. One that comes or goes as a whole is no change of it. */
export function releaseInData(props: PartRelease): GuardedField {
  const [now, before] = ['object', 'oldObject'].map((root) => `${root}.?data[?"${props.prop}"].orValue("")`);
  const [lineNow, lineBefore] = [now, before].map(lineOf);
  return GuardedField._of({
    ...refusal(props.prop, props, { lineNow, lineBefore, releaseBefore: before }),
    allowed: `${now} == "" || ${lineBefore} == "" || ${lineNow} == ${lineBefore}`,
  });
}

/** What is said, and what acknowledges it. */
function refusal(
  what: string,
  { prop, versions, fallback, advice }: Omit<GuardedReleaseProps, 'image' | 'component'>,
  { lineNow, lineBefore, releaseBefore }: Pick<Names, 'lineNow' | 'lineBefore' | 'releaseBefore'>,
): Pick<GuardedRule, 'what' | 'value' | 'message'> {
  const value = `(${lineNow} == "" ? "unknown" : ${lineNow})`;
  const stay = `To stay, give ${prop}: ${versions}.of('" + ${releaseBefore} + "'); where none is given, it is ${fallback}.`;
  return {
    what,
    value,
    message: `"a change of release from " + ${lineBefore} + " to " + ${value} + " is refused. ${stay} To go on: ${advice}"`,
  };
}

/** The first two numbers of a release, in CEL. */
function lineOf(release: string): string {
  return `${release}.find("^[0-9]+[.][0-9]+")`;
}

/** What must not change together with an image. */
export interface ApartProps extends Pick<GuardedReleaseProps, 'image' | 'prop' | 'versions'> {
  /** The fields in CEL, from the object's root. */
  readonly fields: string[];
  /** In CEL, whether what changed before may not have been carried out: a release that comes now may then meet settings that changed. */
  readonly pending: string;
  /** What goes wrong, as a sentence. */
  readonly why: string;
}

/** Settings that do not change in the same update as the image that reads them. */
export function settingsApart({ image, fields, pending, prop, versions, why }: ApartProps): GuardedField {
  const { releaseNow, releaseBefore, imageNow, imageBefore } = namesOf();
  const value = `(${releaseNow} == "" ? ${imageNow} : ${releaseNow})`;
  return GuardedField._of({
    what: 'settings-with-release',
    variables: variablesOf(image),
    allowed: `${imageNow} == ${imageBefore} || (!(${pending}) && ${unchanged(fields)})`,
    value,
    message: `"a new image and other settings in one update, or a new image where earlier settings may still wait, are refused: ${why} Make two: give ${prop}: ${versions}.of('" + ${releaseBefore} + "') and apply what else changes, a new release of bigdata-constructs too; wait until it is complete; then take the new release. Who must change both at once, accepts that members do not start until all have the new image."`,
  });
}

/** Whether fields are as they were, whether or not there are any. */
export function unchanged(fields: string[]): string {
  return fields.map((field) => `${optionally('object', field)} == ${optionally('oldObject', field)}`).join(' && ');
}

/** Schemas of custom resources that leave fields open tell the type checker nothing of them. */
function optionally(root: string, field: string): string {
  return `dyn(${root}).?${field.replace(/\./g, '.?')}`;
}

/** What expressions call the parts of the old object and the new one. */
function namesOf(component = '') {
  return {
    imageNow: `variables.imageNow${component}`,
    imageBefore: `variables.imageBefore${component}`,
    releaseNow: `variables.releaseNow${component}`,
    releaseBefore: `variables.releaseBefore${component}`,
    lineNow: `variables.lineNow${component}`,
    lineBefore: `variables.lineBefore${component}`,
  };
}

type Names = ReturnType<typeof namesOf>;

function variablesOf(image: string, component?: string): Record<string, string> {
  const of = (root: string, when: string) => {
    const end = `${when}${component ?? ''}`;
    const stated = `${root}.metadata.?annotations[?"${statedBy(component)}"].orValue("")`;
    const its = `variables.image${end}`;
    // A port of a registry has a slash after it, and a digest no dot in it.
    const tag = `${its}.find(":[^/:@]*(@.*)?$").find("[^:].*")${component ? `.replace("${component}-", "", 1)` : ''}`;
    return {
      [`image${end}`]: `dyn(${root}).${image}`,
      [`release${end}`]: `(${stated}.endsWith(" " + ${its}) ? ${stated} : ${tag}).find("^[^ @]+")`,
      [`line${end}`]: lineOf(`variables.release${end}`),
    };
  };
  return { ...of('object', 'Now'), ...of('oldObject', 'Before') };
}
