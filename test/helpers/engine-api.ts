import { Assembly, Member, Method, Type, TypeReference } from './assembly';

const PACKAGE = 'bigdata-constructs';
const CONSTRUCT = 'constructs.Construct';
const CONNECTABLE = `${PACKAGE}.IConnectable`;
const PORTS = `array of ${PACKAGE}.NetworkPort`;

/** What of an engine is looked at. */
export interface Engine {
  /** Its folder, which is its submodule. */
  readonly folder: string;
  /** The name of the construct that the engine is. */
  readonly construct: string;
  /** Constructs that stand on it. Default: none. */
  readonly besides?: string[];
}

/** The members that the construct of every engine has, and of which type: a text, or what is special of a type of the engine's own. */
const MEMBERS: Record<string, string | ((api: EngineApi, type: Type) => string[])> = {
  endpoints: (api, type) => api.ownStruct(type, 'Endpoints'),
  sizing: (api, type) => api.ownStruct(type, 'Sizing'),
  scaling: `map of ${PACKAGE}.scaling.Scaling`,
  monitoring: `${PACKAGE}.monitoring.EngineMonitoring`,
  connections: (api, type) => api.connects(type),
  networkPeer: `${PACKAGE}.INetworkPeer`,
  identity: `${PACKAGE}.IIdentity`,
  storeAccess: `array of ${PACKAGE}.StoreAccess`,
};

/** The names of these members, and of the static one. */
export const MEMBER_NAMES = [...Object.keys(MEMBERS), 'fromAttributes'];

/** What is wrong with the API of an engine, as sentences: nothing, where it has what every engine has. */
export function faultsOf(assembly: Assembly, engine: Engine): string[] {
  const { folder, construct, besides = [] } = engine;
  const constructs = constructsIn(assembly, `${PACKAGE}.${folder}.`);
  const names = constructs.map(({ name }) => name).sort();
  const expected = [construct, ...besides].sort();
  const main = constructs.find(({ name }) => name === construct);
  if (!main || names.join() !== expected.join()) {
    return [`${folder} exports ${names.join(', ') || 'none'} where ${expected.join(', ')} is what it has`];
  }
  return new EngineApi(assembly, main).faults();
}

function constructsIn(assembly: Assembly, prefix: string): Type[] {
  const isConstruct = (type: Type | undefined): boolean =>
    type?.base === CONSTRUCT || (type?.base !== undefined && isConstruct(assembly[type.base]));
  return Object.values(assembly).flatMap((type) =>
    type?.kind === 'class' && type.fqn.startsWith(prefix) && isConstruct(type) ? [type] : [],
  );
}

/** A type as a text: `map of bigdata-constructs.scaling.Scaling`. */
function textOf(type: TypeReference): string {
  if ('fqn' in type) return type.fqn;
  return 'primitive' in type ? type.primitive : `${type.collection.kind} of ${textOf(type.collection.elementtype)}`;
}

class EngineApi {
  private readonly prefix: string;

  public constructor(
    private readonly assembly: Assembly,
    private readonly construct: Type,
  ) {
    this.prefix = construct.fqn.slice(0, -construct.name.length);
  }

  public faults(): string[] {
    return [...Object.keys(MEMBERS).flatMap((name) => this.member(name)), ...this.fromAttributes()].map(
      (fault) => `${this.construct.name}: ${fault}`,
    );
  }

  /** A struct of the engine's own, with an ending that all engines have. */
  public ownStruct({ fqn, datatype }: Type, ending: string): string[] {
    return datatype && fqn.startsWith(this.prefix) && fqn.endsWith(ending)
      ? []
      : [`is ${fqn}, not a struct <engine>${ending} of its own`];
  }

