import { ISecret } from '../core';

/** Who is told, and how. Keys and addresses that are secrets are read from Secrets beside the routing. */
export class Receiver {
  /**
   * An incident in PagerDuty.
   *
   * @param routingKey the integration key of an Events API v2 service
   */
  public static pagerDuty(routingKey: ISecret): Receiver {
    return new Receiver({
      pagerdutyConfigs: [{ routingKey: reference(routingKey), sendResolved: true, severity: SEVERITY }],
    });
  }

  /**
   * A message in Slack.
   *
   * @param channel the channel's name, with its '#'
   * @param webhookUrl the address of the incoming webhook
   */
  public static slack(channel: string, webhookUrl: ISecret): Receiver {
    return new Receiver({
      slackConfigs: [{ apiURL: reference(webhookUrl), channel, sendResolved: true, title: TITLE, text: TEXT }],
    });
  }

  /**
   * A request to something of your own.
   *
   * @param url its address, which mostly holds a token
   */
  public static webhook(url: ISecret): Receiver {
    return new Receiver({ webhookConfigs: [{ urlSecret: reference(url), sendResolved: true }] });
  }

  private constructor(private readonly configs: Record<string, unknown>) {}

  /**
   * @internal
   */
  public _json(name: string): Record<string, unknown> {
    return { name, ...this.configs };
  }
}

const SEVERITY = '{{ if eq .CommonLabels.severity "page" }}critical{{ else }}warning{{ end }}';
const TITLE =
  '{{ .Status | toUpper }} {{ .CommonLabels.alertname }} {{ .CommonLabels.namespace }}/{{ .CommonLabels.engine_cluster }}';
const TEXT = [
  '{{ range .Alerts }}',
  '*{{ .Annotations.summary }}*',
  '{{ .Annotations.description }}',
  '{{ .Annotations.runbook_url }}',
  '{{ end }}',
].join('\n');

function reference({ secretName, key }: ISecret): { name: string; key: string } {
  return { name: secretName, key };
}
