import { WayIn } from './way-in';

/** How one reaches a cluster's API: who plans and applies what runs in it must. */
export class Access {
  /**
   * From named addresses on the internet, and from inside of the VPC: offices, and runners with fixed addresses.
   *
   * @param cidrs `['203.0.113.0/24']`
   */
  public static publicFrom(cidrs: string[]): Access {
    return new Access(cidrs, []);
  }

  /**
   * From inside of the VPC alone, by ways in that come with the cluster.
   *
   * @param waysIn `WayIn.sessionManagerHost()`, `WayIn.buildRunner({...})`; none where the VPC is connected to where you are
   */
  public static privateVia(...waysIn: WayIn[]): Access {
    return new Access([], waysIn);
  }

  private constructor(
    /** Addresses on the internet; none where the API is private. */
    public readonly publicCidrs: string[],
    /** What comes with the cluster to reach it. */
    public readonly waysIn: WayIn[],
  ) {}
}