  /** Opens edges in both directions. */
  public connects(type: Type): string[] {
    const faults = ['allowFrom', 'allowTo'].flatMap((name) => {
      const method = this.methodOf(type, name);
      const [peer, ports] = method?.parameters ?? [];
      const fits = textIs(peer, CONNECTABLE) && textIs(ports, PORTS) && ports?.optional === true;
      return fits ? [] : [`has no ${name}(peer: IConnectable, ports?: NetworkPort[])`];
    });
    return [...faults, ...(this.implements(type, CONNECTABLE) ? [] : ['is no IConnectable'])];
  }

  private member(name: string): string[] {
    const member = this.construct.properties?.find((each) => each.name === name);
    if (!member) return [`has no ${name}`];
    const expected = MEMBERS[name];
    const given = textOf(member.type);
    const own = this.assembly[given];
    const faults =
      typeof expected === 'string'
        ? given === expected
          ? []
          : [`is ${given}, not ${expected}`]
        : own
          ? expected(this, own)
          : [`is ${given}, no type of the engine`];
    return [
      ...faults,
      ...(member.optional ? ['may be undefined'] : []),
      ...(member.immutable ? [] : ['may be changed']),
    ].map((fault) => `${name} ${fault}`);
  }

  private fromAttributes(): string[] {
    const method = this.construct.methods?.find(({ name }) => name === 'fromAttributes');
    if (!method?.static) return ['has no static fromAttributes'];
    return [...this.attributes(method), ...this.reference(method)].map((fault) => `fromAttributes ${fault}`);
  }

  /** Takes scope, id, and a struct that says at least how the engine is found and reached. */
  private attributes({ parameters = [] }: Method): string[] {
    const [scope, id, given, ...more] = parameters;
    const attributes = given && this.assembly[textOf(given.type)];
    const name = `${this.prefix}${this.construct.name}Attributes`;
    if (!textIs(scope, CONSTRUCT) || !textIs(id, 'string') || attributes?.fqn !== name || more.length > 0) {
      return [`does not take (scope: Construct, id: string, attributes: ${name})`];
    }
    return [
      ...(attributes.datatype ? [] : [`takes ${name}, which is no struct`]),
      ...this.has(attributes, 'endpoints', this.typeOfEndpoints()),
      ...this.has(attributes, 'peer', CONNECTABLE),
    ];
  }

  /** Returns what the construct itself is seen as by who only uses it. */
  private reference({ returns }: Method): string[] {
    const name = `${this.prefix}I${this.construct.name}`;
    const seen = this.assembly[name];
    if (!returns || textOf(returns.type) !== name || !seen) return [`does not return ${name}`];
    return [
      ...(this.implements(this.construct, name) ? [] : [`returns ${name}, which ${this.construct.name} is not`]),
      ...[CONNECTABLE, 'constructs.IConstruct']
        .filter((each) => !this.implements(seen, each))
        .map((each) => `returns ${name}, which is no ${each}`),
      ...this.has(seen, 'endpoints', this.typeOfEndpoints()),
    ];
  }

  private has(type: Type, name: string, expected: string): string[] {
    const member = type.properties?.find((each) => each.name === name);
    return textIs(member, expected) && !member?.optional ? [] : [`knows a ${type.name} without ${name}: ${expected}`];
  }

  private typeOfEndpoints(): string {
    const member = this.construct.properties?.find(({ name }) => name === 'endpoints');
    return member ? textOf(member.type) : 'its endpoints';
  }

  private implements({ fqn, interfaces = [], base }: Type, wanted: string): boolean {
    const above = [...interfaces, ...(base ? [base] : [])];
    return fqn === wanted || above.some((each) => each === wanted || this.is(each, wanted));
  }

  private is(name: string, wanted: string): boolean {
    const type = this.assembly[name];
    return type !== undefined && this.implements(type, wanted);
  }

  private methodOf(type: Type, name: string): Method | undefined {
    const base = type.base === undefined ? undefined : this.assembly[type.base];
    return type.methods?.find((each) => each.name === name) ?? (base && this.methodOf(base, name));
  }
}

function textIs(member: Member | undefined, expected: string): boolean {
  return member !== undefined && textOf(member.type) === expected;
}
