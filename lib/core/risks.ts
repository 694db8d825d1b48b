/** A setting of an engine that may lose data, or stop it for good. */
export interface Risk {
  /** Its name, as overrides have it. */
  readonly setting: string;
  /** Which of its values are meant. */
  readonly risky: (value: string) => boolean;
  /** What happens. */
  readonly why: string;
}

/** What switches something on, and off, in the words that engines take. */
export const isOn = (value: string): boolean => /^(1|true|yes|on)$/i.test(value);
export const isOff = (value: string): boolean => /^(0|false|no|off)$/i.test(value);

/**
 * The first risk among settings that nobody has acknowledged.
 *
 * @param settings values by name
 * @param acknowledged names of settings that are meant nevertheless
 * @returns for a rule's message: what is given, and what happens
 */
export function riskIn(
  settings: Record<string, unknown>,
  risks: readonly Risk[],
  acknowledged: readonly string[],
): string | undefined {
  const found = risks.find(
    ({ setting, risky }) => setting in settings && risky(String(settings[setting])) && !acknowledged.includes(setting),
  );
  return found && `${found.setting} of ${String(settings[found.setting])}: ${found.why}`;
}
