import { ISecret } from '../core';

/** Props of `Receiver.email`. */
export interface EmailProps {
  /** Who gets it: addresses, with commas between them. */
  readonly to: string;
  /** Whom it comes from. */
  readonly sender: string;
  /** The mail server with its port, `smtp.example.com:587`. It must offer TLS. */
  readonly smarthost: string;
  /**
   * As whom it is sent.
   * @default - the server asks for nobody
   */
  readonly username?: string;
  /**
   * The password of that user.
   * @default - none
   */
  readonly password?: ISecret;
}

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

  /**
   * A mail.
   *
   * @param mail from whom to whom, and by which server
   */
  public static email(mail: EmailProps): Receiver {
    const { to, sender: from, smarthost, username: authUsername, password } = mail;
    const headers = [{ key: 'Subject', value: TITLE }];
    const login = { authUsername, authPassword: password && reference(password) };
    return new Receiver({
      emailConfigs: [{ to, from, smarthost, ...login, requireTLS: true, sendResolved: true, headers, text: TEXT }],
    });
  }

  /**
   * An alert in Opsgenie.
   *
   * @param apiKey the key of an API integration
   * @param apiUrl where its API is: `https://api.eu.opsgenie.com/` of accounts in the EU; that of all others where nothing is given
   */
  public static opsgenie(apiKey: ISecret, apiUrl?: string): Receiver {
    const priority = `{{ if ${WAKES} }}P1{{ else }}P3{{ end }}`;
    const texts = { message: TITLE, description: TEXT, priority };
    return new Receiver({
      opsgenieConfigs: [{ apiKey: reference(apiKey), apiURL: apiUrl, sendResolved: true, ...texts }],
    });
  }

  /**
   * A message in a channel of Microsoft Teams, from Alertmanager 0.28.
   *
   * @param webhookUrl the address of the workflow that posts it
   */
  public static teams(webhookUrl: ISecret): Receiver {
    return new Receiver({
      msteamsv2Configs: [{ webhookURL: reference(webhookUrl), sendResolved: true, title: TITLE, text: TEXT }],
    });
  }

  /**
   * What else Alertmanager can tell.
   *
   * @param fields those of a receiver of an AlertmanagerConfig, without its name: `{ snsConfigs: [...] }`
   * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.Receiver
   */
  public static custom(fields: Record<string, unknown>): Receiver {
    return new Receiver(fields);
  }

  private constructor(private readonly configs: Record<string, unknown>) {}

  /**
   * @internal
   */
  public _json(name: string): Record<string, unknown> {
    return { ...this.configs, name };
  }
}

/** Whether it wakes somebody. */
const WAKES = 'or (eq .CommonLabels.severity "page") (eq .CommonLabels.severity "critical")';
const SEVERITY = `{{ if ${WAKES} }}critical{{ else }}warning{{ end }}`;
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
