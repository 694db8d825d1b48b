/** The properties of one of Hadoop's XML files. As Hadoop does, it leaves blanks around values, which mean something in access lists. */
export function propertiesOf(xml: string): Record<string, string> {
  const text = xml.replace(/<!--[^]*?-->/g, '');
  return Object.fromEntries(
    [...text.matchAll(/<property>([^]*?)<\/property>/g)].map(([, property]) => {
      const part = (tag: string) => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(property)?.[1] ?? '';
      return [unescape(part('name').trim()), unescape(part('value'))];
    }),
  );
}

function unescape(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
