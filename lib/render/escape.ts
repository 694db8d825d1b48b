import { Json } from './manifest';

/** The value with every text literal to Terraform, which would read `${` and `%{` as templates. */
export function escapeTemplates(value: Json): Json {
  if (typeof value === 'string') return escape(value);
  if (Array.isArray(value)) return value.map(escapeTemplates);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [escape(key), escapeTemplates(member)]));
}

function escape(text: string): string {
  return text.replace(/[$%](?=\{)/g, '$&$&');
}
