/** An expression that fits a text and no other. */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** An expression that fits each of some texts and no other. */
export function anyOf(texts: string[]): string {
  return texts.map(literal).join('|');
}
